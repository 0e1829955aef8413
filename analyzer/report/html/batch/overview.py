"""The first screen: how many tickets of which kind, and the causes that most of them have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analyzer.report import words
from analyzer.report.html.batch import choices
from analyzer.report.html.batch.choices import Choice
from analyzer.report.html.batch.entries import KINDS
from analyzer.report.html.batch.palette import Palette
from analyzer.report.html.texts import number
from analyzer.report.triage import cells
from analyzer.triage.summary import Summary, Triage

_ALWAYS = ("diagnosed", "unexplained")
_MOST_CAUSES = 3


@dataclass(frozen=True, slots=True)
class Tile:
    """A number of the first screen."""

    label: str
    count: int
    share: str
    """Of all tickets."""
    kind: str
    """Colour of meaning."""
    choice: Choice


@dataclass(frozen=True, slots=True)
class Leader:
    """One of the most frequent causes."""

    title: str
    count: int
    part: float
    """Its share of all tickets with a cause."""
    colour: str
    choice: Choice


def tiles(summary: Summary) -> list[Tile]:
    """The kinds of tickets in the order of the work; those that no ticket is of are left out, but for two."""
    found = [Tile("tickets", summary.tickets, "", "plain", {})]
    for status, kind in KINDS.items():
        count = summary.statuses.get(status, 0)
        if count or status in _ALWAYS:
            label = cells.STATUS[status]
            found.append(Tile(label, count, _share(count, summary), kind, {"status": status}))
        if status == "diagnosed":
            share = _share(summary.confident, summary)
            found.append(Tile("confident", summary.confident, share, "info", choices.confident()))
    return found


def leaders(summary: Summary, palette: Palette) -> list[Leader]:
    """The most frequent causes."""
    total = sum(summary.causes.values())
    return [
        Leader(
            title=palette.title(cause),
            count=count,
            part=count / total,
            colour=palette.colour(cause),
            choice=choices.of_cause(cause),
        )
        for cause, count in list(summary.causes.items())[:_MOST_CAUSES]
    ]


def notes(triage: Triage) -> Iterator[str]:
    """What else there is to say of all tickets, in sentences."""
    summary = triage.summary
    dated = sum(row.ended is not None for row in triage.rows)
    span = cells.span(triage.rows)
    if summary.causes:
        yield f"Confident: the first cause has a probability of {choices.CONFIDENT:.0%} or more."
    if span:
        yield f"{number(dated)} of the logs tell dates, {span}."
    if summary.lines:
        known = words.percent(summary.recognised / summary.lines)
        yield f"{number(summary.lines)} lines were read, {known} recognised."
    if summary.duplicates:
        yield f"{words.counted(summary.duplicates, 'ticket has', 'tickets have')} the same content as another."


def _share(count: int, summary: Summary) -> str:
    return words.percent(count / summary.tickets) if count else ""
