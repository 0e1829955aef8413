"""Rule files, checked against their model, to causes: facts parsed and resolved, references followed."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping

from analyzer.engine.fact_ast import Fact
from analyzer.engine.fact_error import FactError
from analyzer.engine.fact_parser import parse_fact
from analyzer.engine.fact_resolve import check_fact_name, parse_condition, resolve
from analyzer.engine.fact_vocabulary import Vocabulary
from analyzer.engine.rules import Ask, Cause, Check, Fix, RuleTest, Speaks, Weights
from analyzer.engine.witness import witnesses
from analyzer.knowledge.errors import Finding, PackError, did_you_mean
from analyzer.knowledge.models import ChecksFile, FactModel, RuleFile, SpeaksModel, WeightsFile
from analyzer.knowledge.validate import validate
from analyzer.knowledge.yaml_source import Path_, YamlSource


def compile_checks(source: YamlSource) -> dict[str, Check]:
    """The live checks by id. Raises PackError."""
    file = validate(ChecksFile, source)
    return {
        m.id: Check(m.id, m.asks, m.side_effect, dict(m.outcomes), m.how, tuple(m.requires))
        for m in file.checks
    }


def compile_weights(source: YamlSource) -> Weights:
    """The numbers behind the words. Raises PackError."""
    file = validate(WeightsFile, source)
    return Weights(
        evidence={str(word): value for word, value in file.evidence.items()},
        priors={str(word): value for word, value in file.priors.items()},
        none_of_these=file.none_of_these,
        likely=file.likely,
        leader=file.leader,
        possible=file.possible,
        costs=dict(file.costs),
    )


def compile_cause(
    source: YamlSource, area: str, vocabulary: Vocabulary, checks: Mapping[str, Check]
) -> Cause:
    """One rule file. Raises PackError with every mistake in it."""
    return _Compiler(source, vocabulary).cause(area, checks)


class _Compiler:
    """Collects the findings of one file while compiling it."""

    def __init__(self, source: YamlSource, vocabulary: Vocabulary) -> None:
        self.source = source
        self.vocabulary = vocabulary
        self.model = validate(RuleFile, source)
        self.findings: list[Finding] = []

    def cause(self, area: str, checks: Mapping[str, Check]) -> Cause:
        model = self.model
        facts, says = self._facts()
        needs = self._needs(facts)
        self._names(facts)
        self._checks(checks)
        if self.findings or needs is None:
            raise PackError(self.findings)
        weighing = model.cause
        return Cause(
            id=model.id,
            title=model.title,
            area=area,
            file=self.source.name,
            tools=frozenset(model.applies.tools),
            families=frozenset(model.applies.families),
            facts=facts,
            says=says,
            needs=needs,
            prior=weighing.prior,
            for_=dict(weighing.for_),
            against=dict(weighing.against),
            same=tuple(frozenset(group) for group in weighing.same),
            supersedes=frozenset(weighing.supersedes),
            rules_out=tuple(weighing.rules_out),
            checks={c: {o: _speaks(s) for o, s in said.items()} for c, said in model.checks.items()},
            asks=self._asks(),
            explain=model.explain,
            fixes=tuple(Fix(f.do, f.run, f.risk, f.loses, f.if_) for f in model.fix),
            compatible=frozenset(model.compatible),
            refs=tuple(model.refs),
            tests=tuple(
                RuleTest(t.name, t.log, t.cause, tuple(t.lines), dict(t.answers)) for t in model.tests
            ),
            by_elimination=weighing.by_elimination,
            witnesses=witnesses(needs, facts),
        )

    def _facts(self) -> tuple[dict[str, Fact], dict[str, str]]:
        """The facts parsed first, all of them, since each may name any other; then resolved."""
        parsed: dict[str, Fact] = {}
        for name, (path, text) in self._written().items():
            with self._at(path):
                check_fact_name(name)
                parsed[name] = parse_fact(text)
        facts: dict[str, Fact] = {}
        for name, fact in parsed.items():
            with self._at(self._written()[name][0]):
                facts[name] = resolve(fact, self.vocabulary, parsed)
        models = {n: m for n, m in self.model.facts.items() if isinstance(m, FactModel)}
        return facts, {name: model.says for name, model in models.items() if model.says}

    def _written(self) -> dict[str, tuple[Path_, str]]:
        """Where each fact's expression stands, and its text."""
        return {
            name: (("facts", name, "is"), m.is_) if isinstance(m, FactModel) else (("facts", name), m)
            for name, m in self.model.facts.items()
        }

    def _needs(self, facts: Mapping[str, Fact]) -> Fact | None:
        with self._at(("cause", "needs")):
            return parse_condition(self.model.cause.needs, facts)
        return None

    @contextlib.contextmanager
    def _at(self, path: Path_) -> Iterator[None]:
        """Turn a mistake in the expression at `path` into a finding at its place in the file."""
        try:
            yield
        except FactError as error:
            line, column = self.source.mark(path)
            block = self.source.scalars.get(path, False)
            line += error.line - 1 + block
            column = error.column if block or error.line > 1 else column + error.column - 1
            message = f"{'.'.join(map(str, path))}: {error.message}."
            hint = f"Did you mean {error.suggestion}?" if error.suggestion else ""
            self.findings.append(Finding(self.source.name, line, column, message, hint, "fact"))

    def _names(self, facts: Mapping[str, Fact]) -> None:
        """Names of facts in for, against, same, rules_out and fixes."""
        weighing = self.model.cause
        used: list[tuple[Path_, str]] = [(("cause", "for", n), n) for n in weighing.for_]
        used += [(("cause", "against", n), n) for n in weighing.against]
        used += [(("cause", "same", i), n) for i, group in enumerate(weighing.same) for n in group]
        used += [(("cause", "rules_out", i), n) for i, n in enumerate(weighing.rules_out)]
        used += [(("fix", i, "if"), f.if_) for i, f in enumerate(self.model.fix) if f.if_]
        for path, name in used:
            if name not in self.model.facts:
                self._found(path, f"no fact is named {name!r}.", did_you_mean(name, self.model.facts))

    def _checks(self, checks: Mapping[str, Check]) -> None:
        for name, outcomes in self.model.checks.items():
            if name not in checks:
                self._found(("checks", name), f"no check is named {name!r}.", did_you_mean(name, checks))
                continue
            for outcome in outcomes:
                if outcome not in checks[name].outcomes:
                    suggestion = did_you_mean(outcome, checks[name].outcomes)
                    self._found(("checks", name, outcome), f"{name} has no outcome {outcome!r}.", suggestion)

    def _asks(self) -> dict[str, Ask]:
        result = {}
        for name, model in self.model.ask.items():
            answers = {"yes": model.yes, "no": model.no}
            said = {word: _speaks(speaks) for word, speaks in answers.items() if speaks}
            result[name] = Ask(name, model.question or "", said)
        return result

    def _found(self, path: Path_, message: str, suggestion: str = "") -> None:
        self.findings.append(self.source.finding(path, message, suggestion))


def _speaks(model: SpeaksModel) -> Speaks:
    return Speaks(model.for_, model.against)
