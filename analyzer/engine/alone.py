"""One problem of a log as a log of its own: what its rivals may see, and nothing of the other problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from analyzer.engine.problems import Case, find_cases, view_of
from analyzer.parsing.events import Event, Operation, ParsedLog, Session

Part = Operation | Event
"""An operation, or an error outside any operation."""


def alone(
    log: ParsedLog, parts: Sequence[Part], groups: Mapping[str, str]
) -> Iterator[tuple[ParsedLog, tuple[Part, ...]]]:
    """Each problem that some of the parts belong to, as the log of its session without the other problems.

    A part of no problem stands by itself. Lines keep their numbers; events, operations and the session are counted
    anew from 0. The parts come back with the log that holds them, in their order.
    """
    cases = find_cases(log, groups)
    together: dict[int, list[Part]] = {}
    for position, part in enumerate(parts):
        case = next((i for i, one in enumerate(cases) if _holds(one, part)), -1 - position)
        together.setdefault(case, []).append(part)
    for case, some in together.items():
        events = view_of(log, cases[case], cases).events if case >= 0 else _own(some[0])
        yield _excerpt(log, some, events)


def _holds(case: Case, part: Part) -> bool:
    return part.index in (case.operations if isinstance(part, Operation) else case.events)


def _own(part: Part) -> Sequence[int]:
    return part.events if isinstance(part, Operation) else (part.index,)


def _excerpt(
    log: ParsedLog, parts: Sequence[Part], chosen: Iterable[int]
) -> tuple[ParsedLog, tuple[Part, ...]]:
    session = log.sessions[parts[0].session]
    place = {old: new for new, old in enumerate(sorted(chosen))}
    kept = [log.events[old] for old in place]
    seen = {event.operation for event in kept}
    number = {one.index: new for new, one in enumerate(one for one in log.operations if one.index in seen)}
    events = tuple(_moved(event, place, number) for event in kept)
    operations = tuple(_renumbered(log.operations[old], place, number) for old in number)
    excerpt = replace(
        log,
        events=events,
        operations=operations,
        sessions=(Session(0, 0, session.begun, session.environment),),
        environment=session.environment,
    )
    same = (
        operations[number[part.index]] if isinstance(part, Operation) else events[place[part.index]]
        for part in parts
    )
    return excerpt, tuple(same)


def _moved(event: Event, place: Mapping[int, int], number: Mapping[int, int]) -> Event:
    return replace(
        event,
        index=place[event.index],
        session=0,
        operation=None if event.operation is None else number[event.operation],
        within=None if event.within is None else place.get(event.within),
    )


def _renumbered(one: Operation, place: Mapping[int, int], number: Mapping[int, int]) -> Operation:
    events = [place[index] for index in one.events if index in place]
    return replace(one, index=number[one.index], session=0, events=events)
