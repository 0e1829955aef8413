"""A triage as one HTML page: the picture for whoever plans, the work list for whoever answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TextIO

from markupsafe import Markup

from analyzer.report import words
from analyzer.report.html.batch import lists, overview
from analyzer.report.html.batch.charts import Chart, charts
from analyzer.report.html.batch.controls import controls
from analyzer.report.html.batch.data import block, packed
from analyzer.report.html.batch.entries import KINDS, Entry, entry, in_order, short, tail
from analyzer.report.html.batch.library import library
from analyzer.report.html.batch.palette import OTHER, OTHERS, Palette, palette
from analyzer.report.html.environment import render, write
from analyzer.report.html.sheets import Added, sheet
from analyzer.report.triage import cells
from analyzer.report.triage.interface import View
from analyzer.triage.summary import Triage

_STATIC = 100
"""Tickets that stand in the page as a table, to be read without its scripts."""


class Html:
    """A page that needs no network; what it leaves out it says."""

    def render(self, triage: Triage, stream: TextIO, view: View) -> None:
        """Write the batch as a page."""
        write(_page(triage, view), stream)


def _page(triage: Triage, view: View) -> str:
    rows, summary = triage.rows, triage.summary
    colours = palette(summary.causes, summary.titles)
    names = cells.short_names([row.name for row in rows])
    titles = {short(cause): colours.title(cause) for cause in summary.causes}
    entries = [entry(row, names) for row in in_order(rows)]
    drawn = charts(triage, colours, view.period)
    drawing = library() if drawn else None
    return render(
        "triage.html.j2",
        styles=(sheet("triage.css"),),
        scripts=(sheet("tickets.js"), *((sheet("charts.js"),) if drawing else ())),
        added=Added((drawing.style,), (drawing.script,)) if drawing else Added(),
        library=drawing,
        heading=f"Triage of {words.counted(len(rows), 'ticket')}",
        span=cells.span(rows),
        notes=list(overview.notes(triage)),
        tiles=overview.tiles(summary),
        leaders=overview.leaders(summary, colours),
        charts=drawn,
        figures=_figures(drawn),
        legend=_legend(summary.causes, colours),
        controls=controls(entries, titles),
        statuses={status: (cells.STATUS[status], kind) for status, kind in KINDS.items()},
        titles=titles,
        colours={short(cause): colour for cause, colour in colours.colours.items()},
        other=OTHER,
        static=entries[:_STATIC],
        tickets=_tickets(entries, titles, colours, _shared(names)),
        total=len(entries),
        groups=lists.groups(rows, view.by, colours),
        by=words.joined([name.replace("_", " ") for name in view.by]),
        unknown=lists.unknown(triage.clusters, names),
        clusters=len(triage.clusters),
        unreadable=lists.unreadable(rows, names),
        twins=lists.twins(rows, names),
        left_out=triage.limits,
    )


def _shared(names: Mapping[str, str]) -> str:
    """The folders that all names share and that are not shown."""
    return next((tail(full[: len(full) - len(shown)], 160) for full, shown in names.items()), "")


def _figures(drawn: Sequence[Chart]) -> Markup:
    return block({chart.id: asdict(chart.figure) for chart in drawn})


def _legend(causes: Mapping[str, int], colours: Palette) -> list[tuple[str, str]]:
    """Titles of the causes in the divided charts, each with its colour."""
    others = [OTHERS] if len(causes) > len(colours.colours) else []
    return [(colours.title(cause), colours.colour(cause)) for cause in (*colours.colours, *others)]


def _tickets(entries: Sequence[Entry], titles: Mapping[str, str], colours: Palette, shared: str) -> Markup:
    """The block of data that `tickets.js` reads."""
    return block(
        {
            **packed(entries),
            "titles": titles,
            "colours": {short(cause): colour for cause, colour in colours.colours.items()},
            "other": OTHER,
            "statuses": {status: [cells.STATUS[status], kind] for status, kind in KINDS.items()},
            "shared": shared,
            "slice": _STATIC,
        }
    )


RENDERER = Html()
