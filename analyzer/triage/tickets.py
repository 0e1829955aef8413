"""Finding tickets: a file, an archive or a thread is one; a folder holds many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import BinaryIO

from analyzer.sources import STDIN, SourceError
from analyzer.sources.addresses import files_under, is_folder
from analyzer.sources.bounds import MAX_INPUT
from analyzer.sources.left_out import LeftOut
from analyzer.triage.row import Row, unreadable


class Per(StrEnum):
    """What of the inputs is one ticket."""

    file = "file"
    """Each file: a log, an archive with all its logs, a saved thread."""
    folder = "folder"
    """Each folder that holds files, with all of them."""
    entry = "entry"
    """Each log, those inside an archive too."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """What is diagnosed together, and where it lies."""

    name: str
    addresses: tuple[str, ...]
    carried: tuple[tuple[str, bytes], ...] = ()
    """Name and content of logs that travel with the ticket, as standard input does, which has no address."""


def find_tickets(
    paths: Sequence[str], per: Per, stdin: BinaryIO, left_out: LeftOut
) -> Iterator[Ticket | Row]:
    """Tickets in the order given, in folders by name; an input that cannot be listed is a row with its reason."""
    for path in paths:
        try:
            yield from _under(path, per, stdin, left_out)
        except SourceError as error:
            yield unreadable(path, _reason(error))


def _under(path: str, per: Per, stdin: BinaryIO, left_out: LeftOut) -> Iterator[Ticket | Row]:
    if path == STDIN:
        yield Ticket(STDIN, (), ((STDIN, stdin.read(MAX_INPUT + 1)),))
    elif not is_folder(path):
        yield Ticket(path, (path,))
    elif per is Per.folder:
        for folder, files in groupby(files_under(path, left_out), _parent):
            yield Ticket(folder, tuple(files))
    else:
        tickets = [Ticket(file, (file,)) for file in files_under(path, left_out)]
        yield from tickets
        if not tickets:
            yield unreadable(path, "is a folder without logs")


def _parent(address: str) -> str:
    cut = max(address.rfind("/"), address.rfind("\\"))
    return address[:cut] if cut > 0 else address


def _reason(error: SourceError) -> str:
    """Why something cannot be read, without its name, which the row has."""
    return error.problem
