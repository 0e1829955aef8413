"""What was told of a log already, so that everything is told once although the log is read again and again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from analyzer.engine.alone import Part, alone
from analyzer.pack import Pack
from analyzer.parsing.events import Event, Operation, ParsedLog
from analyzer.pipeline import exit_code, report
from analyzer.watch.finding import Ended, Finding, ended_errors, ended_operation

_Key = tuple[str, int]
"""Kind and first line of an operation."""
_HOST = "host"
"""Medium of operations that go on around others: a build tool waits for the tool that it runs."""
_MOST_WORDS = 300
"""Characters by which errors are compared."""


class Notebook:
    """Compares a log, parsed anew, with what was told of it before."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._told: set[_Key] = set()
        self._open: set[_Key] = set()
        """Operations that could still end when the log was last looked at."""
        self._errors: set[tuple[int, str]] = set()
        """Errors outside of operations that were told, by the first line of their session and their words."""
        self._last = 0
        """Line up to which the log was looked at."""
        self.is_waiting = False
        """True when an operation has erred that neither ended nor was told yet."""

    def note(self, log: ParsedLog, last: int) -> None:
        """Take all that ended as told."""
        self._told |= {_key(one) for one in log.operations if one.outcome != "unfinished"}
        self._errors |= {_likeness(event, log) for event in log.events if _is_stray(event)}
        self._remember(log, last)

    def news(self, log: ParsedLog, last: int, *, over: bool = False) -> Iterator[Finding]:
        """What ended since the log was last looked at; `last` is its last whole line.

        With `over` nothing more is expected: operations that erred without a word about their end are told too.
        """
        operations = [one for one in log.operations if self._is_new(one, log, over)]
        errors = [event for event in log.events if _is_stray(event) and event.line > self._last]
        parts: list[Part] = sorted((*operations, *errors), key=lambda part: part.last_line)
        for excerpt, some in alone(log, parts, self._pack.base.medium_groups):
            ended = [ended_operation(one, excerpt) for one in some if isinstance(one, Operation)]
            ended += self._new_errors(excerpt, [one for one in some if isinstance(one, Event)], bool(ended))
            if ended:
                yield self._finding(excerpt, tuple(ended))
        self._told |= {_key(one) for one in operations}
        self._remember(log, last)

    def _finding(self, excerpt: ParsedLog, ended: tuple[Ended, ...]) -> Finding:
        result = report(excerpt, self._pack)
        if not any(one.erred for one in ended):
            # There is nothing to explain: what the log states besides is no matter of this operation.
            result = replace(result, problems=(), diagnoses=(), set_aside=(), next_test=None)
        return Finding(excerpt.name, ended, result, exit_code(result, self._pack))

    def _is_new(self, one: Operation, log: ParsedLog, over: bool) -> bool:
        """True for an operation that ended, or erred and will not end, and was not told yet."""
        key = _key(one)
        if key in self._told or not (one.last_line > self._last or key in self._open):
            return False
        if one.outcome != "unfinished":
            return True
        return (over or not _can_end(one, log)) and _has_erred(one, log)

    def _new_errors(self, excerpt: ParsedLog, errors: list[Event], is_told: bool) -> list[Ended]:
        """The errors outside of operations that are to be told.

        Those of a problem that is told at this moment count as told with it, those of the same words are told once
        in a run.
        """
        new = [event for event in errors if _likeness(event, excerpt) not in self._errors]
        self._errors |= {_likeness(event, excerpt) for event in excerpt.events if _is_stray(event)}
        return [ended_errors(new)] if new and not is_told else []

    def _remember(self, log: ParsedLog, last: int) -> None:
        # What is no longer in the window never comes back: a watch of weeks must not fill the memory.
        self._told &= {_key(one) for one in log.operations}
        sessions = {_first_line(index, log) for index in range(len(log.sessions))}
        self._errors = {error for error in self._errors if error[0] in sessions}
        waiting = [
            one for one in log.operations if one.outcome == "unfinished" and _key(one) not in self._told
        ]
        self._open = {_key(one) for one in waiting}
        self.is_waiting = any(_has_erred(one, log) for one in waiting)
        self._last = max(self._last, last)


def _key(one: Operation) -> _Key:
    return one.kind, one.first_line


def _is_stray(event: Event) -> bool:
    return event.operation is None and event.level == "error"


def _has_erred(one: Operation, log: ParsedLog) -> bool:
    return any(log.events[index].level == "error" for index in one.events)


def _can_end(one: Operation, log: ParsedLog) -> bool:
    """False when something else was begun since; a host's own operation goes on around those on a device."""
    later = [other for other in log.operations if other.index > one.index]
    if any(other.session != one.session for other in later) or one.session + 1 < len(log.sessions):
        return False
    return not later or (one.medium == _HOST and all(other.medium != _HOST for other in later))


def _likeness(event: Event, log: ParsedLog) -> tuple[int, str]:
    """What two errors share that are told once: the run and the words, numbers apart."""
    return _first_line(event.session, log), re.sub(r"[\W\d_]+", " ", event.text[:_MOST_WORDS])


def _first_line(session: int, log: ParsedLog) -> int:
    return log.events[log.sessions[session].first_event].line
