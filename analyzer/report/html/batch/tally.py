"""Tickets counted by their cause and by something else: a device family, a tool, a span of time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC

import pandas as pd

from analyzer.report.html.batch.palette import OTHERS, Palette
from analyzer.triage.frame import frame_of, over_time
from analyzer.triage.row import Row

UNTOLD = ""
"""Stands for what tickets do not tell, e.g. their device."""
MOST_PERIODS = 400
"""Periods that are counted; the latest, where there are more."""
_PERIODS = ((31, "D"), (200, "W"), (1100, "M"), (3650, "Q"))
"""Most days for a period, so that a chart has some thirty columns at most."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of tickets."""

    values: tuple[str, ...]
    """What is counted by, the most frequent first; `UNTOLD` and what was added up last."""
    causes: tuple[str, ...]
    """Ids, the most frequent first; `OTHERS` last where there are more."""
    counts: tuple[tuple[int, ...], ...]
    """By value, then by cause."""

    @property
    def totals(self) -> tuple[int, ...]:
        """Tickets of each value."""
        return tuple(sum(row) for row in self.counts)

    @property
    def told(self) -> int:
        """Tickets of which the value is known."""
        return sum(total for value, total in zip(self.values, self.totals, strict=True) if value != UNTOLD)


@dataclass(frozen=True, slots=True)
class Period:
    """One span of time: its name, and its bounds in seconds since the epoch, the last one not in it."""

    label: str
    begin: float
    end: float


@dataclass(frozen=True, slots=True)
class Trend:
    """Counts by spans of time; `tally.values` are the labels of `periods`, in the order of time."""

    unit: str
    """D, W, M, Q or Y."""
    periods: tuple[Period, ...]
    tally: Tally
    earlier: int = 0
    """Periods before the first that were left out."""


def tally_of(rows: Sequence[Row], palette: Palette, value: Callable[[Row], str]) -> Tally:
    """Count the tickets that have a cause."""
    counted = Counter((value(row), palette.key(row.cause)) for row in rows if row.cause)
    totals = Counter[str]()
    for (one, _), count in counted.items():
        totals[one] += count
    values = sorted(totals, key=lambda one: (one == UNTOLD, -totals[one], one))
    return _tally(values, palette, counted)


def trend_of(rows: Sequence[Row], palette: Palette, period: str = "") -> Trend | None:
    """Count the tickets that have a cause and a date, by `period` or by one that suits their span."""
    dated = [row for row in rows if row.cause and row.ended is not None]
    if not dated:
        return None
    unit = period or _period(dated)
    table = over_time(frame_of(dated, ("cause", "ended")), unit)
    kept = table.tail(MOST_PERIODS)
    periods = tuple(_named(one, unit) for one in kept.index)
    counted = Counter[tuple[str, str]]()
    for cause in kept.columns:
        for one, count in zip(periods, kept[cause], strict=True):
            counted[one.label, palette.key(str(cause))] += int(count)
    tally = _tally([one.label for one in periods], palette, counted)
    return Trend(unit, periods, tally, len(table) - len(kept))


def _tally(values: Sequence[str], palette: Palette, counted: Counter[tuple[str, str]]) -> Tally:
    present = {cause for (_, cause), count in counted.items() if count}
    causes = tuple(cause for cause in (*palette.colours, OTHERS) if cause in present)
    counts = tuple(tuple(counted[value, cause] for cause in causes) for value in values)
    return Tally(tuple(values), causes, counts)


def _period(rows: Sequence[Row]) -> str:
    stamps = [row.ended for row in rows if row.ended is not None]
    days = (max(stamps) - min(stamps)) / 86400
    return next((unit for most, unit in _PERIODS if days <= most), "Y")


def _named(period: pd.Period, unit: str) -> Period:
    begin = period.start_time
    label = {
        "D": f"{begin:%Y-%m-%d}",
        "W": f"week of {begin:%Y-%m-%d}",
        "M": f"{begin:%Y-%m}",
        "Q": f"{begin:%Y} Q{period.quarter}",
        "Y": f"{begin:%Y}",
    }[unit]
    return Period(label, _epoch(begin), _epoch((period + 1).start_time))


def _epoch(stamp: pd.Timestamp) -> float:
    return stamp.to_pydatetime().replace(tzinfo=UTC).timestamp()
