"""A triage at a terminal: what the batch amounts to, the table, what is unknown, what could not be read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

import pandas as pd
from rich import box
from rich.table import Column, Table
from rich.text import Text

from analyzer.report import words
from analyzer.report.escape import plain, shorten
from analyzer.report.page import Page
from analyzer.report.triage import cells
from analyzer.report.triage.interface import View
from analyzer.report.triage.opening import headline, trend_heads
from analyzer.triage.frame import frame_of, grouped, over_time
from analyzer.triage.row import Row
from analyzer.triage.summary import Triage

_MOST_TICKETS = 200
_MOST_CAUSES = 12
_MOST_CLUSTERS = 12
_MOST_GROUPS = 60
_BAR = 16
_ROOMY = 96
"""Columns from which the table has room for tool, device and next test."""
_STYLES = {"diagnosed": "", "unexplained": "yellow", "unreadable": "red", "nothing-found": "dim"}


class Terminal:
    """Plain text, coloured where the stream is a terminal."""

    def render(self, triage: Triage, stream: TextIO, view: View) -> None:
        """Write the batch."""
        page = Page(stream, view.width, None)
        for line in headline(triage):
            page.hang((), line)
        _causes(page, triage)
        if view.by or view.period:
            frame = frame_of(triage.rows)
            if view.by:
                _groups(page, grouped(frame, view.by))
            if view.period:
                _trend(page, over_time(frame, view.period))
        else:
            _tickets(page, triage.rows)
        _unknown(page, triage)
        _unread(page, triage)


def _causes(page: Page, triage: Triage) -> None:
    counts = list(triage.summary.causes.items())
    if not counts:
        return
    page.heading("Most likely causes")
    most = counts[0][1]
    for cause, count in counts[:_MOST_CAUSES]:
        share = words.percent(count / triage.summary.tickets)
        bar = "" if page.narrow else page.bar(count / most, _BAR) + "  "
        page.hang(
            (f"  {count:>5}  {share:>4}  ", (bar, "cyan")),
            plain(triage.summary.titles[cause], 120),
            "  ",
            (f"[{plain(cause, 60)}]", "dim"),
        )
    if rest := counts[_MOST_CAUSES:]:
        page.hang((f"  {sum(count for _, count in rest):>5}  ",), words.counted(len(rest), "further cause"))


def _tickets(page: Page, rows: Sequence[Row]) -> None:
    page.heading("Tickets")
    names = cells.short_names([row.name for row in rows])
    shown = rows[:_MOST_TICKETS]
    table = _table()
    table.width = page.width
    table.add_column("ticket", overflow="fold", max_width=max(12, page.width // 4))
    if page.width >= _ROOMY:
        table.add_column("tool", no_wrap=True, max_width=20)
        table.add_column("device", no_wrap=True, max_width=10)
    table.add_column("most likely", ratio=1)
    table.add_column("", justify="right", width=4)
    if page.width >= _ROOMY:
        table.add_column("next test", no_wrap=True, max_width=page.width // 5)
    for row in shown:
        table.add_row(*_ticket(page, row, names[row.name]), style=_STYLES.get(row.status, ""))
    page.table(table)
    if len(rows) > len(shown):
        page.hang(
            ("  ",),
            f"and {len(rows) - len(shown)} more: all of them with -o table.csv or -o report.html",
        )


def _ticket(page: Page, row: Row, name: str) -> list[Text]:
    found = [Text(page.safe(shorten(plain(name), 120)))]
    if page.width >= _ROOMY:
        device = plain(row.device or row.family, 40)
        found += [Text(page.safe(cells.tool(row))), Text(page.safe(device))]
    title = plain(row.title, 120) if row.cause else f"{cells.STATUS[row.status]}: {cells.finding(row)}"
    found += [Text(page.safe(title)), Text(words.percent(row.probability) if row.cause else "")]
    if page.width >= _ROOMY:
        found.append(Text(page.safe(plain(row.next_test, 40)), style="dim"))
    return found


def _groups(page: Page, groups: pd.DataFrame) -> None:
    by = [str(name) for name in groups.columns[:-3]]
    page.heading(f"Tickets by {words.joined(by)}")
    table = _table()
    for name in by:
        table.add_column(name, overflow="fold")
    for name in ("tickets", "share", "probability"):
        table.add_column(name, justify="right")
    for row in groups.head(_MOST_GROUPS).itertuples(index=False):
        *values, tickets, share, probability = row
        texts = [page.safe(plain(str(value), 60)) or "-" for value in values]
        sure = words.percent(probability) if probability else ""
        table.add_row(*map(Text, [*texts, str(tickets), words.percent(share), sure]))
    page.table(table)
    if len(groups) > _MOST_GROUPS:
        page.line(f"  and {len(groups) - _MOST_GROUPS} more groups")


def _trend(page: Page, trend: pd.DataFrame) -> None:
    """Causes as rows, the newest periods as columns, as many as fit."""
    page.heading("Causes over time")
    if trend.empty:
        page.hang(("  ",), "No diagnosed ticket has a line with a date.")
        return
    heads = trend_heads(trend)
    names = [page.safe(plain(str(cause), 40)) for cause in heads.columns]
    periods = [str(period) for period in heads.index]
    room = (page.width - max(map(len, names))) // (len(periods[-1]) + 2)
    table = _table("cause", *(Column(period, justify="right") for period in periods[-max(1, room) :]))
    for name, (_, counts) in zip(names, heads.items(), strict=True):
        table.add_row(name, *(str(count or "") for count in counts[-max(1, room) :]))
    page.table(table)


def _table(*columns: Column | str) -> Table:
    return Table(*columns, box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)


def _unknown(page: Page, triage: Triage) -> None:
    if not triage.clusters:
        return
    page.heading("Errors that no rule explains, the work list for new rules")
    for one in triage.clusters[:_MOST_CLUSTERS]:
        page.hang(
            (f"  {words.counted(one.tickets, 'ticket'):>10}  ", (one.id, "blue"), "  "),
            plain(one.template, 240),
        )
        if one.closest:
            page.hang(("              ",), ("closest known message: ", "dim"), plain(one.closest, 200))
    if len(triage.clusters) > _MOST_CLUSTERS:
        page.line(f"  and {len(triage.clusters) - _MOST_CLUSTERS} more")
    page.hang(
        ("  ",),
        ("A rule is drafted from one of them by: ", "dim"),
        "nrfdoctor rules draft --cluster ID PATH...",
    )


def _unread(page: Page, triage: Triage) -> None:
    for limit in triage.limits:
        page.hang((), (plain(limit, 400), "dim"))


RENDERER = Terminal()
