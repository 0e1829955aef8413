"""One cause against one case: is it in the list, and what speaks for and against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from analyzer.engine.evaluate import Holding, Holdings, evaluate, evaluate_condition
from analyzer.engine.fact_ast import FactRef, walk
from analyzer.engine.result import Evidence
from analyzer.engine.rules import Cause, Observation, Weights
from analyzer.engine.truth import Truth
from analyzer.engine.view import View
from analyzer.parsing.events import ParsedLog


@dataclass(slots=True)
class Weighed:
    """A cause with its score; `state` is rival, ruled-out, not-enough-data or absent."""

    cause: Cause
    state: str
    score_db: float
    prior_db: float
    evidence: list[Evidence]
    reason: str = ""
    holdings: Mapping[str, Holding] = field(default_factory=dict)

    @property
    def lines(self) -> frozenset[int]:
        """Source lines that speak for the cause."""
        return frozenset(n for e in self.evidence if e.role in ("needs", "for") for n in e.lines)


def weigh(
    cause: Cause, view: View, weights: Weights, observations: Sequence[Observation], *, whole: bool = False
) -> Weighed:
    """Evaluate a cause's facts in a view and add up what they say.

    Most causes of a pack have nothing to do with a log, so what they need is looked at first, and the rest only where
    that holds or cannot be told. `whole` evaluates every fact all the same, for showing them.
    """
    holdings = evaluate(cause.facts, view) if whole else Holdings(cause.facts, view)
    needs = evaluate_condition(cause.needs, holdings)
    prior = weights.priors[cause.prior]
    result = Weighed(cause, "rival", prior, prior, [], holdings=holdings)
    if needs.truth is not Truth.TRUE:
        result.state = "absent" if needs.truth is Truth.FALSE else "not-enough-data"
        result.reason = "" if needs.truth is Truth.FALSE else _missing(cause, needs, holdings)
        return result
    result.evidence = [
        *_needed(cause, holdings, view.log),
        *_counted(cause, holdings, view.log, weights),
        *observed(cause, weights, observations),
    ]
    result.score_db = prior + sum(e.weight_db for e in result.evidence)
    reason = _does_not_apply(cause, view) or _ruled_out(cause, holdings, view.log)
    if reason:
        result.state, result.reason = "ruled-out", reason
    return result


def _missing(cause: Cause, needs: Holding, holdings: Mapping[str, Holding]) -> str:
    """What the log would have to tell, in the words of the first needed fact that is unknown."""
    for name in _names_in(cause, holdings):
        if holdings[name].truth is Truth.UNKNOWN:
            said = cause.says.get(name, holdings[name].label).rstrip(".")
            return f'the log does not tell whether this holds: "{said}"'
    return needs.note


def _needed(cause: Cause, holdings: Mapping[str, Holding], log: ParsedLog) -> Iterator[Evidence]:
    weighed = {*cause.for_, *cause.against}
    for name in _names_in(cause, holdings):
        if name not in weighed and holdings[name].truth is Truth.TRUE:
            yield _evidence(cause, name, "needs", 0.0, holdings[name], log)


def _names_in(cause: Cause, holdings: Mapping[str, Holding]) -> Iterator[str]:
    """The facts that `needs` names, each once."""
    names = (node.name for node in walk(cause.needs) if isinstance(node, FactRef))
    return (name for name in dict.fromkeys(names) if name in holdings)


def _counted(
    cause: Cause, holdings: Mapping[str, Holding], log: ParsedLog, weights: Weights
) -> Iterator[Evidence]:
    """Facts that hold, each with its weight; of facts that say the same thing only the strongest counts."""
    for role, words, sign in (("for", cause.for_, 1), ("against", cause.against, -1)):
        true = {n: w for n, w in words.items() if n in holdings and holdings[n].truth is Truth.TRUE}
        silent = _said_already(true, cause.same, weights)
        for name, word in sorted(true.items(), key=lambda item: -weights.evidence[item[1]]):
            weight = 0.0 if name in silent else sign * weights.evidence[word]
            yield _evidence(cause, name, role, weight, holdings[name], log)


def _said_already(
    true: Mapping[str, str], same: Iterable[frozenset[str]], weights: Weights
) -> frozenset[str]:
    silent: set[str] = set()
    for group in same:
        members = sorted((n for n in true if n in group), key=lambda n: -weights.evidence[true[n]])
        silent.update(members[1:])
    return frozenset(silent)


def _evidence(
    cause: Cause, name: str, role: str, weight: float, holding: Holding, log: ParsedLog
) -> Evidence:
    events = [log.events[i] for i in holding.events]
    lines = tuple(dict.fromkeys(event.line for event in events))
    text = events[0].raw if events else ""
    return Evidence(name, role, lines, text, weight, cause.says.get(name) or holding.label)


def observed(cause: Cause, weights: Weights, observations: Sequence[Observation]) -> Iterator[Evidence]:
    """What checks and answers say about a cause."""
    for seen in observations:
        if seen.kind == "check":
            speaks = cause.checks.get(seen.id, {}).get(seen.outcome)
            because = f"The check {seen.id} found: {seen.outcome}."
        else:
            ask = cause.asks.get(seen.id)
            speaks = ask.answers.get(seen.outcome) if ask else None
            because = f"{ask.question if ask else seen.id} Answered: {seen.outcome}."
        if speaks is not None:
            yield Evidence(seen.id, seen.kind, (), "", weights.of(speaks), because)


def _does_not_apply(cause: Cause, view: View) -> str:
    family = view.environment.get("family")
    if cause.families and family and family not in cause.families:
        return f"the log says {family}, and this occurs on {', '.join(sorted(cause.families))} only"
    tools = {view.log.events[i].tool for i in view.events} - {None}
    if cause.tools and tools and not tools & cause.tools:
        return f"the log is none of {', '.join(sorted(cause.tools))}"
    return ""


def _ruled_out(cause: Cause, holdings: Mapping[str, Holding], log: ParsedLog) -> str:
    for name in cause.rules_out:
        holding = holdings[name]
        if holding.truth is Truth.TRUE:
            said = cause.says.get(name) or holding.label
            lines = sorted({log.events[i].line for i in holding.events})
            return said.rstrip(".") + (f" (line {lines[0]})" if lines else "")
    return ""
