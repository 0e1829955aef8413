"""Everything a page shows of one report, arranged and bounded: templates only walk it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analyzer.engine.result import Report
from analyzer.parsing.events import Operation
from analyzer.report.context import Excerpt, Row, Source
from analyzer.report.escape import plain
from analyzer.report.html import advice_view
from analyzer.report.html.anchors import Anchors
from analyzer.report.html.chosen import Chosen, choose
from analyzer.report.html.ledger import Ledger, ledger
from analyzer.report.html.log_view import MOST_LINES, LogLine, log_lines, notes
from analyzer.report.html.timeline import Timeline, timeline
from analyzer.report.story import Case, Story, opening, tell
from analyzer.report.words import counted
from analyzer.sources.text import Limit

_MOST_CASES = 6
_MOST_LISTED = 20
_MOST_KEYS = 2
_WHOLE = 300
"""Lines up to which an operation is shown whole, as far as there is room."""
_TELLING_LINES = 3
"""Lines of one piece of evidence that come before all others when a log is too large to be shown whole."""


@dataclass(frozen=True, slots=True)
class CaseView:
    """One problem, counted from 1."""

    number: int
    case: Case
    excerpts: tuple[Excerpt, ...]
    ledger: Ledger

    @property
    def key_rows(self) -> tuple[Row, ...]:
        """The line of each failure that says most: the last with a code, else the last that failed."""
        return tuple(_key_row(excerpt) for excerpt in self.excerpts[:_MOST_KEYS] if any(excerpt.rows))


@dataclass(frozen=True, slots=True)
class View:
    """One report."""

    report: Report
    story: Story
    name: str
    anchors: Anchors
    opening: tuple[str, ...]
    """What is said first when no cause can be named."""
    cases: tuple[CaseView, ...]
    further: tuple[Case, ...]
    """Problems that are named only."""
    timeline: Timeline
    chosen: Chosen
    log: tuple[LogLine, ...]
    unknown: tuple[advice_view.Unknown, ...]
    aside: tuple[advice_view.Aside, ...]
    worth: str
    """What the next test would settle."""
    outcomes: tuple[tuple[str, str], ...]
    limits: tuple[Limit, ...]


def name_of(report: Report) -> str:
    """What the page calls the log."""
    return "this log" if report.name == "-" else plain(report.name, 120)


def view(report: Report, anchors: Anchors, share: float = 1.0) -> View:
    """The view of a report; `share` is how much of the usual room its log may take."""
    story, source = tell(report), Source(report)
    name = name_of(report)
    cases = tuple(
        CaseView(number, case, tuple(source.failures(case.problem)), ledger(case, number, anchors))
        for number, case in enumerate(story.cases[:_MOST_CASES], 1)
    )
    chosen = choose(report, _telling(report, cases), _filling(report, cases), share)
    items = [
        (f"{one.number}.{account.place}" if len(cases) > 1 else str(account.place), account, evidence)
        for one in cases
        for account, evidence in one.ledger.items()
    ]
    test = report.next_test
    return View(
        report,
        story,
        name,
        anchors,
        tuple(opening(report, story, "this log")),
        cases,
        story.cases[_MOST_CASES:],
        timeline(report, {index for one in cases for index in one.case.problem.operations}),
        chosen,
        tuple(log_lines(report, chosen, notes(items, anchors))),
        advice_view.unknown(report, source, _MOST_LISTED),
        advice_view.aside(report),
        advice_view.worth(test, story) if test else "",
        advice_view.outcomes(report, test) if test else (),
        (*report.limits, *_own_limits(report, chosen)),
    )


def _key_row(excerpt: Excerpt) -> Row:
    rows = [row for row in excerpt.rows if row]
    return max(
        rows, key=lambda row: (any(mark.end > mark.start for mark in row.marks), row.failing, row.number)
    )


def _telling(report: Report, cases: Sequence[CaseView]) -> Iterator[Sequence[int]]:
    """The lines that the page speaks about, the most telling group first."""
    evidence = [one for case in cases for _, one in case.ledger.items()]
    yield [line for one in evidence for line in one.lines[:_TELLING_LINES]]
    yield [row.number for case in cases for excerpt in case.excerpts for row in excerpt.rows if row]
    yield [one.line for one in report.unexplained[:_MOST_LISTED]]
    yield [line for one in _blamed(report, cases) for line in (one.first_line, one.last_line)]
    yield [line for one in evidence for line in one.lines[_TELLING_LINES:MOST_LINES]]


def _filling(report: Report, cases: Sequence[CaseView]) -> Iterator[Sequence[int]]:
    """The lines that are shown as far as there is room: the operations that failed, from their beginnings."""
    for one in _blamed(report, cases):
        yield range(one.first_line, one.last_line + 1)[:_WHOLE]


def _blamed(report: Report, cases: Sequence[CaseView]) -> Iterator[Operation]:
    for one in cases:
        known = [i for i in one.case.problem.operations if i < len(report.operations)]
        yield from (report.operations[i] for i in known[:_MOST_LISTED])


def _own_limits(report: Report, chosen: Chosen) -> Iterator[Limit]:
    if chosen.left_out:
        shown = counted(len(chosen.shown), "line")
        yield Limit(
            "report-size",
            f"To keep this page small it holds {shown} of the log, those around evidence and errors, and leaves out "
            f"{chosen.left_out}; the diagnosis rests on all of them",
        )
