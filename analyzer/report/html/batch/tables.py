"""Numbers as tables: what stands under a chart, so that nobody needs the chart to read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analyzer.report import words
from analyzer.report.html.batch import choices
from analyzer.report.html.batch.choices import Choice
from analyzer.report.html.batch.entries import short
from analyzer.report.html.batch.palette import Palette
from analyzer.report.html.batch.tally import UNTOLD, Tally, Trend

MOST_LINES = 60
"""Lines of a table of numbers."""
_MOST_CAUSES = 200


@dataclass(frozen=True, slots=True)
class Cell:
    """A name or a number, and the tickets it stands for."""

    text: str | int
    choice: Choice | None = None

    @property
    def is_figure(self) -> bool:
        """Whether it stands to the right, as numbers and shares do."""
        return isinstance(self.text, int) or (self.text.endswith("%") and " " not in self.text)


@dataclass(frozen=True, slots=True)
class Table:
    """Numbers with their head; `more` says what is not in it."""

    head: tuple[str, ...]
    lines: tuple[tuple[Cell, ...], ...]
    more: str = ""


def causes_table(causes: Mapping[str, int], palette: Palette) -> Table:
    """Every cause with the number of its tickets and its share of all that have one."""
    total = sum(causes.values())
    lines = [
        (
            Cell(palette.title(cause), choices.of_cause(cause)),
            Cell(short(cause)),
            Cell(count),
            Cell(words.percent(count / total)),
        )
        for cause, count in causes.items()
    ]
    return _table(("Cause", "Id", "Tickets", "Share"), lines, _MOST_CAUSES)


def steps_table(steps: Sequence[int]) -> Table:
    """Tickets by steps of probability, the surest first."""
    lines = [
        (Cell(choices.step_name(place, len(steps)), choices.of_step(place, len(steps))), Cell(count))
        for place, count in enumerate(steps)
    ]
    return _table(("Probability", "Tickets"), lines[::-1], MOST_LINES)


def values_table(tally: Tally, palette: Palette, key: str, head: str, untold: str) -> Table:
    """A line for each value, a column for each cause that has a colour."""
    names = [
        Cell(untold if value == UNTOLD else value, {key: value, "caused": True}) for value in tally.values
    ]
    return _table(_heads(head, tally, palette), _crossed(names, tally), MOST_LINES)


def trend_table(trend: Trend, palette: Palette) -> Table:
    """A line for each span of time, the latest first, a column for each cause that has a colour."""
    names = [Cell(one.label, {**choices.of_period(one), "caused": True}) for one in trend.periods]
    lines = _crossed(names, trend.tally)
    return _table(_heads("Period", trend.tally, palette), lines[::-1], MOST_LINES)


def _heads(first: str, tally: Tally, palette: Palette) -> tuple[str, ...]:
    return (first, "All", *(words.sentence(palette.title(cause)) for cause in tally.causes))


def _crossed(names: Sequence[Cell], tally: Tally) -> list[tuple[Cell, ...]]:
    return [
        (name, Cell(total), *(Cell(count) for count in counts))
        for name, total, counts in zip(names, tally.totals, tally.counts, strict=True)
    ]


def _table(head: tuple[str, ...], lines: Sequence[tuple[Cell, ...]], most: int) -> Table:
    more = f"and {words.counted(len(lines) - most, 'line')} more" if len(lines) > most else ""
    return Table(head, tuple(lines[:most]), more)
