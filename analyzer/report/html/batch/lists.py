"""What stands below the tickets: the errors that are unknown, what could not be read, what is there twice, groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analyzer.report import words
from analyzer.report.escape import plain
from analyzer.report.html.batch import choices
from analyzer.report.html.batch.choices import Choice
from analyzer.report.html.batch.entries import tail
from analyzer.report.html.batch.palette import Palette
from analyzer.report.html.batch.tables import Cell, Table
from analyzer.report.triage import cells
from analyzer.triage.clusters import Cluster
from analyzer.triage.frame import frame_of, grouped
from analyzer.triage.row import Row

_MOST = 200
_MOST_CLUSTERS, _MOST_NAMES = 50, 8
_NAME, _TEXT = 160, 320


@dataclass(frozen=True, slots=True)
class Unknown:
    """Errors that look like one message, and what to do about them."""

    id: str
    template: str
    spread: str
    """In how many tickets, how often."""
    example: str
    place: str
    closest: str
    tickets: tuple[Cell, ...]
    more: int
    """Tickets beyond those."""
    command: str
    """Begins a rule for it."""


def unknown(clusters: Sequence[Cluster], names: Mapping[str, str]) -> list[Unknown]:
    """The work list for new rules, the most frequent first."""
    return [_unknown(cluster, names) for cluster in clusters[:_MOST_CLUSTERS]]


def _unknown(cluster: Cluster, names: Mapping[str, str]) -> Unknown:
    often = "" if cluster.count == cluster.tickets else f", {words.times(cluster.count)}"
    log = f" of {tail(cluster.example.log, _NAME)}" if cluster.example.log else ""
    return Unknown(
        id=cluster.id,
        template=plain(cluster.template, _TEXT),
        spread=words.counted(cluster.tickets, "ticket") + often,
        example=plain(cluster.example.text, _TEXT),
        place=f"line {cluster.example.line}{log} in {tail(names.get(cluster.ticket, cluster.ticket), _NAME)}",
        closest=plain(cluster.closest or "", _TEXT),
        tickets=tuple(_named(name, names) for name in cluster.names[:_MOST_NAMES]),
        more=cluster.tickets - min(len(cluster.names), _MOST_NAMES),
        command=f"nrfdoctor rules draft --cluster {cluster.id} PATH...",
    )


def _named(name: str, names: Mapping[str, str]) -> Cell:
    """A ticket by name, and itself."""
    shown = tail(names.get(name, name), _NAME)
    choice: Choice = {"name": shown}
    return Cell(shown, choice)


def unreadable(rows: Sequence[Row], names: Mapping[str, str]) -> Table:
    """The tickets that could not be read, and why."""
    lines = [
        (_named(row.name, names), Cell(plain(row.reason, _TEXT)))
        for row in rows
        if row.status == "unreadable"
    ]
    return _table(("Ticket", "Why it could not be read"), lines)


def twins(rows: Sequence[Row], names: Mapping[str, str]) -> Table:
    """The tickets with the same content as an earlier one."""
    lines = [(_named(row.name, names), _named(row.duplicate_of, names)) for row in rows if row.duplicate_of]
    return _table(("Ticket", "Has the same content as"), lines)


def groups(rows: Sequence[Row], by: Sequence[str], palette: Palette) -> Table:
    """Tickets counted by columns; nothing where none are asked for."""
    if not by or not rows:
        return _table((), [])
    lines = []
    for *values, tickets, share, probability in grouped(frame_of(rows), by).itertuples(index=False):
        group = dict(zip(by, map(str, values), strict=True))
        lines.append(
            (
                *(Cell(_value(name, value, palette)) for name, value in group.items()),
                Cell(int(tickets), choices.of_group(group)),
                Cell(words.percent(share)),
                Cell(words.percent(probability) if group.get("cause", "-") else ""),
            )
        )
    heads = [words.sentence(name.replace("_", " ")) for name in by]
    return _table((*heads, "Tickets", "Share", "Mean probability"), lines)


def _value(name: str, value: str, palette: Palette) -> str:
    """How a value of a column reads."""
    if not value:
        return "none" if name in ("cause", "runner_up") else "not told"
    if name == "status":
        return cells.STATUS.get(value, value)
    return palette.title(value) if name in ("cause", "runner_up") else plain(value, _NAME)


def _table(head: tuple[str, ...], lines: Sequence[tuple[Cell, ...]]) -> Table:
    more = f"and {len(lines) - _MOST} more" if len(lines) > _MOST else ""
    return Table(head, tuple(lines[:_MOST]), more)
