"""What new lines show at a glance: that something began, ended or went wrong, and where.

Only such lines are worth a diagnosis, which reads the whole run again; every other line is read once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analyzer.parsing.events import Event
from analyzer.parsing.grammar import LogGrammar, is_kind
from analyzer.parsing.reader import read_events
from analyzer.sources import SourceError
from analyzer.sources.document import read_document


@dataclass(frozen=True, slots=True)
class Sign:
    """A line that says more than that the work goes on."""

    line: int
    last: int
    tells: bool
    """It tells a version, a probe or a device."""
    session: bool
    """It begins a run of a tool."""
    begins: bool
    """It begins an operation."""
    ends: bool
    """It ends an operation, or is an error."""
    is_bad: bool
    """It is a failure or an error."""
    is_clear: bool
    """It tells a success, or a failure with a code that names the reason."""


class Signs:
    """Reads the lines of one log for their signs."""

    def __init__(self, grammar: LogGrammar) -> None:
        self._grammar = grammar
        self._starts = tuple({kind for one in grammar.operations for kind in one.starts})
        self._failures = tuple({kind for one in grammar.operations for kind in one.fails})
        self._successes = tuple({kind for one in grammar.operations for kind in one.succeeds})
        self._tells = {entry.key for entry in grammar.catalogue.entries if entry.sets}
        self._prelude = (*grammar.session_begins, "separator", "app.info")
        self._at_work = True
        self._has_text = False
        self._problem: str | None = None

    @property
    def refusal(self) -> str | None:
        """Why nothing of the log could be read so far, e.g. `is binary data, not a log`; None when something was."""
        return None if self._has_text else self._problem

    def of(self, data: bytes, first: int) -> Iterator[Sign]:
        """The signs of whole lines, the first of which has the number `first`."""
        for event in self._events(data):
            sign = Sign(
                line=event.line + first - 1,
                last=event.last_line + first - 1,
                tells=event.entry in self._tells,
                session=self._begins_session(event),
                begins=is_kind(event.kind, self._starts),
                ends=self._is_end(event),
                is_bad=self._is_bad(event),
                is_clear=event.level != "error" or any(not error.umbrella for error in event.errors),
            )
            if sign.tells or sign.session or sign.begins or sign.ends:
                yield sign

    def show_end(self, data: bytes) -> bool:
        """True when something ends or errs in a line that may go on."""
        return any(self._is_end(event) for event in self._events(data))

    def _events(self, data: bytes) -> list[Event]:
        try:
            document = read_document("", data)
        except SourceError as error:
            self._problem = error.problem if data.strip() else self._problem
            return []
        self._has_text = True
        return read_events(document, self._grammar).events

    def _is_end(self, event: Event) -> bool:
        return self._is_bad(event) or is_kind(event.kind, self._successes)

    def _is_bad(self, event: Event) -> bool:
        return event.level == "error" or is_kind(event.kind, self._failures)

    def _begins_session(self, event: Event) -> bool:
        """A run is begun by one line or several: those behind the first begin nothing, as in the whole log."""
        begins = self._at_work and is_kind(event.kind, self._grammar.session_starts)
        self._at_work = not begins and (self._at_work or not is_kind(event.kind, self._prelude))
        return begins
