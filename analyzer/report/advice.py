"""The sections of the terminal report that say what to do, what to find out and what is left open."""

from __future__ import annotations

from analyzer.engine.result import NextTest, Report
from analyzer.report import words
from analyzer.report.context import Source
from analyzer.report.escape import commands, plain
from analyzer.report.page import HARD_BLANK, Page, Piece
from analyzer.report.story import Case, Step, Story, open_bits

_RISK_STYLES = {"none": "green", "reads": "green", "resets": "yellow", "writes": "bold yellow"}
"""Everything else is red."""
_MOST_STEPS = 12
_MOST_LISTED = 8
_MOST_QUESTIONS = 5
_MOST_REASONS = 5
_TELLING = 0.1
"""A test that is worth less, in bits, can only confirm."""
_LONG = 600
_SHORT = 200


def steps(page: Page, case: Case) -> None:
    """The remedies, the harmless first; commands on lines of their own."""
    if not case.steps:
        return
    page.heading("What to do, safest first")
    for place, step in enumerate(case.steps[:_MOST_STEPS], 1):
        _step(page, place, step, several=len(case.full) > 1)
    _more(page, len(case.steps) - _MOST_STEPS)


def _step(page: Page, place: int, step: Step, several: bool) -> None:
    remedy = step.remedy
    style = _RISK_STYLES.get(remedy.risk, "bold red")
    label = plain(words.risk_label(remedy), 20)
    lead: tuple[Piece, ...] = (f"  {place:>2}  ", (f"{label:<10}  ", style))
    if page.narrow:
        lead = (f"  {place:>2}  ",)
    indent = " " * sum(len(piece if isinstance(piece, str) else piece[0]) for piece in lead)
    risk = (f"{label}: ", style) if page.narrow else ""
    causes = words.joined([str(rival) for rival in step.rivals], "or")
    helps = f" (if {causes})".replace(" ", HARD_BLANK).replace(HARD_BLANK, " ", 1) if several else ""
    action = plain(remedy.do, _LONG)
    page.hang(lead, risk, words.unstopped(action) if helps else action, (helps, "dim"))
    if remedy.loses:
        page.hang((indent,), (f"loses: {plain(remedy.loses, _LONG)}", style))
    for command in commands(remedy.run or ""):
        page.line(indent, (command, "bold cyan"))


def next_test(page: Page, report: Report, story: Story) -> None:
    """The one test that would settle most, how to do it, what its outcomes mean."""
    test = report.next_test
    if test is None:
        return
    page.heading(f"Next test, {_worth(test, story)}")
    page.hang(("  ",), (plain(test.ask, _LONG), "bold"), "  ", (f"[{plain(test.id, 60)}]", "dim"))
    if test.how:
        page.hang(("  ",), plain(test.how, _LONG))
    _outcomes(page, report, test)
    if test.kind == "question":
        _answers(page, test.id)


def _worth(test: NextTest, story: Story) -> str:
    open_now = open_bits(story)
    if test.gain_bits < _TELLING:
        return "to make sure"
    of_all = f" of the {open_now:.2g} bits that are open" if open_now else " bits"
    return f"settles about {test.gain_bits:.2g}{of_all}"


def _outcomes(page: Page, report: Report, test: NextTest) -> None:
    titles = {one.cause: one.title for one in (*report.set_aside, *report.diagnoses)}
    causes: dict[str, list[str]] = {}
    for outcome, cause in test.outcomes:
        causes.setdefault(cause, []).append(plain(outcome, 24))
    for cause, outcomes in list(causes.items())[:_MOST_LISTED]:
        lead = f"{words.joined(outcomes[:_MOST_LISTED], 'or')}: "
        page.hang(("     ",), (lead, "bold"), f"then most likely {plain(titles.get(cause, cause), _SHORT)}")


def _answers(page: Page, question: str) -> None:
    option = f"--answer {plain(question, 80)}="
    page.line("     ", (f"{option}yes", "cyan"), "  or  ", (f"{option}no", "cyan"))


def questions(page: Page, story: Story) -> None:
    """What else the reader could tell, and how."""
    if not story.questions:
        return
    page.heading("Questions whose answer would help")
    for question in story.questions[:_MOST_QUESTIONS]:
        page.hang(("  ",), plain(question.question, _LONG))
        _answers(page, question.id)
    _more(page, len(story.questions) - _MOST_QUESTIONS)


def unexplained(page: Page, report: Report, source: Source) -> None:
    """Errors that no rule explains, with the closest message the catalogue knows."""
    if not report.unexplained:
        return
    page.heading("Errors that no rule explains")
    hinted: set[tuple[str, ...]] = set()
    for one in report.unexplained[:_MOST_LISTED]:
        often = f" ({words.times(one.count)})" if one.count > 1 else ""
        page.hang(("  ",), (f"line {one.line}{often}: ", "blue"), plain(one.text, 300))
        for record in source.records(one.line):
            if source.first_time(record.error):
                page.hang(("     ",), (plain(words.decoded(record.error), _LONG), "red"))
            if record.usually and record.usually not in hinted:
                page.hang(("     ",), ("usually: ", "dim"), plain("; ".join(record.usually), _LONG))
                hinted.add(record.usually)
        if one.closest:
            page.hang(("     ",), ("closest known message: ", "dim"), plain(one.closest, 300))
    _more(page, len(report.unexplained) - _MOST_LISTED)


def wanted(page: Page, story: Story) -> None:
    """What is missing from the log."""
    if story.wanted:
        page.heading("Needed to say more")
        for one in story.wanted:
            page.hang(("  ",), one)


def set_aside(page: Page, report: Report) -> None:
    """Causes that were considered and dropped, those with the same reason together."""
    if not report.set_aside:
        return
    page.heading("Considered and set aside")
    reasons: dict[tuple[str, str], list[str]] = {}
    for one in report.set_aside:
        reasons.setdefault((words.verdict(one), one.reason), []).append(plain(one.title, _SHORT))
    for (verdict, reason), titles in list(reasons.items())[:_MOST_REASONS]:
        more = f"; {len(titles) - _MOST_LISTED} more" if len(titles) > _MOST_LISTED else ""
        why = f", because: {plain(words.unstopped(reason), _LONG)}" if reason else ""
        page.hang(("  ",), "; ".join(titles[:_MOST_LISTED]) + more + ": ", (plain(verdict, 20) + why, "dim"))
    _more(page, sum(len(titles) for titles in list(reasons.values())[_MOST_REASONS:]))


def limits(page: Page, report: Report) -> None:
    """What was cut, skipped or guessed while reading."""
    if not report.limits:
        return
    page.heading("Limits of this report")
    for one in report.limits[:_MOST_LISTED]:
        where = "" if one.line is None or str(one.line) in one.detail else f" (line {one.line})"
        page.hang(("  ",), f"{plain(one.detail, 300)}{where}")
    _more(page, len(report.limits) - _MOST_LISTED)


def footer(page: Page, report: Report) -> None:
    """How much of the log was understood."""
    parts = [f"Read {words.counted(report.lines, 'line')}", f"{report.recognised} recognised"]
    if report.unrecognised:
        parts.append(f"{report.unrecognised} not recognised")
    if report.prose:
        parts.append(f"{report.prose} of running text")
    if report.sessions > 1:
        parts.append(words.counted(report.sessions, "session"))
    page.line()
    page.hang((), (", ".join(parts), "dim"))


def _more(page: Page, count: int) -> None:
    if count > 0:
        page.line(f"  and {count} more")
