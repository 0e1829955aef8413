"""A watch for a person at a terminal: a line for what went well, a compact block for what did not."""

from __future__ import annotations

from datetime import datetime
from typing import TextIO

from analyzer.engine.result import Diagnosis
from analyzer.report import words
from analyzer.report.escape import commands, plain
from analyzer.report.page import Page, Piece
from analyzer.report.story import Case, tell
from analyzer.report.watch_words import causes, how_long, time_of_day, totals
from analyzer.watch.finding import Ended, Finding, Outcome
from analyzer.watch.tally import Tally

_OUTCOMES: dict[Outcome, tuple[str, str]] = {
    "failed": ("FAILED", "bold red"),
    "succeeded": ("ok", "green"),
    "unfinished": ("NO END", "bold yellow"),
    "errors": ("ERROR", "bold yellow"),
}
_BENIGN = ("ok", "yellow")
_TIME = 10
"""Cells of the time at the left; outcomes and labels stand behind it."""
_LABEL = 8
_LONG = 260
_SHORT = 160


class WatchTerminal:
    """Writes findings as they come."""

    def __init__(self, stream: TextIO, *, width: int | None = None, color: bool | None = None) -> None:
        self._stream = stream
        self._page = Page(stream, width, color)
        self._told: set[tuple[str, str]] = set()
        """Files and the causes that were told in full for them."""

    def finding(self, finding: Finding) -> None:
        """Write what ended and, if it erred, why and what to do."""
        for one in finding.ended:
            self._head(one)
        if finding.erred:
            self._why(finding)
            self._page.line()
        self._stream.flush()

    def summary(self, tally: Tally) -> None:
        """Write what was seen in all."""
        self._page.hang((), (totals(tally), "bold"))
        for count, cause in causes(tally):
            self._page.hang((f"{count:>9}  ",), plain(cause, _SHORT))
        self._stream.flush()

    def _head(self, one: Ended) -> None:
        """One line: when, how it ended, what it was."""
        label, style = _BENIGN if one.outcome == "succeeded" and one.erred else _OUTCOMES[one.outcome]
        attempt = one.operation.attempt if one.operation is not None else 1
        again = f", attempt {attempt}" if attempt > 1 else ""
        took = f", {how_long(one.seconds)}" if one.seconds else ""
        title = words.sentence(plain(one.title, _SHORT))
        # A log without times: the time at which it was seen.
        time = time_of_day(one.ended) or f"~{datetime.now():%H:%M:%S}"
        self._page.hang(
            ((f"{time:<{_TIME}}", "dim"), (f"{label:<{_LABEL}}", style)),
            (title, "bold" if one.erred else ""), f"{again}{took}",
            (f", {words.line_span(one.first_line, one.last_line)}", "dim"),
        )  # fmt: skip

    def _why(self, finding: Finding) -> None:
        """The causes, the failing line, the first step and the next test."""
        story = tell(finding.report)
        case = story.cases[0] if story.cases else None
        best = finding.best
        cause = (finding.file, best.cause if best is not None else "")
        is_told = cause in self._told and all(one.outcome != "failed" for one in finding.ended)
        self._told.add(cause)
        self._causes(case, 1 if is_told else 2)
        self._failing(finding)
        if is_told:
            return  # more errors of the problem above: its steps and tests were told there
        if case is not None and case.steps:
            remedy = case.steps[0].remedy
            self._item("do", plain(remedy.do, _LONG))
            for command in commands(remedy.run or "")[:2]:
                self._page.line(" " * (_TIME + _LABEL), (command, "bold cyan"))
        test = finding.report.next_test
        if test is not None:
            self._item("test", plain(test.ask, _LONG), (f"  [{plain(test.id, 60)}]", "dim"))

    def _causes(self, case: Case | None, most: int) -> None:
        """The most likely cause and the runner-up."""
        if case is None or not case.rivals:
            self._item("?", ("no known cause fits", "bold yellow"))
            return
        for place, rival in enumerate(case.rivals[:most]):
            self._item(
                words.percent(rival.probability), (_title(rival), "" if place else "bold"), style="bold cyan"
            )

    def _failing(self, finding: Finding) -> None:
        """The line that tells the failure best, with its code read out."""
        events = [one.failing for one in finding.ended if one.failing is not None]
        if not events:
            return
        event = max(events, key=lambda one: (any(not error.umbrella for error in one.errors), one.line))
        self._item(f"l. {event.line}", plain(event.text, _LONG))
        telling = [error for error in event.errors if not error.umbrella] or list(event.errors[-1:])
        for error in telling[:2]:
            self._item("", (plain(words.decoded(error), _LONG), "red"))

    def _item(self, label: str, *body: Piece, style: str = "dim") -> None:
        self._page.hang((" " * _TIME, (f"{label:<{_LABEL - 1}} ", style)), *body)


def _title(rival: Diagnosis) -> str:
    return plain(rival.title, _SHORT)
