"""How a cause came to its score: the summands one after another, each where it moves the sum on a common scale."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from analyzer.engine.result import Diagnosis, Evidence
from analyzer.report.html.anchors import Anchors
from analyzer.report.html.texts import decibans
from analyzer.report.story import Case, speaking
from analyzer.report.words import counted

_MOST_RIVALS = 8
_MOST_EVIDENCE = 10
"""Pieces of evidence told for each side of a cause; the rest is one summand."""


@dataclass(frozen=True, slots=True)
class Summand:
    """One step of the sum."""

    side: str
    """prior, for, against or total."""
    label: str
    """The weight in decibans, or why it adds nothing."""
    because: str
    lines: tuple[int, ...] = ()
    """Lines of the log that show it, the most telling first."""
    source: str = ""
    """The check or the question that it comes from."""
    weight_db: float = 0.0
    anchor: str = ""
    start: float = 0.0
    """Where it begins on the scale, as a share of its width."""
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Account:
    """A rival with its summands."""

    rival: Diagnosis
    place: int
    """Its place among the rivals, counted from 1."""
    anchor: str
    summands: tuple[Summand, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """The width on which the sums of one problem are drawn."""

    low: float
    high: float

    def at(self, decibans: float) -> float:
        """Position of a sum, as a share of the width."""
        return (decibans - self.low) / (self.high - self.low)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The leading rivals of one problem on one scale."""

    accounts: tuple[Account, ...]
    further: tuple[Diagnosis, ...]
    """Rivals that are named only."""
    zero: float
    """Position of 0 dB on the scale, as a share of its width."""
    none_db: float | None
    """Score of "none of the known causes", as the shares tell it."""

    def items(self) -> Iterator[tuple[Account, Summand]]:
        """Every piece of evidence told, with the rival it is about."""
        return ((account, one) for account in self.accounts for one in account.summands if one.anchor)


def ledger(case: Case, number: int, anchors: Anchors) -> Ledger:
    """The ledger of a problem; `number` is its place in the report, counted from 1."""
    rivals = case.rivals[:_MOST_RIVALS]
    steps = [list(_steps(rival, number, place, anchors)) for place, rival in enumerate(rivals, 1)]
    scale = _scale(steps)
    accounts = tuple(
        Account(rival, place, anchors.cause(number, place), _placed(steps[place - 1], rival, scale))
        for place, rival in enumerate(rivals, 1)
    )
    return Ledger(accounts, case.rivals[_MOST_RIVALS:], scale.at(0.0), _none_db(case))


def _steps(rival: Diagnosis, number: int, place: int, anchors: Anchors) -> Iterator[Summand]:
    yield Summand(
        "prior",
        decibans(rival.prior_db),
        "Before the log was read: how common it is",
        weight_db=rival.prior_db,
    )
    item = 0
    for side, evidence in zip(("for", "against"), speaking(rival), strict=True):
        for one in evidence[:_MOST_EVIDENCE]:
            item += 1
            yield _evidence(one, side, anchors.evidence(number, place, item))
        if rest := evidence[_MOST_EVIDENCE:]:
            weight = sum(one.weight_db for one in rest)
            more = f"{counted(len(rest), 'further piece')} of evidence"
            yield Summand(side, decibans(weight), more, weight_db=weight)


def _evidence(one: Evidence, side: str, anchor: str) -> Summand:
    label = decibans(one.weight_db) if one.weight_db else "needed" if one.role == "needs" else "same"
    source = f"{one.role} {one.fact}" if one.role in ("answer", "check") else ""
    return Summand(side, label, one.because, one.lines, source, one.weight_db, anchor)


def _scale(accounts: Iterable[Sequence[Summand]]) -> Scale:
    """From the lowest to the highest sum that any rival passes through, 0 among them."""
    sums = [0.0, *(total for steps in accounts for total in accumulate(one.weight_db for one in steps))]
    low, high = min(sums), max(sums)
    return Scale(low, high) if high - low >= 1 else Scale(low - 1, high + 1)


def _placed(steps: Sequence[Summand], rival: Diagnosis, scale: Scale) -> tuple[Summand, ...]:
    total = 0.0
    placed = []
    for one in steps:
        placed.append(_between(one, total, total + one.weight_db, scale))
        total += one.weight_db
    in_all = Summand("total", decibans(rival.score_db), "In all", weight_db=rival.score_db)
    return (*placed, _between(in_all, 0.0, rival.score_db, scale))


def _between(one: Summand, before: float, after: float, scale: Scale) -> Summand:
    start, end = sorted((scale.at(before), scale.at(after)))
    return replace(one, start=start, width=end - start)


def _none_db(case: Case) -> float | None:
    """Shares are in proportion to 10^(score/10), so the score of "none of the known causes" follows from any rival."""
    none = case.problem.none_probability
    if not case.rivals or none <= 0 or case.rivals[0].probability <= 0:
        return None
    best = case.rivals[0]
    return best.score_db + 10 * math.log10(none / best.probability)
