"""Choices among the tickets of a page, as `tickets.js` takes them: what a click on a mark, a number or a name asks for.

A choice names values as the entries hold them. Where no control of the page can show it, it says itself in words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analyzer.report.html.batch.entries import short
from analyzer.report.html.batch.palette import OTHERS, Palette
from analyzer.report.html.batch.tally import Period

Choice = dict[str, object]

CONFIDENT = 0.75
"""Probability from which a first cause counts as sure."""

_COLUMNS = {"status", "cause", "family", "device", "tool", "operation"}


def of_cause(cause: str) -> Choice:
    """The tickets of one cause."""
    return {"cause": short(cause)}


def of_part(cause: str, palette: Palette) -> Choice:
    """The tickets of one cause, or of all causes without a colour of their own."""
    return beyond(list(palette.colours), "other causes") if cause == OTHERS else of_cause(cause)


def beyond(causes: Sequence[str], label: str) -> Choice:
    """The tickets with a cause that is none of `causes`."""
    return {"beyond": [short(one) for one in causes], "label": label}


def of_period(period: Period) -> Choice:
    """The tickets whose last stamp lies in a span of time."""
    return {"since": period.begin, "until": period.end, "period": period.label}


def of_group(values: Mapping[str, str]) -> Choice | None:
    """The tickets with these values of columns; nothing where a column is none that the page can choose by."""
    return {name: short(value) for name, value in values.items()} if values.keys() <= _COLUMNS else None


def of_step(place: int, steps: int) -> Choice:
    """The tickets whose first cause is as probable as one of `steps` equal steps says."""
    below = 2 if place == steps - 1 else (place + 1) / steps
    return {"least": place / steps, "below": below, "sure": f"probability {step_name(place, steps)}"}


def confident() -> Choice:
    """The tickets with a sure cause."""
    return {"least": CONFIDENT, "below": 2, "sure": f"probability {CONFIDENT:.0%} or more"}


def step_name(place: int, steps: int) -> str:
    """A step of probability in words, e.g. `75% to 80%`."""
    return f"{place / steps:.0%} to {(place + 1) / steps:.0%}"
