"""A parsed log and a rule base to the differential diagnosis."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from analyzer.engine.next_test import choose
from analyzer.engine.problems import Case, find_cases, is_benign, view_of
from analyzer.engine.rank import Ranked, rank
from analyzer.engine.result import Diagnosis, NextTest, Problem, Question, Remedy
from analyzer.engine.rules import Cause, Observation, RuleBase, Weights
from analyzer.engine.truth import Truth
from analyzer.engine.view import View
from analyzer.engine.weigh import Weighed, weigh
from analyzer.parsing.events import ParsedLog

_RISKS = ("none", "reads", "resets", "writes", "erases")


@dataclass(frozen=True, slots=True)
class Differential:
    """The diagnoses of a whole log."""

    problems: tuple[Problem, ...]
    diagnoses: tuple[Diagnosis, ...]
    set_aside: tuple[Diagnosis, ...]
    next_test: NextTest | None


Choice: TypeAlias = Callable[[RuleBase, View], Iterable[Cause]]
"""Which causes of a pack are weighed in a view."""


def promising(base: RuleBase, view: View) -> Iterable[Cause]:
    """The causes of which the view shows a sign; what the others need is surely false."""
    return base.index.candidates(view)


def every(base: RuleBase, _view: View) -> Iterable[Cause]:
    """All causes: the oracle of the index."""
    return base.causes.values()


def diagnose(
    log: ParsedLog,
    base: RuleBase,
    observations: Sequence[Observation] = (),
    *,
    choice: Choice = promising,
) -> Differential:
    """Weigh the causes against every case of the log. Pure."""
    cases = find_cases(log, base.medium_groups)
    judged: list[tuple[Case, Ranked]] = []
    for case in cases:
        view = view_of(log, case, cases)
        weighed = [weigh(cause, view, base.weights, observations) for cause in choice(base, view)]
        ranked = rank(weighed, base.weights)
        if not case.quiet or _is_stated(ranked, base):
            judged.append((case, ranked))
    problems = tuple(_problem(i, case, ranked, log, base.weights) for i, (case, ranked) in enumerate(judged))
    listed, aside = _diagnoses(judged, base)
    test = choose([ranked for _, ranked in judged], base, frozenset(seen.id for seen in observations))
    return Differential(problems, _ranked(_merged(listed)), tuple(_merged(_telling_first(aside))), test)


def _is_stated(ranked: Ranked, base: RuleBase) -> bool:
    """In a log without any failure or error, only a cause that the log states outright is worth saying."""
    return bool(ranked.rivals) and ranked.rivals[0][1] >= base.weights.leader


def _problem(index: int, case: Case, ranked: Ranked, log: ParsedLog, weights: Weights) -> Problem:
    operations = [log.operations[i] for i in case.operations]
    events = [log.events[i] for i in case.events]
    firsts = [o.first_line for o in operations] + [e.line for e in events]
    lasts = [o.last_line for o in operations] + [e.last_line for e in events]
    return Problem(
        index=index,
        title=case.title(log),
        operations=tuple(case.operations),
        first_line=min(firsts, default=1),
        last_line=max(lasts, default=log.lines),
        none_probability=ranked.none_probability,
        rest_probability=sum(p for _, p in ranked.rivals if p < weights.possible),
        benign=is_benign(log, case),
    )


def _diagnoses(
    judged: Iterable[tuple[Case, Ranked]], base: RuleBase
) -> tuple[list[Diagnosis], list[Diagnosis]]:
    listed: list[Diagnosis] = []
    aside: list[Diagnosis] = []
    for index, (case, ranked) in enumerate(judged):
        for position, (weighed, probability) in enumerate(ranked.rivals):
            if probability < base.weights.possible:
                aside.append(_diagnosis(weighed, case, index, probability, "ruled-out", _outweighed(weighed)))
                continue
            leads = position == 0 and probability >= base.weights.leader
            verdict = "likely" if leads or probability >= base.weights.likely else "possible"
            listed.append(_diagnosis(weighed, case, index, probability, verdict, ""))
        for weighed in ranked.set_aside:
            if weighed.state == "not-enough-data" and not _has_a_sign(weighed):
                continue
            aside.append(_diagnosis(weighed, case, index, 0.0, weighed.state, weighed.reason))
    return listed, aside


def _telling_first(aside: Sequence[Diagnosis]) -> list[Diagnosis]:
    """What a rule sets aside by its own words before what was merely outweighed, and the nearer before the farther."""
    order = ("ruled-out", "not-enough-data")
    return sorted(aside, key=lambda d: (order.index(d.verdict), d.probability > 0, -d.score_db))


def _outweighed(weighed: Weighed) -> str:
    """Why a rival is too improbable to be listed: what speaks against it, the heaviest first."""
    against = sorted((e for e in weighed.evidence if e.role == "against"), key=lambda e: e.weight_db)
    said = [e.because.rstrip(".") + (f" (line {e.lines[0]})" if e.lines else "") for e in against[:2]]
    return "; ".join(said) or "other causes explain the log much better"


def _has_a_sign(weighed: Weighed) -> bool:
    """True when something in the log speaks for a cause whose need cannot be told; the others would only be noise."""
    return any(weighed.holdings[n].truth is Truth.TRUE for n in weighed.cause.for_)


def _diagnosis(
    weighed: Weighed, case: Case, problem: int, probability: float, verdict: str, reason: str
) -> Diagnosis:
    cause = weighed.cause
    answered = {e.fact for e in weighed.evidence if e.role == "answer"}
    checked = {e.fact for e in weighed.evidence if e.role == "check"}
    return Diagnosis(
        rank=0,
        cause=cause.id,
        title=cause.title,
        probability=probability,
        verdict=verdict,
        problem=problem,
        operations=tuple(case.operations),
        evidence=tuple(weighed.evidence),
        prior_db=weighed.prior_db,
        score_db=weighed.score_db,
        explanation=cause.explain.strip(),
        remedies=_remedies(cause, weighed),
        questions=tuple(Question(a.id, a.question) for a in cause.asks.values() if a.id not in answered),
        checks=tuple(c for c in cause.checks if c not in checked),
        references=cause.refs,
        reason=reason,
    )


def _remedies(cause: Cause, weighed: Weighed) -> tuple[Remedy, ...]:
    """The steps whose condition holds or cannot be told, the least risky first."""
    fitting = [
        fix
        for fix in cause.fixes
        if fix.condition is None or weighed.holdings[fix.condition].truth is not Truth.FALSE
    ]
    fitting.sort(key=lambda fix: _RISKS.index(fix.risk))
    return tuple(Remedy(f.do, f.run, f.risk, f.loses) for f in fitting)


def _merged(diagnoses: Iterable[Diagnosis]) -> list[Diagnosis]:
    """One diagnosis per cause: the most probable, with the operations of all."""
    best: dict[str, Diagnosis] = {}
    for one in diagnoses:
        other = best.get(one.cause)
        if other is None:
            best[one.cause] = one
            continue
        first, second = (one, other) if one.probability > other.probability else (other, one)
        operations = tuple(sorted({*first.operations, *second.operations}))
        best[one.cause] = replace(first, operations=operations)
    return list(best.values())


def _ranked(diagnoses: Sequence[Diagnosis]) -> tuple[Diagnosis, ...]:
    order = sorted(diagnoses, key=lambda d: (-d.probability, d.problem, d.cause))
    return tuple(replace(one, rank=i) for i, one in enumerate(order, 1))
