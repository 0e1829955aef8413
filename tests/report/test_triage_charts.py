"""The charts of a batch: their numbers, colours and periods, what a click chooses, what they make of hostile text."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import plotly.graph_objects as go
import pytest
from batches import JANUARY_2024, MARKUP, hostile_rows, rows_of, unpacked

from analyzer.report.html.batch import palette, tally
from analyzer.report.html.batch.charts import Chart, charts
from analyzer.report.html.batch.layout import shown, wrapped
from analyzer.triage.row import Row
from analyzer.triage.summary import triage_of


def drawn(rows: list[Row], period: str = "") -> dict[str, Chart]:
    triage = triage_of(rows)
    colours = palette.palette(triage.summary.causes, triage.summary.titles)
    return {chart.id: chart for chart in charts(triage, colours, period)}


def test_every_figure_is_one_that_plotly_accepts() -> None:
    for size in (1, 12, 400):
        for chart in drawn(rows_of(size)).values():
            figure = go.Figure({"data": chart.figure.data, "layout": chart.figure.layout})
            for path, value in chart.figure.narrow.items():
                figure.update_layout({path.replace(".", "_").replace("[", "_").replace("]", ""): value})


def test_the_bars_add_up_to_the_tickets_with_a_cause() -> None:
    rows = rows_of(400)
    with_cause = sum(bool(row.cause) for row in rows)
    found = drawn(rows)
    assert sum(found["causes"].figure.data[0]["x"]) == with_cause
    assert sum(found["sureness"].figure.data[0]["y"]) == with_cause
    assert sum(sum(part["x"]) for part in found["family"].figure.data) == with_cause
    dated = sum(bool(row.cause) and row.ended is not None for row in rows)
    assert sum(sum(part["y"]) for part in found["time"].figure.data) == dated


def test_a_cause_has_one_colour_in_all_charts() -> None:
    found = drawn(rows_of(400))
    bars = found["causes"].figure.data[0]
    choices = [choice for _, choice in bars["customdata"]]
    colours = {
        choice["cause"]: colour
        for choice, colour in zip(choices, bars["marker"]["color"], strict=True)
        if "cause" in choice and colour != palette.OTHER
    }
    assert len(colours) == len(palette.COLOURS)
    for chart in ("family", "tool", "time"):
        parts = {
            choice["cause"]: part["marker"]["color"]
            for part in found[chart].figure.data
            for _, choice in part["customdata"]
            if "cause" in choice
        }
        assert parts == colours


def test_colours_are_told_from_a_white_and_from_a_dark_surface() -> None:
    def light(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    for colour in (*palette.COLOURS, palette.OTHER):
        assert 1.05 / (light(colour) + 0.05) >= 3
        assert (light(colour) + 0.05) / (light("#1c1f24") + 0.05) >= 3


@pytest.mark.parametrize(
    ("days", "unit"), [(0, "D"), (20, "D"), (90, "W"), (500, "M"), (2000, "Q"), (9000, "Y")]
)
def test_the_period_suits_the_span_and_holds_every_dated_ticket(days: int, unit: str) -> None:
    rows = [replace(rows_of(1)[0], ended=JANUARY_2024 + part * days * 86_400) for part in (0, 0.3, 0.5, 1)]
    trend = tally.trend_of(rows, palette.palette([], {}))
    assert trend is not None
    assert trend.unit == unit
    assert len(trend.periods) <= 40
    for row in rows:
        assert sum(one.begin <= (row.ended or 0) < one.end for one in trend.periods) == 1
    assert sum(trend.tally.totals) == 4


def test_the_period_that_is_asked_for_is_taken_and_a_long_trend_is_cut_and_says_so() -> None:
    rows = [replace(rows_of(1)[0], ended=JANUARY_2024 + day * 86_400) for day in (0, 1000)]
    chart = drawn(rows, "D")["time"]
    assert chart.title == "Over time, by day"
    assert "601 days before the first column are left out" in chart.note
    assert len(chart.figure.data[0]["x"]) == tally.MOST_PERIODS
    assert drawn(rows, "Y")["time"].title == "Over time, by year"


def test_a_choice_of_a_mark_holds_for_as_many_tickets_as_the_mark_counts() -> None:
    rows = rows_of(400)
    tickets = unpacked(rows)
    checked = 0
    for chart in drawn(rows).values():
        for part in chart.figure.data:
            counts = part["x"] if part.get("orientation") == "h" else part["y"]
            for (_, choice), count in zip(part["customdata"], counts, strict=True):
                assert sum(holds(choice, ticket) for ticket in tickets) == count, choice
                checked += 1
    assert checked > 100


def holds(choice: dict[str, Any], ticket: dict[str, Any]) -> bool:
    """What `tickets.js` takes a choice for."""
    ended, probability, cause = ticket["ended"], ticket["probability"], ticket["cause"]
    return (
        all(ticket[key] == choice[key] for key in ("cause", "family", "tool") if key in choice)
        and (cause != "" and cause not in choice["beyond"] if "beyond" in choice else True)
        and (bool(ended) and choice["since"] <= ended < choice["until"] if "since" in choice else True)
        and (cause != "" and choice["least"] <= probability < choice["below"] if "least" in choice else True)
    )


def test_texts_for_plotly_hold_none_of_its_markup() -> None:
    assert shown("<b>x</b> & <a href='y'>", 80) == "&lt;b&gt;x&lt;/b&gt; &amp; &lt;a href='y'&gt;"
    assert wrapped("one two three four <i> five six", 12).count("<") == 1
    for chart in drawn(hostile_rows(60, MARKUP)).values():
        for text in texts_of([chart.figure.data, chart.figure.layout]):
            assert set(re.findall(r"<[^>]*>", text)) <= {"<br>", "<extra>", "</extra>"}


def texts_of(part: object, key: str = "") -> list[str]:
    """All strings of a figure but the choices that its marks carry."""
    if isinstance(part, dict):
        return [text for name, value in part.items() for text in texts_of(value, name)]
    if isinstance(part, list):
        return [text for one in part for text in texts_of(one[0] if key == "customdata" else one)]
    return [part] if isinstance(part, str) else []


def test_the_tables_hold_the_numbers_of_the_charts() -> None:
    for key, chart in drawn(rows_of(400)).items():
        column = chart.table.head.index("Tickets") if "Tickets" in chart.table.head else 1
        counts = [int(line[column].text) for line in chart.table.lines]
        data = chart.figure.data
        axis = "x" if data[0].get("orientation") == "h" else "y"
        assert sum(counts) == sum(sum(part[axis]) for part in data), key
