"""How good the diagnoses are: hits, calibration, confusion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from analyzer.engine.result import Diagnosis
from analyzer.measure.cases import Case

_CONFIDENT = 0.8  # a first place at or above this is called confident
_BINS = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """A case with what was diagnosed."""

    case: Case
    diagnoses: tuple[Diagnosis, ...]
    errors: int
    unexplained: int

    @property
    def first(self) -> Diagnosis | None:
        """The first diagnosis."""
        return self.diagnoses[0] if self.diagnoses else None

    def rank_of(self, accepted: frozenset[str]) -> int | None:
        """Rank of the first diagnosis that is accepted, counted from 1."""
        return next((i for i, d in enumerate(self.diagnoses, 1) if d.cause in accepted), None)


@dataclass(frozen=True, slots=True)
class Bin:
    """One row of the reliability table."""

    low: float
    high: float
    count: int
    claimed: float
    """Mean probability given."""
    right: float
    """Share that was right."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The measures over a set of cases; shares from 0 to 1."""

    cases: int
    top1: float
    top1_also: float
    top3: float
    top3_also: float
    mean_reciprocal_rank: float
    sufficient: int
    """How many cases can be told from the log alone."""
    top1_sufficient: float
    brier: float
    """Mean squared difference of the first place's probability and whether it is right (with `also`)."""
    confident_wrong: float
    """Share of all cases with a wrong first place at 0.8 or more."""
    confident_wrong_insufficient: int
    """Cases that the log alone cannot tell, with a wrong first place at 0.8 or more."""
    reliability: tuple[Bin, ...]


def strictly(case: Case) -> frozenset[str]:
    """Only the label counts."""
    return frozenset({case.cause})


def with_also(case: Case) -> frozenset[str]:
    """The label, and the causes that the log supports as well."""
    return case.also | {case.cause}


def figures(judged: Sequence[Judged]) -> Figures:
    """All measures of a set of cases."""
    sufficient = [j for j in judged if j.case.sufficient]
    ranks = [j.rank_of(with_also(j.case)) for j in judged]
    return Figures(
        cases=len(judged),
        top1=_within(judged, strictly, 1),
        top1_also=_within(judged, with_also, 1),
        top3=_within(judged, strictly, 3),
        top3_also=_within(judged, with_also, 3),
        mean_reciprocal_rank=_mean([1 / r if r else 0.0 for r in ranks]),
        sufficient=len(sufficient),
        top1_sufficient=_within(sufficient, strictly, 1),
        brier=_mean([_squared_error(j) for j in judged]),
        confident_wrong=_mean([float(is_confidently_wrong(j)) for j in judged]),
        confident_wrong_insufficient=sum(is_confidently_wrong(j) for j in judged if not j.case.sufficient),
        reliability=reliability(judged),
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _within(judged: Sequence[Judged], accepted: Callable[[Case], frozenset[str]], places: int) -> float:
    ranks = [j.rank_of(accepted(j.case)) for j in judged]
    return _mean([float(rank is not None and rank <= places) for rank in ranks])


def _is_right(judged: Judged) -> bool:
    return judged.first is not None and judged.first.cause in with_also(judged.case)


def _squared_error(judged: Judged) -> float:
    claimed = judged.first.probability if judged.first else 0.0
    return (claimed - float(_is_right(judged))) ** 2


def is_confidently_wrong(judged: Judged) -> bool:
    """A wrong first place at 0.8 or more."""
    return judged.first is not None and judged.first.probability >= _CONFIDENT and not _is_right(judged)


def reliability(judged: Sequence[Judged]) -> tuple[Bin, ...]:
    """Claimed against actual share of right first places, in tenths of the probability; empty bins are left out."""
    bins = []
    for index in range(_BINS):
        low, high = index / _BINS, (index + 1) / _BINS
        inside = [
            j
            for j in judged
            if j.first and (low <= j.first.probability < high or (high == 1 == j.first.probability))
        ]
        if inside:
            claimed = _mean([j.first.probability for j in inside if j.first])
            bins.append(Bin(low, high, len(inside), claimed, _mean([float(_is_right(j)) for j in inside])))
    return tuple(bins)


def confusion(judged: Sequence[Judged]) -> list[tuple[str, str, int]]:
    """Label, wrong first place, how often; the most frequent first."""
    pairs = Counter((j.case.cause, j.first.cause if j.first else "none") for j in judged if not _is_right(j))
    return [(label, given, count) for (label, given), count in pairs.most_common()]
