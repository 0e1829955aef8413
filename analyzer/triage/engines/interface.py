"""What an engine is: it takes tickets and gives what was found of each, in the order in which they are done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from analyzer.triage.examine import Examined, Task, examine
from analyzer.triage.row import unreadable
from analyzer.triage.tickets import Ticket

Finished = tuple[int, list[Examined]]
"""Position of a ticket among those given, and what was found of it."""
Batch = Sequence[tuple[int, Ticket]]
"""Tickets that go to a worker together, each with its position."""

BATCH = 8
"""Tickets per trip to a worker: some tenths of a second of work, against a millisecond for the way."""


@dataclass(eq=False)
class EngineError(Exception):
    """An engine that cannot work at all."""

    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.problem}. {self.remedy}."


class Engine(Protocol):
    """A way to examine tickets."""

    def run(self, tickets: Sequence[Ticket], task: Task) -> Iterator[Finished]:
        """Examine every ticket. Raises EngineError when no work can be done, never for a single ticket."""
        ...


def batches(tickets: Sequence[Ticket], size: int = BATCH) -> Iterator[Batch]:
    """The tickets in groups, with their positions."""
    numbered = list(enumerate(tickets))
    for first in range(0, len(numbered), size):
        yield numbered[first : first + size]


def examine_batch(batch: Batch, task: Task) -> list[Finished]:
    """Examine the tickets of a batch in turn."""
    return [(position, examine(ticket, task)) for position, ticket in batch]


def lost(batch: Batch, why: str) -> list[Finished]:
    """What is said of tickets whose worker died over them again and again."""
    return [(position, [Examined(unreadable(ticket.name, why))]) for position, ticket in batch]
