"""Problems: which failures of a log the rivals compete to explain together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from analyzer.engine.view import View
from analyzer.parsing.events import Event, Operation, ParsedLog


@dataclass(slots=True)
class Case:
    """The failed attempts of one session over one medium, and the errors around them."""

    session: int
    medium: str
    operations: list[int] = field(default_factory=list)
    events: list[int] = field(default_factory=list)
    """Errors outside any operation that belong to it."""
    quiet: bool = False
    """True when the session shows neither a failure nor an error: only what is stated can make it a problem."""

    def title(self, log: ParsedLog) -> str:
        """What failed, in words."""
        titles = list(dict.fromkeys(log.operations[i].title for i in self.operations))
        return ", ".join(titles) or ("the log as a whole" if self.quiet else "errors outside any operation")


def find_cases(log: ParsedLog, groups: Mapping[str, str]) -> list[Case]:
    """Group the failed operations and stray errors of each session.

    Attempts over the same medium share their cause as a rule (a reading that fails, then a recover that fails);
    a serial update and an SWD session do not.
    """
    operations: dict[int, list[Operation]] = {}
    for operation in log.operations:
        operations.setdefault(operation.session, []).append(operation)
    cases: list[Case] = []
    for session in log.sessions:
        cases.extend(_session_cases(log, session.index, operations.get(session.index, ()), groups))
    return cases


def _events_of(log: ParsedLog, session: int) -> Sequence[Event]:
    """The events of a session: they stand together."""
    sessions = log.sessions
    end = sessions[session + 1].first_event if session + 1 < len(sessions) else len(log.events)
    return log.events[sessions[session].first_event : end]


def _session_cases(
    log: ParsedLog, session: int, operations: Sequence[Operation], groups: Mapping[str, str]
) -> list[Case]:
    cases: dict[str, Case] = {}
    for operation in operations:
        if _is_suspect(operation, log.events):
            group = groups.get(operation.medium, operation.medium)
            cases.setdefault(group, Case(session, group)).operations.append(operation.index)
    _join_host(cases)
    stray = [e.index for e in _events_of(log, session) if e.operation is None and e.level == "error"]
    if not cases:
        return [Case(session, "host", [], stray, quiet=not stray)]
    for index in stray:
        _nearest(cases, log, index).events.append(index)
    return list(cases.values())


def _is_suspect(operation: Operation, events: Sequence[Event]) -> bool:
    """Failed, or with an error inside: an operation that ended well may still have alarmed its user."""
    return operation.outcome == "failed" or any(events[i].level == "error" for i in operation.events)


def _join_host(cases: dict[str, Case]) -> None:
    """What the host's own steps tell belongs to the only device problem there is."""
    others = [case for group, case in cases.items() if group != "host"]
    if "host" in cases and len(others) == 1:
        host = cases.pop("host")
        others[0].operations = sorted([*others[0].operations, *host.operations])


def _nearest(cases: Mapping[str, Case], log: ParsedLog, event: int) -> Case:
    line = log.events[event].line

    def distance(case: Case) -> int:
        spans = [(log.operations[i].first_line, log.operations[i].last_line) for i in case.operations]
        return min((max(first - line, line - last, 0) for first, last in spans), default=10**9)

    return min(cases.values(), key=distance)


def view_of(log: ParsedLog, case: Case, cases: Sequence[Case]) -> View:
    """What the rivals of one case may see: its session, without the operations of the other cases."""
    others = [other for other in cases if other is not case and other.session == case.session]
    foreign = {i for other in others for i in other.operations}
    strange = {i for other in others for i in other.events}
    events = tuple(
        event.index
        for event in (_events_of(log, case.session) if log.sessions else ())
        if event.operation not in foreign and event.index not in strange
    )
    environment = log.sessions[case.session].environment if log.sessions else {}
    return View(log, case.session, events, tuple(case.operations), environment)


def is_benign(log: ParsedLog, case: Case) -> bool:
    """True when every operation in it succeeded in spite of its alarming lines."""
    return bool(case.operations) and all(log.operations[i].outcome == "succeeded" for i in case.operations)
