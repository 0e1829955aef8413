"""What is said first of a batch, and how its trend is cut to what a page can show."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from analyzer.report import words
from analyzer.report.triage import cells
from analyzer.triage.summary import Triage

_MOST_CAUSES = 6


def headline(triage: Triage) -> Iterator[str]:
    """How many tickets, from when, and what became of them, in one or two sentences."""
    summary = triage.summary
    span = cells.span(triage.rows)
    when = f", {span}" if span else ""
    counts = summary.statuses
    said = [
        f"{counts.get('diagnosed', 0)} diagnosed"
        + (f" ({summary.confident} of them at 75% or more)" if summary.confident else "")
    ]
    for status, text in (
        ("unexplained", "with errors that no rule explains"),
        ("succeeded", "without a fault"),
        ("nothing-found", "in which nothing was recognised"),
        ("unreadable", "that could not be read"),
    ):
        if counts.get(status):
            said.append(f"{counts[status]} {text}")
    yield f"{words.counted(summary.tickets, 'ticket')}{when}: {words.joined(said)}."
    if summary.duplicates:
        same = words.counted(summary.duplicates, "ticket has", "tickets have")
        yield f"{same} the same content as another."


def trend_heads(trend: pd.DataFrame) -> pd.DataFrame:
    """The most frequent causes of a trend, the others together."""
    if trend.shape[1] <= _MOST_CAUSES + 1:
        return trend
    heads = trend.iloc[:, :_MOST_CAUSES].copy()
    heads["others"] = trend.iloc[:, _MOST_CAUSES:].sum(axis=1)
    return heads
