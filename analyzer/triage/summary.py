"""What a whole batch of tickets amounts to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analyzer.triage.clusters import Cluster, clustered
from analyzer.triage.row import Row


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts over the rows of a batch."""

    tickets: int
    statuses: Mapping[str, int]
    causes: Mapping[str, int]
    """Tickets by first cause, the most frequent first."""
    titles: Mapping[str, str]
    """Title of each of these causes."""
    devices: Mapping[str, int]
    """Tickets by device family; an unknown one is `unknown`."""
    tools: Mapping[str, int]
    confident: int
    """Tickets whose first cause has a probability of 0.75 or more."""
    unknown_errors: int
    duplicates: int
    lines: int
    recognised: int


@dataclass(frozen=True, slots=True)
class Triage:
    """A batch of tickets: the table, what is unknown in it, and what was left out."""

    rows: tuple[Row, ...]
    clusters: tuple[Cluster, ...]
    summary: Summary
    limits: tuple[str, ...] = ()
    """Files that were not taken for tickets, and why; one sentence each."""


_CONFIDENT = 0.75


def triage_of(rows: Sequence[Row], limits: Sequence[str] = ()) -> Triage:
    """Clusters and counts over rows."""
    return Triage(tuple(rows), tuple(clustered(rows)), summarise(rows), tuple(limits))


def summarise(rows: Sequence[Row]) -> Summary:
    """Count a batch."""
    causes = [row for row in rows if row.cause]
    return Summary(
        tickets=len(rows),
        statuses=_counts(row.status for row in rows),
        causes=_counts(row.cause for row in causes),
        titles={row.cause: row.title for row in causes},
        devices=_counts(row.family or "unknown" for row in rows if row.status != "unreadable"),
        tools=_counts(row.tool or "unknown" for row in rows if row.status != "unreadable"),
        confident=sum(row.probability >= _CONFIDENT for row in causes),
        unknown_errors=sum(error.count for row in rows for error in row.unknown),
        duplicates=sum(bool(row.duplicate_of) for row in rows),
        lines=sum(row.lines for row in rows),
        recognised=sum(row.recognised for row in rows),
    )


def _counts(values: Iterable[str]) -> dict[str, int]:
    counted = Counter(values)
    return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))
