"""The next test: which look or question would settle most, for what it costs."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from analyzer.engine.rank import Ranked
from analyzer.engine.result import NextTest
from analyzer.engine.rules import Cause, RuleBase, Speaks, Weights

_LEAST_GAIN = 0.02  # bits; a test that tells less is not worth a person's time


@dataclass(frozen=True, slots=True)
class _Test:
    kind: str
    id: str
    ask: str
    how: str
    side_effect: str
    outcomes: tuple[str, ...]


def choose(ranked: Sequence[Ranked], base: RuleBase, done: frozenset[str]) -> NextTest | None:
    """The test with the largest expected drop in entropy per cost over all cases; None when none tells anything."""
    rated = rate(ranked, base, done)
    return rated[0][1] if rated else None


def rate(ranked: Sequence[Ranked], base: RuleBase, done: frozenset[str]) -> list[tuple[float, NextTest]]:
    """Every test that is worth its while, with its gain per cost, the best first."""
    best: dict[str, tuple[float, NextTest]] = {}
    for problem, one in enumerate(ranked):
        for test in _tests(one, base):
            if test.id in done:
                continue
            gain, leads = _gain(one, test, base.weights)
            value = gain / base.weights.costs[test.side_effect]
            if gain >= _LEAST_GAIN and (test.id not in best or value > best[test.id][0]):
                shown = NextTest(test.kind, test.id, round(gain, 3), test.ask, test.how, leads, problem)
                best[test.id] = value, shown
    return sorted(best.values(), key=lambda pair: -pair[0])


def _tests(ranked: Ranked, base: RuleBase) -> Iterator[_Test]:
    """Every check and question that one of the rivals has something to say about."""
    seen: set[str] = set()
    for weighed, _ in ranked.rivals:
        for check_id in weighed.cause.checks:
            check = base.checks.get(check_id)
            if check is not None and check_id not in seen:
                seen.add(check_id)
                yield _Test(
                    "check", check.id, check.asks, check.how, check.side_effect, tuple(check.outcomes)
                )
        for ask in weighed.cause.asks.values():
            if ask.id not in seen:
                seen.add(ask.id)
                yield _Test("question", ask.id, ask.question, "", "question", ("yes", "no"))


def _gain(ranked: Ranked, test: _Test, weights: Weights) -> tuple[float, tuple[tuple[str, str], ...]]:
    """Expected drop of entropy in bits, and for each outcome the cause it would raise most."""
    priors = [p for _, p in ranked.rivals] + [ranked.none_probability]
    likelihoods = [_likelihoods(w.cause, test, weights) for w, _ in ranked.rivals]
    likelihoods.append({outcome: 1 / len(test.outcomes) for outcome in test.outcomes})
    expected = 0.0
    leads: list[tuple[str, str]] = []
    for outcome in test.outcomes:
        joint = [p * given[outcome] for p, given in zip(priors, likelihoods, strict=True)]
        total = sum(joint)
        if total <= 0:
            continue
        expected += total * entropy([j / total for j in joint])
        leads.append((outcome, _leader(ranked, joint, total)))
    return entropy(priors) - expected, tuple(leads)


def _likelihoods(cause: Cause, test: _Test, weights: Weights) -> dict[str, float]:
    """P(outcome | cause), from what the rule says of each outcome; silence is an even chance."""
    said: Mapping[str, Speaks] = {}
    if test.kind == "check":
        said = cause.checks.get(test.id, {})
    elif test.id in cause.asks:
        said = cause.asks[test.id].answers
    raw = {o: 10 ** (weights.of(said[o]) / 10) if o in said else 1.0 for o in test.outcomes}
    total = sum(raw.values())
    return {outcome: value / total for outcome, value in raw.items()}


def _leader(ranked: Ranked, joint: Sequence[float], total: float) -> str:
    """The cause whose probability an outcome would raise most."""
    gains = [(j / total - p, w.cause.id) for (w, p), j in zip(ranked.rivals, joint, strict=False)]
    return max(gains, default=(0.0, ""))[1]


def entropy(probabilities: Sequence[float]) -> float:
    """Shannon entropy in bits."""
    return -sum(p * math.log2(p) for p in probabilities if p > 0)
