"""What the diagnosis of one problem may look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from analyzer.engine.fact_vocabulary import ANY
from analyzer.engine.witness import CodeOf, Kind, Piece, Witness
from analyzer.parsing.events import Event, Operation, ParsedLog

if TYPE_CHECKING:
    from analyzer.engine.fact_ast import Pattern
    from analyzer.engine.found import Found


@dataclass(frozen=True)
class View:
    """The part of a log of which facts are true, false or unknown. It has no slots, for its index."""

    log: ParsedLog
    session: int | None
    """The run it is about; None when it is about the whole log."""
    events: tuple[int, ...]
    """Indices of the events in view, in the order of the log."""
    operations: tuple[int, ...]
    """Indices of the failed operations that are diagnosed."""
    environment: Mapping[str, str]

    def of_kind(self, kind: str) -> Sequence[Event]:
        """The events in view of a kind or below it, in order."""
        return self._by_kind.get(kind, ())

    def operation_of(self, event: Event) -> Operation | None:
        """Find the operation that an event belongs to."""
        return None if event.operation is None else self.log.operations[event.operation]

    def probe_of(self, event: Event) -> str | None:
        """Find the serial number of the probe an event is about: its own word first, then its operation's."""
        operation = self.operation_of(event)
        serial = event.fields.get("serial") or (operation.probe if operation else None)
        # Some tools pad serial numbers with zeros to twelve digits, others do not.
        return None if serial is None else str(serial).lstrip("0")

    def session_begun(self) -> bool:
        """Say whether the log holds the start of the run in view, or of every run when all are in view."""
        sessions = self.log.sessions
        chosen = sessions if self.session is None else sessions[self.session : self.session + 1]
        return bool(chosen) and all(session.begun for session in chosen)

    def operation_begun(self, index: int) -> bool:
        """Say whether the log holds the start of an operation."""
        return self.log.operations[index].begun

    @cached_property
    def erring(self) -> tuple[Event, ...]:
        """The events in view that carry an error code, in order."""
        return tuple(self.log.events[index] for index in sorted(self.events) if self.log.events[index].errors)

    @cached_property
    def text(self) -> str:
        """The messages in view, one a line."""
        return "\n".join(self.log.events[index].text for index in self.events)

    @cached_property
    def signs(self) -> frozenset[Witness]:
        """Every kind and code in view."""
        errors = {(error.layer, error.code, error.name) for event in self.erring for error in event.errors}
        names = {CodeOf(layer, (name or "").casefold()) for layer, code, name in errors if code is None}
        codes = {CodeOf(layer, "" if code is None else code) for layer, code, _ in errors}
        return frozenset({*map(Kind, self._by_kind), *codes, *names})

    def shows(self, witness: Witness) -> bool:
        """Say whether the view holds a witness."""
        return witness.text in self.text if isinstance(witness, Piece) else witness in self.signs

    @cached_property
    def found(self) -> dict[Pattern, Found]:
        """What was looked for already."""
        return {}

    @cached_property
    def _by_kind(self) -> dict[str, list[Event]]:
        """Index the events by each kind that covers them: rules ask for kinds all the time."""
        found: dict[str, list[Event]] = {}
        for index in sorted(self.events):
            event = self.log.events[index]
            for kind in _covering(event.kind):
                found.setdefault(kind, []).append(event)
        return found


@cache
def _covering(kind: str) -> tuple[str, ...]:
    """A kind and every one above it."""
    words = kind.split(".")
    return (ANY, *(".".join(words[:end]) for end in range(1, len(words) + 1)))
