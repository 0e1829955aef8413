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
    session: bool
    """It begins a run of a tool."""
    begins: bool
    """It begins an operation."""
    ends: bool
    """It ends an operation, or is an error."""


class Signs:
    """Reads the lines of one log for their signs."""

    def __init__(self, grammar: LogGrammar) -> None:
        self._grammar = grammar
        self._starts = tuple({kind for one in grammar.operations for kind in one.starts})
        self._ends = tuple({kind for one in grammar.operations for kind in (*one.fails, *one.succeeds)})
        self._prelude = (*grammar.session_begins, "separator", "app.info")
        self._at_work = True

    def of(self, data: bytes, first: int) -> Iterator[Sign]:
        """The signs of whole lines, the first of which has the number `first`."""
        try:
            document = read_document("", data)
        except SourceError:
            return
        for event in read_events(document, self._grammar).events:
            session = self._begins_session(event)
            begins = is_kind(event.kind, self._starts)
            ends = event.level == "error" or is_kind(event.kind, self._ends)
            if session or begins or ends:
                yield Sign(event.line + first - 1, event.last_line + first - 1, session, begins, ends)

    def _begins_session(self, event: Event) -> bool:
        """A run is begun by one line or several: those behind the first begin nothing, as in the whole log."""
        begins = self._at_work and is_kind(event.kind, self._grammar.session_starts)
        self._at_work = not begins and (self._at_work or not is_kind(event.kind, self._prelude))
        return begins
