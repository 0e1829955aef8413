"""Charts of all tickets with a cause: which causes, how probable, by a value such as the device, over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analyzer.report import words
from analyzer.report.html.batch import choices, layout
from analyzer.report.html.batch.layout import Figure, Tree
from analyzer.report.html.batch.palette import COLOURS, OTHER, OTHERS, Palette
from analyzer.report.html.batch.tally import UNTOLD, Tally, Trend
from analyzer.report.html.texts import number

_MOST_BARS = 15
MOST_VALUES = 10
"""Bars of a chart by a value; the table under it holds the others too."""
_LABEL, _ABOVE, _VALUE, _HOVER = 38, 40, 26, 80
"""Characters of a line beside a bar, above a bar, of the name of a value, of a line when a mark is pointed at."""
_BAR = 0.62
_XPERIODS = {"D": 86_400_000, "W": 7 * 86_400_000, "M": "M1", "Q": "M3", "Y": "M12"}
_FORMATS = {"D": "%d %b<br>%Y", "W": "%d %b<br>%Y", "M": "%b<br>%Y", "Q": "Q%q<br>%Y", "Y": "%Y"}
_FEW_PERIODS = 12
"""Up to which each has its label."""


def causes_figure(causes: Mapping[str, int], palette: Palette) -> Figure:
    """Bars of the most frequent causes, the number and its share of all tickets with a cause at the end of each."""
    total = sum(causes.values())
    bars = list(causes.items())[:_MOST_BARS]
    titles = [palette.title(cause) for cause, _ in bars]
    chosen = [choices.of_cause(cause) for cause, _ in bars]
    if len(causes) > len(bars):
        titles.append(f"{len(causes) - len(bars)} further causes")
        chosen.append(choices.beyond([cause for cause, _ in bars], titles[-1]))
        bars.append((OTHERS, total - sum(count for _, count in bars)))
    counts = [count for _, count in bars]
    data = {
        **_lying(counts),
        **layout.hover([_told(title, count) for title, count in zip(titles, counts, strict=True)], chosen),
        "marker": {"color": [palette.colour(cause) for cause, _ in bars]},
        "text": [f"{number(count)} \N{MIDDLE DOT} {words.percent(count / total)}" for count in counts],
        "textposition": "outside",
        "cliponaxis": False,
    }
    look = layout.calm(
        height=24 + 35 * len(bars),
        xaxis=layout.hidden(max(counts), room=0.32),
        yaxis=layout.names([layout.wrapped(title, _LABEL) for title in titles]),
        annotations=[_above(place, title) for place, title in enumerate(titles)],
    )
    return Figure([data], look, _stacked_labels(len(bars)))


def sureness_figure(steps: Sequence[int]) -> Figure:
    """How many tickets have a first cause of which probability, in equal steps from 0 to 1."""
    size = 1 / len(steps)
    texts = [_told(choices.step_name(place, len(steps)), count) for place, count in enumerate(steps)]
    chosen = [choices.of_step(place, len(steps)) for place in range(len(steps))]
    data = {
        "type": "bar",
        "x": [100 * size * (place + 0.5) for place in range(len(steps))],
        "y": list(steps),
        "width": 100 * size * 0.86,
        "marker": {"color": [_sure(place * size) for place in range(len(steps))]},
        **layout.hover(texts, chosen),
    }
    marks = [0, 25, 50, 75, 100]
    sides = layout.axis(
        range=[-1, 101],
        tickvals=marks,
        ticktext=[f"{mark}%" for mark in marks],
        ticklabeloverflow="allow",
        showgrid=False,
    )
    return Figure([data], layout.calm(height=300, xaxis=sides, yaxis=layout.counting(max(steps))), {})


def values_figure(tally: Tally, palette: Palette, key: str, untold: str) -> Figure:
    """Bars of the values, divided by cause; `key` is what a choice calls them, `untold` names the unknown one."""
    values = tally.values[:MOST_VALUES]
    labels = [untold if value == UNTOLD else value for value in values]
    data = []
    for column, cause in enumerate(tally.causes):
        counts = [row[column] for row in tally.counts[:MOST_VALUES]]
        texts = [
            _told(label, count, palette.title(cause)) for label, count in zip(labels, counts, strict=True)
        ]
        chosen = [{key: value, **choices.of_part(cause, palette)} for value in values]
        data.append({**_lying(counts), **layout.hover(texts, chosen), "marker": _part(palette.colour(cause))})
    look = layout.calm(
        height=56 + 30 * len(values),
        barmode="stack",
        xaxis=layout.counting(max(tally.totals)),
        yaxis=layout.names([layout.shown(label, _VALUE) for label in labels]),
    )
    return Figure(data, look, {})


def trend_figure(trend: Trend, palette: Palette) -> Figure:
    """Columns of the spans of time, divided by cause."""
    begins = [1000 * period.begin for period in trend.periods]
    step = {"xperiod": _XPERIODS[trend.unit], "xperiod0": begins[0], "xperiodalignment": "middle"}
    data = []
    for column, cause in enumerate(trend.tally.causes):
        counts = [row[column] for row in trend.tally.counts]
        labels = zip(trend.periods, counts, strict=True)
        texts = [_told(period.label, count, palette.title(cause)) for period, count in labels]
        chosen = [{**choices.of_period(one), **choices.of_part(cause, palette)} for one in trend.periods]
        bars = {"type": "bar", "x": begins, "y": counts, "marker": _part(palette.colour(cause))}
        data.append({**bars, **step, **layout.hover(texts, chosen)})
    few = {"dtick": _XPERIODS[trend.unit], "tick0": begins[0]} if len(begins) <= _FEW_PERIODS else {}
    time = layout.axis(
        type="date", ticklabelmode="period", tickformat=_FORMATS[trend.unit], showgrid=False, **few
    )  # fmt: skip
    look = layout.calm(
        height=320, barmode="stack", bargap=0.25, xaxis=time, yaxis=layout.counting(max(trend.tally.totals))
    )
    return Figure(data, look, {"xaxis.dtick": None, "xaxis.nticks": 5})


def _lying(counts: Sequence[int]) -> Tree:
    places = list(range(len(counts)))
    return {"type": "bar", "orientation": "h", "x": list(counts), "y": places, "width": _BAR}


def _part(colour: str) -> Tree:
    """A part of a divided bar, with a fine gap to the next, which takes the colour of the surface by style."""
    return {"color": colour, "line": {"color": layout.LIGHT, "width": 1}}


def _sure(probability: float) -> str:
    return COLOURS[0] if probability >= choices.CONFIDENT - 1e-9 else OTHER


def _told(name: str, count: int, title: str = "") -> str:
    """What is shown of a mark when it is pointed at."""
    below = f"<br>{layout.shown(title, _HOVER)}" if title else ""
    return f"{layout.shown(name, _HOVER)}: {number(count)} {'ticket' if count == 1 else 'tickets'}{below}"


def _above(place: int, title: str) -> Tree:
    """A title above its bar, shown where there is no room beside it."""
    return {
        "visible": False,
        "text": layout.shown(title, _ABOVE),
        "x": 0,
        "y": place - _BAR / 2,
        "xref": "paper",
        "xanchor": "left",
        "yanchor": "bottom",
        "xshift": -3,
        "showarrow": False,
    }


def _stacked_labels(bars: int) -> Tree:
    """The names above the bars instead of beside them."""
    above = {f"annotations[{place}].visible": True for place in range(bars)}
    return {"yaxis.showticklabels": False, "height": 30 + 48 * bars, **above}
