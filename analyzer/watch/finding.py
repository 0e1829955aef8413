"""What is told at one moment: operations that ended and belong together, and the report on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from analyzer.engine.result import Diagnosis, Report
from analyzer.parsing.events import Event, Operation, ParsedLog

Outcome = Literal["failed", "succeeded", "unfinished", "errors"]
"""`unfinished` is an operation with errors whose end was not told; `errors` are those outside any operation."""


ERRORS = "outside any operation"


@dataclass(frozen=True, slots=True)
class Ended:
    """One operation that ended, or the errors outside any operation."""

    operation: Operation | None
    outcome: Outcome
    title: str
    first_line: int
    last_line: int
    erred: bool
    """True when it failed or an error was logged within it."""
    failing: Event | None = None
    """The event that tells the failure best; None when nothing went wrong."""
    began: float | None = None
    """Time of its first line, as an event has it; None when its lines carry no time."""
    ended: float | None = None
    dated: bool = False
    """True when the times count from the epoch, else they count from midnight."""

    @property
    def seconds(self) -> float | None:
        """How long it took, in seconds; None when that cannot be told."""
        if self.began is None or self.ended is None or self.ended < self.began:
            return None
        return self.ended - self.began


@dataclass(frozen=True, slots=True)
class Finding:
    """Operations of one problem that ended by now, or one that ended well, and the report on it."""

    file: str
    ended: tuple[Ended, ...]
    report: Report
    code: int
    """Exit code of the report: 0 no problem, 1 a problem diagnosed, 3 errors that no rule explains."""

    @property
    def best(self) -> Diagnosis | None:
        """The most likely cause."""
        return self.report.diagnoses[0] if self.report.diagnoses else None

    @property
    def erred(self) -> bool:
        """True when there is something to explain."""
        return any(one.erred for one in self.ended)


def ended_operation(operation: Operation, log: ParsedLog) -> Ended:
    """An operation of the log, as it is told."""
    events = [log.events[index] for index in operation.events]
    errors = [event for event in events if event.level == "error"]
    failed = operation.outcome == "failed"
    outcome: Outcome = (
        "failed" if failed else "succeeded" if operation.outcome == "succeeded" else "unfinished"
    )
    failing = _failing(errors or (events[-1:] if failed else []))
    return Ended(
        operation,
        outcome,
        operation.title,
        operation.first_line,
        operation.last_line,
        failed or bool(errors),
        failing,
        *_times(events),
    )


def ended_errors(events: Sequence[Event]) -> Ended:
    """Errors outside any operation, as they are told."""
    first, last = min(event.line for event in events), max(event.last_line for event in events)
    return Ended(None, "errors", ERRORS, first, last, True, _failing(events), *_times(events))


def _failing(errors: Sequence[Event]) -> Event | None:
    """The last of the errors that says most: a code that names a reason, any code, none."""
    return max(errors, key=lambda event: (_telling(event), event.index), default=None)


def _telling(event: Event) -> int:
    return 2 if any(not error.umbrella for error in event.errors) else int(bool(event.errors))


def _times(events: Sequence[Event]) -> tuple[float | None, float | None, bool]:
    timed = [event for event in events if event.time is not None]
    if not timed:
        return None, None, False
    return timed[0].time, timed[-1].time, timed[-1].dated
