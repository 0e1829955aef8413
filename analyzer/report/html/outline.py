"""What a page tells about its reports as a whole: the list of contents, a row for each of several logs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analyzer.report.escape import plain
from analyzer.report.html.view import CaseView, View
from analyzer.report.story import Standing
from analyzer.report.words import counted, percent, probability_word

_LOOKS = {
    Standing.DIAGNOSED: ("info", "info"),
    Standing.FAILED: ("bad", "fail"),
    Standing.UNEXPLAINED: ("warn", "warn"),
    Standing.BENIGN: ("good", "good"),
    Standing.SUCCEEDED: ("good", "good"),
    Standing.NOTHING: ("plain", "open"),
}
"""Kind of badge and sign for each standing."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list of contents."""

    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class Row:
    """One of several logs: what it says in a line."""

    name: str
    anchor: str
    """Empty when the page has no room for the report itself."""
    verdict: str
    likely: str
    """How likely the verdict is, or what there is instead of one."""
    kind: str
    sign: str
    happened: str


def contents(view: View) -> Iterator[Entry]:
    """The sections of one report, in order."""
    part = view.anchors.part
    yield Entry(part("answer"), "The answer")
    if view.timeline.sessions:
        yield Entry(part("course"), "What happened")
    for one in view.cases:
        yield from _case(one, view.anchors.case(one.number), alone=len(view.story.cases) == 1)
    named = (
        ("further", view.further, "Further problems"),
        ("next", view.report.next_test, "Next test"),
        ("questions", view.story.questions, "Questions"),
        ("unexplained", view.unknown, "Unexplained errors"),
        ("wanted", view.story.wanted, "Needed to say more"),
        ("aside", view.aside, "Set aside"),
        ("limits", view.limits, "Limits"),
        ("log", view.log, "The log"),
    )
    yield from (Entry(part(name), title) for name, there, title in named if there)


def _case(one: CaseView, here: str, alone: bool) -> Iterator[Entry]:
    """The sections of a problem; of several problems each is one entry."""
    if not alone:
        yield Entry(f"{here}-problem", f"Problem {one.number}")
        return
    yield Entry(here, "What the log shows")
    if one.case.rivals:
        yield Entry(f"{here}-why", "Possible causes")
    if one.case.steps:
        yield Entry(f"{here}-do", "What to do")


def row(view: View, shown: bool) -> Row:
    """The line for one of several logs; `shown` says whether its report is on the page."""
    kind, sign = _LOOKS[view.story.standing]
    best = view.cases[0].case.rivals[0] if view.cases and view.cases[0].case.rivals else None
    diagnosed = view.story.standing is Standing.DIAGNOSED and best is not None
    more = (
        f", and {counted(len(view.story.cases) - 1, 'further problem')}" if len(view.story.cases) > 1 else ""
    )
    return Row(
        name=view.name,
        anchor=view.anchors.part("report") if shown else "",
        verdict=plain(best.title, 200) if diagnosed and best else "",
        likely=f"{probability_word(best.probability)} ({percent(best.probability)})"
        if diagnosed and best
        else _STANDS[view.story.standing],
        kind=kind,
        sign=sign,
        happened=view.cases[0].case.happened + more if view.cases else "",
    )


_STANDS = {
    Standing.DIAGNOSED: "no known cause",
    Standing.FAILED: "no known cause",
    Standing.UNEXPLAINED: "unexplained errors",
    Standing.BENIGN: "no failure",
    Standing.SUCCEEDED: "no failure",
    Standing.NOTHING: "nothing recognised",
}
