"""Rivals of one case: scores to probabilities, with "none of the known causes" always in the race."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analyzer.engine.rules import Weights
from analyzer.engine.weigh import Weighed


@dataclass(frozen=True, slots=True)
class Ranked:
    """The rivals of a case, the most probable first."""

    rivals: tuple[tuple[Weighed, float], ...]
    none_probability: float
    set_aside: tuple[Weighed, ...]


def rank(weighed: Sequence[Weighed], weights: Weights) -> Ranked:
    """Hide general causes behind particular ones, and give each rival its share by softmax of the scores."""
    active = [w for w in weighed if w.state == "rival"]
    hidden = _superseded(active)
    rivals = [w for w in active if w.cause.id not in hidden]
    aside = [w for w in weighed if w.state in ("ruled-out", "not-enough-data")]
    for one in active:
        if one.cause.id in hidden:
            one.state, one.reason = "ruled-out", f"explained more precisely by {hidden[one.cause.id]}"
            aside.append(one)
    shares = softmax([w.score_db for w in rivals] + [weights.none_of_these])
    order = sorted(zip(rivals, shares, strict=False), key=lambda pair: (-pair[1], pair[0].cause.id))
    return Ranked(tuple(order), shares[-1], tuple(aside))


def softmax(scores_db: Sequence[float]) -> list[float]:
    """Probabilities in proportion to 10^(score/10)."""
    top = max(scores_db)
    parts = [10 ** ((score - top) / 10) for score in scores_db]
    total = sum(parts)
    return [part / total for part in parts]


def _superseded(active: Sequence[Weighed]) -> dict[str, str]:
    """Cause to the cause that hides it: only where every line that speaks for it is the other's as well."""
    hidden: dict[str, str] = {}
    for one in active:
        for other in active:
            if (
                other.cause.id in one.cause.supersedes
                and other.lines <= one.lines
                and other.cause.id not in hidden
            ):
                hidden[other.cause.id] = one.cause.title
    return hidden
