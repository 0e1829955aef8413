"""A triage as Markdown: for a wiki page or the report of the week."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from analyzer.report import words
from analyzer.report.escape import code_span, encodable, encoding_of, plain, prose
from analyzer.report.triage import cells
from analyzer.report.triage.interface import View
from analyzer.report.triage.opening import headline, trend_heads
from analyzer.triage.frame import frame_of, grouped, over_time
from analyzer.triage.row import Row
from analyzer.triage.summary import Triage

_MOST_TICKETS = 2000
_MOST_CLUSTERS = 50
_MOST_GROUPS = 200


class Markdown:
    """Headings, lists and tables as GitHub and most wikis know them."""

    def render(self, triage: Triage, stream: TextIO, view: View) -> None:
        """Write the batch."""
        stream.write(encodable("\n".join(_page(triage, view)).rstrip() + "\n", encoding_of(stream)))


def _page(triage: Triage, view: View) -> Iterator[str]:
    yield from ("# Triage", "")
    yield from (line for sentence in headline(triage) for line in (sentence, ""))
    yield from _causes(triage)
    if view.by or view.period:
        yield from _counted(triage, view)
    yield from _tickets(triage.rows)
    yield from _unknown(triage)
    if triage.limits:
        yield from ("## Left out", "", *(f"- {prose(limit)}" for limit in triage.limits), "")


def _causes(triage: Triage) -> Iterator[str]:
    summary = triage.summary
    if summary.causes:
        yield from ("## Most likely causes", "")
        rows = (
            (str(count), share, prose(summary.titles[cause]), code_span(cause))
            for cause, count, share in cells.shares(summary.causes, summary.tickets)
        )
        yield from _table(("tickets", "share", "cause", "id"), rows)


def _counted(triage: Triage, view: View) -> Iterator[str]:
    frame = frame_of(triage.rows)
    if view.by:
        yield from (f"## By {words.joined(list(view.by))}", "")
        groups = grouped(frame, view.by).head(_MOST_GROUPS)
        rows = (
            (*(prose(str(value)) for value in values), str(tickets), words.percent(share))
            for *values, tickets, share, _ in groups.itertuples(index=False)
        )
        yield from _table((*view.by, "tickets", "share"), rows)
    if view.period:
        trend = trend_heads(over_time(frame, view.period))
        yield from ("## Over time", "")
        periods = ((str(p), *(str(v) for v in row)) for p, row in trend.iterrows())
        yield from _table(("period", *(code_span(str(name)) for name in trend.columns)), periods)


def _tickets(rows: Sequence[Row]) -> Iterator[str]:
    yield from ("## Tickets", "")
    names = cells.short_names([row.name for row in rows])
    yield from _table(
        ("ticket", "tool", "device", "operation", "finding", "next"),
        (
            (
                code_span(plain(names[row.name], 120)),
                prose(cells.tool(row)),
                prose(plain(row.device or row.family, 40)),
                prose(row.operation),
                prose(cells.finding(row)),
                prose(row.next_question, 160),
            )
            for row in rows[:_MOST_TICKETS]
        ),
    )
    if len(rows) > _MOST_TICKETS:
        yield from (f"and {len(rows) - _MOST_TICKETS} more", "")


def _unknown(triage: Triage) -> Iterator[str]:
    if triage.clusters:
        yield from ("## Errors that no rule explains", "")
        rows = (
            (
                str(one.tickets),
                code_span(one.id),
                code_span(plain(one.template, 240)),
                code_span(plain(one.closest or "", 160)),
            )
            for one in triage.clusters[:_MOST_CLUSTERS]
        )
        yield from _table(("tickets", "id", "message", "closest known"), rows)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table; a bar would end its cell, in code too."""
    yield f"| {' | '.join(heads)} |"
    yield "|" + "---|" * len(heads)
    for row in rows:
        yield f"| {' | '.join(map(_cell, row))} |"
    yield ""


def _cell(text: str) -> str:
    return text.replace("\\|", "|").replace("|", "\\|")


RENDERER = Markdown()
