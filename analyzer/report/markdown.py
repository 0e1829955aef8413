"""The report as plain Markdown, with all that is known: the technical sister of `analyzer.report.reply`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TextIO

from analyzer.engine.result import Evidence, NextTest, Report
from analyzer.report import words
from analyzer.report.context import Excerpt, Source
from analyzer.report.escape import (
    code_block,
    code_span,
    commands,
    encodable,
    encoding_of,
    link,
    paragraphs,
    plain,
    prose,
)
from analyzer.report.markdown_parts import bullets, excerpt_block, heading
from analyzer.report.story import Case, Standing, Step, Story, located, opening, speaking, tell

_MOST_CASES = 3
_MOST_EVIDENCE = 4
_MOST_RIVALS = 6
_MOST_STEPS = 12
_MOST_LISTED = 8
_MOST_KNOWN = 10
_LONGEST_LINE = 240


class Markdown:
    """Bold headings, lists and fenced code only: it also reads well where Markdown is not rendered."""

    def render(
        self,
        report: Report,
        stream: TextIO,
        *,
        width: int | None = None,
        color: bool | None = None,
        several: bool = False,
    ) -> None:
        """Write `report` to `stream`; `width` and `color` mean nothing here."""
        lines = [f"## {_name(report)}", ""] if several else []
        lines += _reply(report)
        stream.write(
            encodable("\n".join(lines).rstrip() + ("\n\n" if several else "\n"), encoding_of(stream))
        )


def _reply(report: Report) -> Iterator[str]:
    story, source = tell(report), Source(report)
    cases = story.cases[:_MOST_CASES]
    yield from _seen(report, story, source)
    for case in cases:
        title = f": {prose(case.problem.title)}" if len(cases) > 1 else ""
        yield from _cause(case, title)
        yield from _steps(case, title)
    yield from _needed(report, story)


def _name(report: Report) -> str:
    return "your log" if report.name == "-" else code_span(plain(report.name, 80))


def _seen(report: Report, story: Story, source: Source) -> Iterator[str]:
    yield from heading("What we see")
    if story.standing is Standing.DIAGNOSED:
        said = [located(case, _name(report), prose) for case in story.cases[:_MOST_CASES]]
    else:
        said = opening(report, story, _name(report), prose)
    yield from (line for sentence in said for line in (f"{sentence}.", ""))
    known = [(key.replace("_", " "), value) for key, value in report.environment.items() if value]
    if known:
        setup = [f"{prose(key)} {code_span(plain(value, 60))}" for key, value in known[:_MOST_KNOWN]]
        yield from (f"As the log tells it, you use {words.joined(setup)}.", "")
    for case in story.cases[:_MOST_CASES]:
        for excerpt in source.failures(case.problem):
            yield from _excerpt(excerpt)
    yield from _unexplained(report, source)
    if report.limits:
        yield from ("Not all of it could be read as it was:", "")
        yield from bullets(prose(limit.detail, 300) for limit in report.limits[:_MOST_LISTED])


def _excerpt(excerpt: Excerpt) -> Iterator[str]:
    yield from excerpt_block(excerpt)
    if excerpt.again:
        yield from (f"The same {words.times(len(excerpt.again))} more: {words.line_list(excerpt.again)}.", "")
    rows = [row for row in excerpt.rows if row is not None]
    labels = [(row.number, mark.label) for row in rows for mark in row.marks if mark.explains]
    if labels:
        yield from bullets(f"line {number}: {prose(label)}" for number, label in labels)


def _unexplained(report: Report, source: Source) -> Iterator[str]:
    if not report.unexplained:
        return
    yield from ("Errors that we do not know yet:", "")
    for one in report.unexplained[:_MOST_LISTED]:
        often = f", {words.times(one.count)}" if one.count > 1 else ""
        yield f"- line {one.line}{often}: {code_span(plain(one.text, _LONGEST_LINE))}"
        for record in source.records(one.line):
            meaning = words.decoded(record.error) if source.first_time(record.error) else ""
            usually = f"Usually: {'; '.join(record.usually)}." if record.usually else ""
            if hint := f"{meaning} {usually}".strip():
                yield f"  - {prose(hint)}"
        if one.closest:
            yield f"  - closest message that we know: {code_span(plain(one.closest, _LONGEST_LINE))}"
    if len(report.unexplained) > _MOST_LISTED:
        yield f"- and {len(report.unexplained) - _MOST_LISTED} more"
    yield ""


def _cause(case: Case, title: str) -> Iterator[str]:
    yield from heading(f"Most likely cause{title}")
    if not case.rivals:
        yield from ("None of the causes that we know fits.", "")
        return
    best, *others = case.rivals
    yield from (f"{words.sentence(words.how_likely(best))}: **{prose(best.title)}**", "")
    for paragraph in paragraphs(best.explanation)[:2]:
        yield from (prose(paragraph), "")
    pros, cons = speaking(best)
    yield from _evidence("For it speaks:", pros)
    yield from _evidence("Against it:", cons)
    yield from ("What else it may be:", "")
    yield from bullets(
        [
            *(f"{words.how_likely(other)}: {prose(other.title)}" for other in others[:_MOST_RIVALS]),
            f"{words.percent(case.problem.none_probability)}: none of the causes that we know",
        ]
    )
    if best.references:
        yield from (f"See {words.joined([link(url) for url in best.references[:2]])}.", "")


def _evidence(title: str, evidence: Sequence[Evidence]) -> Iterator[str]:
    if evidence:
        yield from (title, "")
        yield from bullets(_because(one) for one in evidence[:_MOST_EVIDENCE])


def _because(one: Evidence) -> str:
    return prose(words.unstopped(one.because)) + (f" ({words.line_list(one.lines)})" if one.lines else "")


def _steps(case: Case, title: str) -> Iterator[str]:
    if not case.steps:
        return
    yield from heading(f"What to do{title}")
    for place, step in enumerate(case.steps[:_MOST_STEPS], 1):
        yield f"{place}. {_step(step, case)}"
        if command := commands(step.remedy.run or ""):
            yield from code_block(command, indent=4)
    yield ""


def _step(step: Step, case: Case) -> str:
    remedy = step.remedy
    warning = "**Careful, this erases.** " if remedy.risk == "erases" else ""
    loses = f" **You lose: {prose(words.unstopped(remedy.loses))}.**" if remedy.loses else ""
    against = (
        f" (if it is this: {prose(case.rivals[step.rivals[0] - 1].title)})" if step.rivals[0] > 1 else ""
    )
    return f"{warning}{prose(words.unstopped(remedy.do))}{against}.{loses}"


def _needed(report: Report, story: Story) -> Iterator[str]:
    yield from heading("What we need from you")
    items = [f"Please send us {one}." for one in story.wanted]
    if report.next_test is not None:
        items.append(_next_test(report, report.next_test))
    items += [prose(question.question) for question in story.questions[:_MOST_LISTED]]
    items.append(_LAST_REQUEST[story.standing is Standing.DIAGNOSED])
    yield from bullets(items)


_LAST_REQUEST = {
    True: "Please tell us which step helped, or send us the log of the next attempt.",
    False: "If something does not work, please send us the log of that attempt from its first line.",
}


def _next_test(report: Report, test: NextTest) -> str:
    titles = {one.cause: one.title for one in (*report.set_aside, *report.diagnoses)}
    meanings = [
        f"{code_span(plain(outcome, 40))} would make most likely: {prose(titles.get(cause, cause))}"
        for outcome, cause in test.outcomes[:_MOST_LISTED]
    ]
    return " ".join(part for part in (prose(test.ask), prose(test.how), "; ".join(meanings)) if part)


RENDERER = Markdown()
