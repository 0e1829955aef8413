"""The report for a person at a terminal: the verdict first, then what it rests on, then what to do."""

from __future__ import annotations

from typing import TextIO

from analyzer.engine.result import Report
from analyzer.report import advice, sections
from analyzer.report.context import Source
from analyzer.report.page import Page
from analyzer.report.story import Story, tell
from analyzer.report.words import counted

_MOST_CASES = 3


class Terminal:
    """Plain text, coloured where the stream is a terminal."""

    def render(
        self,
        report: Report,
        stream: TextIO,
        *,
        width: int | None = None,
        color: bool | None = None,
        several: bool = False,
    ) -> None:
        """Write `report` to `stream`."""
        page = Page(stream, width, color)
        story, source = tell(report), Source(report)
        if several:
            page.line((page.glyphs.rule * page.width, "dim"))
        sections.verdict(page, report, story)
        _cases(page, report, story, source)
        advice.next_test(page, report, story)
        advice.questions(page, story)
        advice.unexplained(page, report, source)
        advice.wanted(page, story)
        advice.set_aside(page, report)
        advice.limits(page, report)
        advice.footer(page, report)


def _cases(page: Page, report: Report, story: Story, source: Source) -> None:
    for place, case in enumerate(story.cases[:_MOST_CASES], 1):
        if len(story.cases) > 1:
            page.chapter(f"Problem {place} of {len(story.cases)}: {case.happened}")
        sections.failures(page, report, source, case)
        sections.rivals(page, case)
        advice.steps(page, case)
    if (rest := len(story.cases) - _MOST_CASES) > 0:
        page.chapter(f"{counted(rest, 'further problem')}, told by --format json")


RENDERER = Terminal()
