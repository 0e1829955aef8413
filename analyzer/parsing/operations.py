"""Events to sessions and operations: what the tool was doing when something went wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from analyzer.parsing.events import Event, Operation, Session
from analyzer.parsing.grammar import LogGrammar, OperationKind, is_kind

SAID_AGAIN = 10
"""Lines within which a tool tells the same end again: client, component and console each do."""
_SAID_WITHIN = 2.0  # seconds within which they do


def empty_kinds(grammar: LogGrammar) -> tuple[str, ...]:
    """Kinds of events that are not yet something a run does."""
    return (*grammar.session_begins, "separator", "app.info")


def divide_sessions(events: Sequence[Event], blocks: Sequence[int], grammar: LogGrammar) -> list[Session]:
    """Assign every event its session: a run of a tool, or a post of a thread.

    A start event opens a new session unless nothing but the start itself was seen since the last one.
    """
    sessions: list[Session] = []
    empty = empty_kinds(grammar)
    substance = False
    for event, block in zip(events, blocks, strict=True):
        starts = is_kind(event.kind, grammar.session_starts)
        new_block = bool(sessions) and block != blocks[event.index - 1]
        if not sessions or new_block or (starts and substance):
            begun = is_kind(event.kind, grammar.session_begins)
            sessions.append(Session(len(sessions), event.index, begun))
            substance = False
        event.session = len(sessions) - 1
        substance = substance or not is_kind(event.kind, empty)
    return sessions


def group_operations(
    events: Sequence[Event], sessions: Sequence[Session], grammar: LogGrammar
) -> list[Operation]:
    """Group events into operations and note in each event which one it belongs to."""
    grouping = _Grouping(grammar, events)
    for event in events:
        grouping.take(event)
    operations = _told(grouping.operations, events)
    for operation in operations:
        environment = sessions[operation.session].environment
        operation.probe = operation.probe or environment.get("probe_serial")
        operation.device = environment.get("device")
    return operations


def _told(operations: Sequence[Operation], events: Sequence[Event]) -> list[Operation]:
    """The operations without those that neither begin nor end nor err: mere facts about a device are no attempt."""
    kept: list[Operation] = []
    for operation in operations:
        erred = any(events[i].level == "error" for i in operation.events)
        told = operation.begun or erred or operation.outcome != "unfinished"
        operation.index = len(kept)
        for index in operation.events:
            events[index].operation = operation.index if told else None
        if told:
            kept.append(operation)
    return kept


class _Grouping:
    """Walks the events in order, with one operation open, and around it one of the host that runs it as a step."""

    def __init__(self, grammar: LogGrammar, events: Sequence[Event]) -> None:
        self.kinds = grammar.operations
        self.events = events
        self.operations: list[Operation] = []
        self.open: Operation | None = None
        self.around: Operation | None = None
        self.attempts: Counter[tuple[int, str]] = Counter()
        self.found: dict[str, OperationKind | None] = {}
        """Kinds of events that were met to the operation that they bound."""

    def take(self, event: Event) -> None:
        if self.open is not None and self.open.session != event.session:
            self.open = self.around = None
        if event.within is not None and (owner := self.events[event.within].operation) is not None:
            self._attach(event, self.operations[owner])
            return
        kind = self._kind(event)
        if kind is not None and self._returns(event, kind):
            self.open, self.around = self.around, None
        if kind is not None and self._opens(event, kind):
            self._begin(event, kind)
        if self.open is None:
            return
        if kind is None or kind.kind == self.open.kind or event.level == "error":
            self._add(event)
        if kind is not None and kind.kind == self.open.kind:
            self._close(event, kind)

    def _kind(self, event: Event) -> OperationKind | None:
        if event.kind not in self.found:
            fitting = (kind for kind in self.kinds if is_kind(event.kind, kind.bounds))
            self.found[event.kind] = next(fitting, None)
        return self.found[event.kind]

    def _opens(self, event: Event, kind: OperationKind) -> bool:
        """A start always opens; another event of the kind does when no such operation is open."""
        if self.open is None or self.open.kind != kind.kind:
            return not (self._is_late_end(event, kind) or self._is_aside(event, kind))
        return (
            is_kind(event.kind, kind.starts) and len(self.open.events) > 0 and not self._repeats_start(event)
        )

    def _returns(self, event: Event, kind: OperationKind) -> bool:
        """The host's own operation goes on after its step: `west flash` tells its end when nrfjprog is done."""
        around = self.around is not None and self.around.kind == kind.kind
        return around and not is_kind(event.kind, kind.starts)

    def _repeats_start(self, event: Event) -> bool:
        """The same start line twice in a row (console and log pane) is one start."""
        return self.open is not None and self.open.last_line == event.line

    def _is_late_end(self, event: Event, kind: OperationKind) -> bool:
        """An end told again after the end belongs to the operation that just ended: it does not undo it."""
        last = self.operations[-1] if self.operations else None
        ends = is_kind(event.kind, (*kind.fails, *kind.succeeds))
        late = (
            ends
            and last is not None
            and last.kind == kind.kind
            and last.session == event.session
            and last.outcome != "unfinished"
            and event.line - last.last_line <= SAID_AGAIN
            and is_kind(event.kind, kind.fails) == (last.outcome == "failed")
            and self._is_same_end(event, last)
        )
        if late and last is not None:
            self._attach(event, last)
        return late

    def _is_same_end(self, event: Event, last: Operation) -> bool:
        """Not if it comes seconds later, or with another code of a table that the first telling used."""
        told = [self.events[i] for i in last.events]
        times = [other.time for other in told if other.time is not None]
        if event.time is not None and times and event.time - times[-1] > _SAID_WITHIN:
            return False
        codes = {error.layer: error.code for other in told for error in other.errors}
        return all(codes.get(error.layer, error.code) == error.code for error in event.errors)

    def _is_aside(self, event: Event, kind: OperationKind) -> bool:
        """An inner step told while another operation is open (erasing while programming) is part of that one."""
        if self.open is None or event.level == "error":
            return False
        return is_kind(event.kind, kind.inside) and not is_kind(event.kind, (*kind.starts, *kind.fails))

    def _begin(self, event: Event, kind: OperationKind) -> None:
        if self.open is not None and self.open.medium == "host" != kind.medium:
            self.around = self.open
        self.attempts[event.session, kind.kind] += 1
        begun = is_kind(event.kind, kind.starts)
        self.open = Operation(
            index=len(self.operations),
            kind=kind.kind,
            title=kind.title,
            medium=kind.medium,
            attempt=self.attempts[event.session, kind.kind],
            outcome="unfinished",
            first_line=event.line,
            last_line=event.last_line,
            session=event.session,
            begun=begun,
        )
        self.operations.append(self.open)

    def _add(self, event: Event) -> None:
        if self.open is not None:
            self._attach(event, self.open)

    def _attach(self, event: Event, operation: Operation) -> None:
        event.operation = operation.index
        operation.events.append(event.index)
        operation.last_line = max(operation.last_line, event.last_line)
        serial = event.fields.get("serial")
        if serial is not None and operation.probe is None:
            operation.probe = str(serial)

    def _close(self, event: Event, kind: OperationKind) -> None:
        if self.open is None:
            return
        if is_kind(event.kind, kind.fails):
            self.open.outcome = "failed"
            self.open = None
        elif is_kind(event.kind, kind.succeeds):
            self.open.outcome = "succeeded"
            self.open = None
