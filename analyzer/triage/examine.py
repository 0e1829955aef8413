"""One ticket to its row: the work that the engines spread over processes and machines."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from analyzer.engine.result import Report
from analyzer.engine.rules import Observation
from analyzer.pack import Pack
from analyzer.parsing.parse import parse
from analyzer.pipeline import analyze, exit_code, report
from analyzer.sources import Document, SourceError, read_bytes
from analyzer.sources.addresses import load
from analyzer.sources.bounds import MAX_INPUT
from analyzer.triage.combine import Combined, combine
from analyzer.triage.glean import Gleaner
from analyzer.triage.row import Row, unreadable
from analyzer.triage.tickets import Ticket

Extra = Callable[[Sequence[Report], Pack, Sequence[str]], str]
"""Something written of each ticket besides its row, e.g. a draft answer: from the reports on its logs and the names
of those that could not be read. It is importable, so that it can travel to another process.
"""


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done with every ticket."""

    pack: Pack
    observations: tuple[Observation, ...] = ()
    split: bool = False
    """True when each log of an archive is a ticket of its own."""
    largest: int = MAX_INPUT
    """Bytes of a file beyond which it is not read."""
    extras: tuple[tuple[str, Extra], ...] = ()
    mark: str = ""
    """Tells extras apart that have the same name, e.g. answers in two languages."""


@dataclass(frozen=True, slots=True)
class Examined:
    """The row of a ticket, and what else was written of it, by name."""

    row: Row
    texts: dict[str, str] = field(default_factory=dict)


def examine(ticket: Ticket, task: Task) -> list[Examined]:
    """Diagnose a ticket. Whatever is wrong with it comes out as a row that says so."""
    try:
        return _examine(ticket, task)
    except SourceError as error:
        return [Examined(unreadable(ticket.name, error.problem))]
    except MemoryError:
        return [Examined(unreadable(ticket.name, "needs more memory than there is"))]
    except Exception as error:  # one ticket must never stop the others, whatever is wrong with it
        return [
            Examined(unreadable(ticket.name, f"could not be diagnosed ({type(error).__name__}: {error})"))
        ]


def content(ticket: Ticket, largest: int) -> list[tuple[str, bytes]]:
    """The files of a ticket. Raises SourceError for the first that cannot be read."""
    return [*ticket.carried, *((address, load(address, largest)) for address in ticket.addresses)]


def fingerprint(files: Sequence[tuple[str, bytes]]) -> str:
    """SHA-256 over the content of files, whatever they are called."""
    digest = hashlib.sha256()
    for _, data in files:
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


def _examine(ticket: Ticket, task: Task) -> list[Examined]:
    files = content(ticket, task.largest)
    mark = fingerprint(files)
    documents: list[Document] = []
    problems: list[SourceError] = []
    for name, data in files:
        try:
            documents += read_bytes(name, data)
        except SourceError as error:
            problems.append(error)
    if not documents:
        raise problems[0]
    if task.split and len(documents) > 1:
        return [_examined(combine(one.name, [one]), task, one.name, mark, (), [one]) for one in documents]
    return [_examined(combine(ticket.name, documents), task, ticket.name, mark, problems, documents)]


def _examined(
    combined: Combined,
    task: Task,
    name: str,
    mark: str,
    unread: Sequence[SourceError],
    documents: Sequence[Document],
) -> Examined:
    log = parse(combined.document, task.pack.grammar)
    found = report(log, task.pack, task.observations)
    row = Gleaner(task.pack.grammar).row(name, log, found, combined, exit_code(found, task.pack))
    said = tuple(f"{one.name}: {one.problem}" for one in unread)
    row = replace(row, fingerprint=mark, limits=(*row.limits, *said))
    if not task.extras:
        return Examined(row)
    # What is written for people speaks of each log by its own name and lines.
    alone = [found] if len(documents) == 1 else [analyze(d, task.pack, task.observations) for d in documents]
    missing = [one.name for one in unread]
    return Examined(row, {kind: write(alone, task.pack, missing) for kind, write in task.extras})
