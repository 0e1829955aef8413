"""From probabilities before and after the checks to verdicts. Every threshold of live mode stands here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from analyzer.engine.result import Evidence, Report
from analyzer.engine.rules import Cause, Observation, RuleBase
from analyzer.engine.unlogged import weigh_observations

CONFIRMED_FROM = 0.7
"""Probability from which a cause can be confirmed."""
STRONG_DB = 10.0
"""What the checks must add to a confirmed cause, or take from a refuted one: one strong observation."""
ALARMING_DB = 5.0
"""A fault that the checks raise by this much keeps a bench from being called healthy: one moderate observation."""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A cause before and after the checks."""

    cause: str
    title: str
    before: float
    after: float
    verdict: str
    """confirmed, refuted or inconclusive."""
    observed_db: float
    """What the checks alone add to its score."""
    evidence: tuple[Evidence, ...]
    """The checks that spoke to it."""
    because: str


def without_log(
    base: RuleBase, observations: tuple[Observation, ...], about: frozenset[str]
) -> tuple[Hypothesis, ...]:
    """Verdicts on every cause that a check said something about, the most probable first."""
    before = {w.cause.id: p for w, p in weigh_observations(base, (), about).rivals}
    after = weigh_observations(base, observations, about)
    judged = [
        _judged(w.cause, before.get(w.cause.id, 0.0), p, w.evidence, base)
        for w, p in after.rivals
        if w.evidence
    ]
    return tuple(sorted(judged, key=_order))


def with_log(before: Report, after: Report, base: RuleBase) -> tuple[Hypothesis, ...]:
    """Verdicts on what the log suggests and on what the checks spoke to."""
    first = _probabilities(before)
    second = _probabilities(after)
    evidence = {
        one.cause: [e for e in one.evidence if e.role in ("check", "answer")]
        for one in (*after.set_aside, *after.diagnoses)
    }
    ids = dict.fromkeys([*(d.cause for d in before.diagnoses), *(c for c, e in evidence.items() if e)])
    judged = [
        _judged(base.causes[c], first.get(c, 0.0), second.get(c, 0.0), evidence.get(c, []), base) for c in ids
    ]
    return tuple(sorted(judged, key=_order))


def _probabilities(report: Report) -> Mapping[str, float]:
    return {one.cause: one.probability for one in (*report.set_aside, *report.diagnoses)}


def _order(one: Hypothesis) -> tuple[float, float, str]:
    return (-one.after, one.observed_db, one.cause)


def _judged(
    cause: Cause, before: float, after: float, evidence: Iterable[Evidence], base: RuleBase
) -> Hypothesis:
    told = tuple(sorted(evidence, key=lambda item: -abs(item.weight_db)))
    total = sum(item.weight_db for item in told)
    verdict = "inconclusive"
    if after >= CONFIRMED_FROM and total >= STRONG_DB:
        verdict = "confirmed"
    elif total <= -STRONG_DB and after < CONFIRMED_FROM:
        verdict = "refuted"
    return Hypothesis(
        cause.id, cause.title, before, after, verdict, total, told, _because(cause, verdict, told, base)
    )


def _because(cause: Cause, verdict: str, told: tuple[Evidence, ...], base: RuleBase) -> str:
    said = ", ".join(f"{item.fact} {_outcome(item)} ({item.weight_db:+g} dB)" for item in told)
    if not said:
        return "No check that was made speaks to it."
    sentence = f"{said}."
    if verdict != "inconclusive" and not _is_shown_directly(cause, base):
        return f"By elimination: nothing on the bench shows this cause itself. {sentence}"
    return sentence


def _outcome(item: Evidence) -> str:
    return item.because.rsplit(":", 1)[-1].strip().rstrip(".")


def _is_shown_directly(cause: Cause, base: RuleBase) -> bool:
    """Does any check have an outcome that decides for the cause? Without one it can only be what remains."""
    decisive = max(base.weights.evidence.values())
    speaks = (says for outcomes in cause.checks.values() for says in outcomes.values())
    return any(base.weights.of(says) >= decisive for says in speaks)
