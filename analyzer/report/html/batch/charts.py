"""The charts of a batch, each with a sentence and with its numbers as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analyzer.report import words
from analyzer.report.html.batch import figures, tables
from analyzer.report.html.batch.choices import CONFIDENT
from analyzer.report.html.batch.entries import short, thousandths
from analyzer.report.html.batch.layout import Figure
from analyzer.report.html.batch.palette import Palette
from analyzer.report.html.batch.tables import Table
from analyzer.report.html.batch.tally import Tally, Trend, tally_of, trend_of
from analyzer.report.html.texts import number
from analyzer.triage.row import Row
from analyzer.triage.summary import Summary, Triage

_STEPS = 20
_UNTOLD = "not told"
_ENOUGH = 0.05
"""Share of the tickets with a cause that must tell a value for a chart by it."""
_TALL = 10
"""Causes from which two other charts fit beside theirs."""
_FRAME = 165
"""Pixels that title, note and edges of a chart take."""
_UNITS = {"D": "day", "W": "week", "M": "month", "Q": "quarter", "Y": "year"}


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart, what it says in a sentence, and its numbers."""

    id: str
    title: str
    note: str
    figure: Figure
    table: Table
    tall: bool = False
    """True where two others fit beside it."""


def charts(triage: Triage, palette: Palette, period: str) -> list[Chart]:
    """The charts that have something to show; none without a cause."""
    if not triage.summary.causes:
        return []
    rows = [row for row in triage.rows if row.cause]
    families = tally_of(rows, palette, lambda row: short(row.family))
    tools = tally_of(rows, palette, lambda row: short(row.tool))
    found = [_causes(triage.summary, palette), _sureness(rows, triage.summary)]
    if families.told >= _ENOUGH * len(rows):
        note = f"{number(families.told)} of {number(len(rows))} logs tell the family of their device."
        found.append(_values("family", "By device family", note, families, palette))
    if tools.told >= _ENOUGH * len(rows):
        note = "What the user ran, as the log tells it."
        found.append(_values("tool", "By tool", note, tools, palette))
    trend = trend_of(rows, palette, period)
    if trend is not None:
        found.append(_trend(trend, palette, len(rows)))
    return _fitted(found)


def _fitted(found: list[Chart]) -> list[Chart]:
    """A tall chart made as high as the two beside it."""
    first, *others = found
    beside = sum(one.figure.layout["height"] for one in others[:2]) + _FRAME
    if first.tall and len(others) > 1:
        first.figure.layout["height"] = max(first.figure.layout["height"], beside)
    return found


def _causes(summary: Summary, palette: Palette) -> Chart:
    total = sum(summary.causes.values())
    noun = "ticket" if total == 1 else "tickets"
    note = f"The most probable cause of {number(total)} {noun}, and its share of them."
    figure = figures.causes_figure(summary.causes, palette)
    table = tables.causes_table(summary.causes, palette)
    return Chart("causes", "Causes", note, figure, table, tall=len(summary.causes) >= _TALL)


def _sureness(rows: Sequence[Row], summary: Summary) -> Chart:
    steps = [0] * _STEPS
    for row in rows:
        steps[min(_STEPS - 1, int(thousandths(row.probability) * _STEPS + 1e-9))] += 1
    note = f"Probability of these causes; {number(summary.confident)} have {CONFIDENT:.0%} or more."
    return Chart("sureness", "How sure", note, figures.sureness_figure(steps), tables.steps_table(steps))


def _values(key: str, title: str, note: str, tally: Tally, palette: Palette) -> Chart:
    head = title.removeprefix("By ").capitalize()
    if len(tally.values) > figures.MOST_VALUES:
        note += f" The chart shows the first {figures.MOST_VALUES} of {len(tally.values)}."
    figure = figures.values_figure(tally, palette, key, _UNTOLD)
    return Chart(key, title, note, figure, tables.values_table(tally, palette, key, head, _UNTOLD))


def _trend(trend: Trend, palette: Palette, total: int) -> Chart:
    told = sum(trend.tally.totals)
    note = f"By the last date in each log; {number(told)} of {number(total)} logs tell one."
    if trend.earlier:
        note += f" {words.counted(trend.earlier, _UNITS[trend.unit])} before the first column are left out."
    figure = figures.trend_figure(trend, palette)
    title = f"Over time, by {_UNITS[trend.unit]}"
    return Chart("time", title, note, figure, tables.trend_table(trend, palette))
