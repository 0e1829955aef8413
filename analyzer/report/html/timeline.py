"""The course of a log: what was attempted in which session, where in the log, how it ended, where it failed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from analyzer.engine.result import Report
from analyzer.parsing.events import Operation
from analyzer.report.escape import plain
from analyzer.report.words import sentence, times

_MOST_LANES = 24
_MOST_TICKS = 12
_RUN = 3
"""From so many like operations in a row on they share a lane."""
_PARTS = 120
_NARROWEST = 0.006
"""Share of the width below which an operation would not be seen."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A failing line on a lane."""

    line: int
    at: float
    """Position as a share of the width."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One operation, or several like ones in a row."""

    title: str
    outcome: str
    """failed, succeeded or unfinished; outside for errors of no operation."""
    note: str
    """Which attempt it is, or how often it was tried."""
    first: int
    last: int
    session: int
    start: float
    width: float
    ticks: tuple[Tick, ...]
    further: int
    """Failing lines without a tick."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """All lanes, those of a session together."""

    sessions: tuple[tuple[int, tuple[Lane, ...]], ...]
    lines: int
    left_out: int
    """Operations without a lane."""
    density: tuple[float, ...]
    """How many errors each part of a log has that is too large for its lanes, as a share of the most."""


def timeline(report: Report, told: Container[int]) -> Timeline:
    """The timeline of a report; of many operations those that are `told`, then others that failed come first."""
    drawing = _Drawing(report)
    runs = list(_runs(report.operations))
    urgent = sorted(runs, key=lambda run: (not any(one.index in told for one in run), *_urgency(run)))
    kept = sorted(urgent[:_MOST_LANES], key=lambda run: run[0].index)
    lanes = [drawing.lane(run) for run in kept]
    sessions = [(number, tuple(group)) for number, group in groupby(lanes, key=lambda lane: lane.session)]
    if outside := drawing.outside():
        sessions.append((-1, (outside,)))
    left_out = len(report.operations) - sum(len(run) for run in kept)
    return Timeline(tuple(sessions), drawing.lines, left_out, drawing.density() if left_out else ())


def _urgency(run: Sequence[Operation]) -> tuple[bool, bool, int]:
    return run[0].outcome != "failed", run[0].outcome == "succeeded", run[0].index


def _runs(operations: Iterable[Operation]) -> Iterator[list[Operation]]:
    """The operations in order, many like ones in a row together."""
    for _, group in groupby(operations, key=lambda one: (one.session, one.title, one.outcome)):
        alike = list(group)
        if len(alike) >= _RUN:
            yield alike
        else:
            yield from ([one] for one in alike)


class _Drawing:
    """Places operations and failing lines of one log on a common width."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self.lines = max(report.lines, max(report.text, default=0), 1)
        errors = {number for number, level in report.levels.items() if level == "error"}
        self._errors = sorted(errors | {record.error.line for record in report.errors})

    def lane(self, run: Sequence[Operation]) -> Lane:
        first, last = run[0].first_line, max(one.last_line for one in run)
        ticks = self._errors[bisect_left(self._errors, first) : bisect_right(self._errors, last)]
        attempt = f"attempt {run[0].attempt}" if run[0].attempt > 1 else ""
        note = times(len(run)) if len(run) > 1 else attempt
        title = sentence(plain(run[0].title, 80))
        return self._lane(title, run[0].outcome, note, first, last, run[0].session, ticks)

    def outside(self) -> Lane | None:
        """The errors that belong to no operation."""
        free = list(_free(self._errors, self._report.operations))
        if not free:
            return None
        return self._lane("Errors outside of any operation", "outside", "", free[0], free[-1], -1, free)

    def density(self) -> tuple[float, ...]:
        """The errors in equal parts of the log, as a share of the most."""
        parts = Counter(int(self._at(line) * _PARTS) for line in self._errors)
        most = max(parts.values(), default=1)
        return tuple(parts[part] / most for part in range(_PARTS))

    def _lane(
        self, title: str, outcome: str, note: str, first: int, last: int, session: int, errors: Sequence[int]
    ) -> Lane:
        shown = errors if len(errors) <= _MOST_TICKS else [*errors[: _MOST_TICKS - 1], errors[-1]]
        ticks = tuple(Tick(line, self._at(line)) for line in shown)
        width = max(self._at(last + 1) - self._at(first), _NARROWEST)
        start = min(self._at(first), 1 - width)
        return Lane(title, outcome, note, first, last, session, start, width, ticks, len(errors) - len(shown))

    def _at(self, line: int) -> float:
        return min((line - 1) / self.lines, 1.0)


def _free(lines: Iterable[int], operations: Iterable[Operation]) -> Iterator[int]:
    """Those of some ascending lines that lie in no operation."""
    spans = iter(sorted((one.first_line, one.last_line) for one in operations))
    span = next(spans, None)
    covered = 0
    for line in lines:
        while span is not None and span[0] <= line:
            covered = max(covered, span[1])
            span = next(spans, None)
        if line > covered:
            yield line
