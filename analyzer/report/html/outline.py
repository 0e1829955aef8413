"""What a page tells about its reports as a whole: the list of contents, a row for each of several logs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analyzer.report.escape import plain
from analyzer.report.html.view import CaseView, View
from analyzer.report.story import Standing, Story
from analyzer.report.words import counted, how_likely

_LOOKS = {
    Standing.DIAGNOSED: ("info", "info", "no known cause"),
    Standing.FAILED: ("bad", "fail", "no known cause"),
    Standing.UNEXPLAINED: ("warn", "warn", "unexplained errors"),
    Standing.BENIGN: ("good", "good", "no failure"),
    Standing.SUCCEEDED: ("good", "good", "no failure"),
    Standing.NOTHING: ("plain", "open", "nothing recognised"),
}
"""Kind of badge, its sign, and what is said when there is no cause to name, for each standing."""


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


def row(name: str, story: Story, anchor: str) -> Row:
    """The line for one of several logs; without an `anchor` its report is not on the page."""
    kind, sign, said = _LOOKS[story.standing]
    first = story.cases[0] if story.cases else None
    best = first.rivals[0] if first and first.rivals and story.standing is Standing.DIAGNOSED else None
    happened = first.happened if first else ""
    if more := len(story.cases[1:]):
        happened += f", and {counted(more, 'further problem')}"
    return Row(
        name=name,
        anchor=anchor,
        verdict=plain(best.title, 200) if best else "",
        likely=how_likely(best) if best else said,
        kind=kind,
        sign=sign,
        happened=happened,
    )
