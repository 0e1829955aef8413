"""The calm look that all charts share, as parts of figures for plotly.

The colours of text and lines are those of the page by style (triage.css); the ones here show where it does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import Any

from analyzer.report.escape import plain

DARK, LIGHT, TEXT = "#1c1f24", "#ffffff", "#80858e"
_FONT = 12
_FEW = 6
"""Tickets up to which every whole number has a line, so that none stands at a half."""

Tree = dict[str, Any]
"""A part of a figure, as plotly names its parts."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What plotly draws, and what is different where there is little room."""

    data: list[Tree]
    layout: Tree
    narrow: Tree
    """Changes of the layout by path, for a narrow page."""


def shown(text: str, most: int) -> str:
    """A text as plotly takes it: one line, bounded, none of the HTML that plotly would read."""
    return escape(plain(text, most), quote=False)


def wrapped(text: str, width: int) -> str:
    """A label as plotly takes it, in two lines at most."""
    lines = wrap(plain(text, 2 * width - 4), width)
    return "<br>".join(escape(line, quote=False) for line in lines[:2])


def calm(**parts: Any) -> Tree:  # noqa: ANN401 - a layout is a tree of plotly's own
    """A layout without any ornament."""
    return {
        "template": "none",
        "autosize": True,
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "margin": {"l": 4, "r": 20, "t": 4, "b": 4, "pad": 6},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"size": _FONT, "color": TEXT},
        "hoverlabel": {"bgcolor": DARK, "bordercolor": DARK, "font": {"color": LIGHT, "size": _FONT}},
        "separators": ".\u202f",
        **parts,
    }


def axis(**parts: Any) -> Tree:  # noqa: ANN401 - as above
    """An axis that a finger on a phone cannot move."""
    return {"fixedrange": True, "zeroline": False, "automargin": True, "ticks": "", **parts}


def hidden(most: float, room: float) -> Tree:
    """An axis whose numbers stand at the bars themselves, with `room` beyond the longest one."""
    return axis(visible=False, range=[0, most * (1 + room)])


def names(labels: Sequence[str]) -> Tree:
    """An axis of names, the first at the top."""
    places = list(range(len(labels)))
    return axis(tickvals=places, ticktext=list(labels), range=[len(labels) - 0.4, -0.75], showgrid=False)


def counting(most: int) -> Tree:
    """An axis of whole numbers of tickets."""
    steps = {"dtick": 1} if most <= _FEW else {"nticks": _FEW}
    return axis(rangemode="tozero", tickformat=",d", gridcolor=TEXT, **steps)


def hover(texts: Sequence[str], choices: Sequence[Tree]) -> Tree:
    """What marks carry: the text when one is pointed at, and the tickets a click chooses (see `tickets.js`)."""
    both = [[text, choice] for text, choice in zip(texts, choices, strict=True)]
    return {"customdata": both, "hovertemplate": "%{customdata[0]}<extra></extra>"}
