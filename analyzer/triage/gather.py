"""The lines of one cluster, out of all tickets that have it: what a draft of a new message starts from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analyzer.sources import Document, Line, SourceError, read_bytes
from analyzer.triage.clusters import Cluster
from analyzer.triage.examine import content
from analyzer.triage.row import Row, UnknownError
from analyzer.triage.tickets import Ticket

_MOST_LINES = 200
"""Lines that are enough to tell what varies within one message."""


def lines_of(cluster: Cluster, rows: Sequence[Row], tickets: Sequence[Ticket], largest: int) -> Document:
    """The lines of a cluster as they stand in their logs, one text with numbers of its own."""
    wanted: dict[str, list[UnknownError]] = {}
    for name, error in cluster.members(rows):
        wanted.setdefault(name, []).append(error)
    texts: list[str] = []
    for ticket in tickets:
        if ticket.name in wanted and len(texts) < _MOST_LINES:
            texts += _lines(ticket, wanted[ticket.name], largest)
    lines = tuple(Line(number, number, text) for number, text in enumerate(texts[:_MOST_LINES], 1))
    return Document(f"cluster {cluster.id}", lines, len(lines))


def _lines(ticket: Ticket, errors: Sequence[UnknownError], largest: int) -> Iterator[str]:
    """The entries that the errors of a ticket begin with; a file that has gone since gives none."""
    try:
        documents = [d for name, data in content(ticket, largest) for d in read_bytes(name, data)]
    except SourceError:
        return
    texts = {(d.name, line.number): line.text for d in documents for line in d.lines}
    for error in errors:
        text = texts.get((error.log or documents[0].name, error.line))
        if text is not None:
            yield text
