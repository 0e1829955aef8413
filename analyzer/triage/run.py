"""A batch from its tickets to its rows: what is known already is taken from the cache, the rest is examined."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from analyzer.sources import SourceError
from analyzer.triage.cache import Cache
from analyzer.triage.engines import Engine
from analyzer.triage.examine import Examined, Task, content, fingerprint
from analyzer.triage.row import Row
from analyzer.triage.tickets import Ticket

Done = Callable[[int], None]
"""Told how many more tickets are done."""


def run(
    tickets: Sequence[Ticket | Row], task: Task, engine: Engine, cache: Cache | None, done: Done
) -> list[Examined]:
    """What was found of every ticket, in the order given. Raises EngineError when no work can be done."""
    found: dict[int, list[Examined]] = {}
    open_: list[int] = []
    marks: dict[int, str] = {}
    for position, ticket in enumerate(tickets):
        known = (
            [Examined(ticket)] if isinstance(ticket, Row) else _known(position, ticket, task, cache, marks)
        )
        if known is None:
            open_.append(position)
        else:
            found[position] = known
            done(1)
    waiting = [ticket for p in open_ if isinstance(ticket := tickets[p], Ticket)]
    for place, result in engine.run(waiting, task):
        position = open_[place]
        found[position] = result
        if cache is not None and position in marks:
            cache.put(waiting[place].name, marks[position], result)
        done(1)
    return _marked([one for position in sorted(found) for one in found[position]])


def _known(
    position: int, ticket: Ticket, task: Task, cache: Cache | None, marks: dict[int, str]
) -> list[Examined] | None:
    """What the cache has of a ticket; its fingerprint is noted for later."""
    if cache is None:
        return None
    try:
        marks[position] = fingerprint(content(ticket, task.largest))
    except SourceError:
        return None  # examining it says why
    return cache.get(ticket.name, marks[position])


def _marked(found: list[Examined]) -> list[Examined]:
    """Say of each ticket whether an earlier one has the same content."""
    first: dict[str, str] = {}
    result = []
    for one in found:
        row = one.row
        earlier = first.setdefault(row.fingerprint, row.name) if row.fingerprint else row.name
        # Logs of one archive share its fingerprint and are no duplicates of each other.
        same = earlier != row.name and earlier.split("!")[0] != row.name.split("!")[0]
        result.append(replace(one, row=replace(row, duplicate_of=earlier)) if same else one)
    return result
