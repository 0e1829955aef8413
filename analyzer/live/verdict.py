"""From probabilities before and after the checks to verdicts. Every threshold of live mode stands here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from analyzer.engine.result import Evidence, Report
from analyzer.engine.rules import Cause, Observation, RuleBase
from analyzer.engine.unlogged import weigh_observations

CONFIRMED_FROM = 0.7
"""Probability from which a cause can be confirmed."""
STRONG_DB = 10.0
"""What the checks must add to a confirmed cause, or take from a refuted one: one strong observation."""
DECISIVE_DB = 18.0
"""What the checks must add to a cause that the log does not suggest: one decisive observation, or nearly two strong."""
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
    by_elimination: bool = False
    """True when nothing on the bench shows the cause itself."""


def without_log(
    base: RuleBase, observations: tuple[Observation, ...], about: frozenset[str]
) -> tuple[Hypothesis, ...]:
    """Verdicts on every cause that a check said something about, the most probable first."""
    before = {w.cause.id: p for w, p in weigh_observations(base, (), about).rivals}
    after = weigh_observations(base, observations, about)
    judged = [
        _judged(w.cause, before.get(w.cause.id, 0.0), p, w.evidence) for w, p in after.rivals if w.evidence
    ]
    return tuple(sorted(judged, key=_order))


def with_log(
    before: Report, after: Report, bench: tuple[Hypothesis, ...], base: RuleBase
) -> tuple[Hypothesis, ...]:
    """Verdicts on what the log suggests and on what the checks spoke to.

    `bench` are the verdicts of the checks alone: what they show beyond doubt is confirmed even where the log points
    elsewhere, and what the log gives no sign of is judged by them.
    """
    first, second = _probabilities(before), _probabilities(after)
    alone = {one.cause: one for one in bench}
    evidence = {
        one.cause: [e for e in one.evidence if e.role in ("check", "answer")]
        for one in (*after.set_aside, *after.diagnoses)
    }
    suggested = [one.cause for one in before.diagnoses]
    eliminable = [one.cause for one in before.set_aside if base.causes[one.cause].by_elimination]
    ids = dict.fromkeys([*suggested, *eliminable, *(cause for cause, told in evidence.items() if told)])
    judged = [
        _beyond_doubt(
            _judged(base.causes[c], first.get(c, 0.0), second.get(c, 0.0), evidence.get(c, [])), alone.get(c)
        )
        for c in ids
    ]
    unsuggested = [_unsuggested(one) for cause, one in alone.items() if cause not in ids]
    decided = [one for one in unsuggested if one.verdict != "inconclusive"]
    return tuple(sorted([*judged, *decided], key=_order))


def _beyond_doubt(one: Hypothesis, alone: Hypothesis | None) -> Hypothesis:
    """What the device shows now is a fault now, however well the log is explained by another."""
    if alone is None or not _is_shown(alone) or one.verdict == "confirmed":
        return one
    return replace(
        one, verdict="confirmed", because=f"The bench shows it now, whatever the log says. {one.because}"
    )


def _unsuggested(alone: Hypothesis) -> Hypothesis:
    verdict = "refuted" if alone.verdict == "refuted" else "confirmed" if _is_shown(alone) else "inconclusive"
    because = f"The log gives no sign of it; the checks alone: {alone.because}"
    return replace(alone, before=0.0, verdict=verdict, because=because)


def _is_shown(alone: Hypothesis) -> bool:
    return alone.verdict == "confirmed" and alone.observed_db >= DECISIVE_DB


def _probabilities(report: Report) -> Mapping[str, float]:
    return {one.cause: one.probability for one in (*report.set_aside, *report.diagnoses)}


def _order(one: Hypothesis) -> tuple[bool, float, float, str]:
    return (one.verdict != "confirmed", -one.after, one.observed_db, one.cause)


def _judged(cause: Cause, before: float, after: float, evidence: Iterable[Evidence]) -> Hypothesis:
    told = tuple(sorted(evidence, key=lambda item: -abs(item.weight_db)))
    total = sum(item.weight_db for item in told)
    verdict = "inconclusive"
    if after >= CONFIRMED_FROM and total >= STRONG_DB:
        verdict = "confirmed"
    elif total <= -STRONG_DB and after < CONFIRMED_FROM:
        verdict = "refuted"
    return Hypothesis(cause.id, cause.title, before, after, verdict, total, told, _because(told))


def _because(told: tuple[Evidence, ...]) -> str:
    said = ", ".join(f"{item.fact} {_outcome(item)} ({item.weight_db:+g} dB)" for item in told)
    return f"{said}." if said else "No check that was made speaks to it."


def _outcome(item: Evidence) -> str:
    return item.because.rsplit(":", 1)[-1].strip().rstrip(".")


def eliminated(
    hypotheses: tuple[Hypothesis, ...], base: RuleBase, after: Report, healthy: bool
) -> tuple[Hypothesis, ...]:
    """The verdicts on causes that nothing on the bench shows itself, by what the others leave of them.

    Such a cause is confirmed only when all else was found healthy and what the log needs for it holds; it is refuted
    when something else is confirmed, or when the log itself rules it out.
    """
    ruled_out = {
        one.cause: one.reason for one in after.set_aside if one.verdict == "ruled-out" and one.reason
    }
    others = [
        one for one in hypotheses if one.verdict == "confirmed" and not base.causes[one.cause].by_elimination
    ]
    return tuple(
        _by_elimination(one, ruled_out.get(one.cause, ""), others, healthy)
        if base.causes[one.cause].by_elimination
        else one
        for one in hypotheses
    )


def _by_elimination(one: Hypothesis, ruled_out: str, others: list[Hypothesis], healthy: bool) -> Hypothesis:
    one = replace(one, by_elimination=True)
    lead = "Nothing on the bench shows this cause itself; it can only be told by elimination."
    if others:
        why = f"It is refuted: {others[0].title[:1].lower()}{others[0].title[1:]} explains the failure."
        return replace(one, verdict="refuted", because=f"{lead} {why} {one.because}")
    if ruled_out:
        return replace(
            one, verdict="refuted", because=f"{lead} It is refuted: {ruled_out.rstrip('.')}. {one.because}"
        )
    if one.verdict == "confirmed" and not healthy:
        why = "It is probable, but not everything else could be looked at and found healthy."
        return replace(one, verdict="inconclusive", because=f"{lead} {why} {one.because}")
    why = {
        "confirmed": "It is confirmed: everything else was found healthy.",
        "refuted": "It is refuted by what was seen:",
    }.get(one.verdict, "What was seen so far leaves it open.")
    return replace(one, because=f"{lead} {why} {one.because}")
