"""The sections of the terminal report that show what happened and what may have caused it."""

from __future__ import annotations

from analyzer.engine.result import Diagnosis, Evidence, Report
from analyzer.report import words
from analyzer.report.context import Source
from analyzer.report.escape import first_sentences, paragraphs, plain
from analyzer.report.excerpt_view import draw
from analyzer.report.page import Page, Piece
from analyzer.report.story import SETTLED, Case, Standing, Story, located, opening, speaking

_GOOD = (Standing.SUCCEEDED, Standing.BENIGN)
_BAR = 12
_MOST_RIVALS = 8
_MOST_EVIDENCE = 5
_MOST_REFERENCES = 4
_MOST_CASES = 4
_MOST_KNOWN = 10
_WORTH_NAMING = 0.1
_LONG = 600
_SHORT = 200


def verdict(page: Page, report: Report, story: Story) -> None:
    """The first lines: the most likely cause, how likely, what failed and where."""
    name = "this log" if report.name == "-" else plain(report.name, 80)
    if story.standing is Standing.DIAGNOSED:
        for case in story.cases[:_MOST_CASES]:
            _case_verdict(page, case, name)
        if (further := len(story.cases) - _MOST_CASES) > 0:
            page.line(f"and {words.counted(further, 'further problem')}")
    else:
        first, *rest = opening(report, story, name)
        page.hang((), (first, "bold green" if story.standing in _GOOD else "bold yellow"))
        for line in rest:
            page.hang((), line)
    known = [(key, value) for key, value in report.environment.items() if value][:_MOST_KNOWN]
    if known:
        page.flow([f"{plain(key.replace('_', ' '), 30)} {plain(value, 60)}" for key, value in known], "dim")


def _case_verdict(page: Page, case: Case, name: str) -> None:
    if not case.rivals:
        page.hang((), ("No known cause fits", "bold yellow"))
    else:
        best, *others = case.rivals
        lead = words.sentence(words.how_likely(best))
        page.hang((), (f"{lead}: ", "bold cyan"), (plain(best.title, _SHORT), "bold"))
        near = [other for other in others if other.probability >= _WORTH_NAMING][:2]
        if near and best.probability < SETTLED:
            named = [f"{plain(other.title, _SHORT)} ({words.percent(other.probability)})" for other in near]
            page.hang((), f"or: {words.joined(named, 'or')}")
    page.hang((), located(case, name))


def failures(page: Page, report: Report, source: Source, case: Case) -> None:
    """The failing lines in their context."""
    page.heading("What the log shows")
    for place, excerpt in enumerate(source.failures(case.problem)):
        if place:
            page.line()
        draw(page, report.name, excerpt)


def rivals(page: Page, case: Case) -> None:
    """The rival causes with their probabilities, then the leading ones with what speaks for and against."""
    if not case.rivals:
        return
    page.heading("What may have caused it")
    for place, rival in enumerate(case.rivals[:_MOST_RIVALS], 1):
        _rival(page, str(place), rival.probability, plain(rival.title, _SHORT))
    if rest := case.rivals[_MOST_RIVALS:]:
        _rival(page, "", sum(rival.probability for rival in rest), words.counted(len(rest), "further cause"))
    _rival(page, "", case.problem.none_probability, "none of the known causes")
    for place, rival in enumerate(case.full, 1):
        _defence(page, place, rival)
    page.line()
    page.hang(("     ",), ("+10 dB makes a cause ten times as likely, -10 dB a tenth", "dim"))
    _references(page, case.full)


def _rival(page: Page, place: str, probability: float, title: str) -> None:
    lead: list[Piece] = [f"  {place:>1}  ", (f"{words.percent(probability):>4}  ", "bold")]
    if not page.narrow:
        lead.append((page.bar(probability, _BAR) + "  ", "cyan"))
        lead.append(f"{words.probability_word(probability):<14}  ")
    page.hang(tuple(lead), title)


def _defence(page: Page, place: int, rival: Diagnosis) -> None:
    page.line()
    cause = f"[{plain(rival.cause, 60)}]"
    page.hang(((f"  {place}  ", "bold"),), (plain(rival.title, _SHORT), "bold"), "  ", (cause, "dim"))
    for paragraph in paragraphs(rival.explanation)[:1]:
        page.hang(("     ",), plain(paragraph, _LONG) if place == 1 else first_sentences(paragraph, _SHORT))
    pros, cons = speaking(rival)
    _evidence(page, "for", pros)
    _evidence(page, "against", cons)
    prior = f"{words.decibans(rival.prior_db)} before the log was read"
    page.hang(("     ",), (f"{words.decibans(rival.score_db)} in all, of it {prior}", "dim"))


def _references(page: Page, rivals: tuple[Diagnosis, ...]) -> None:
    urls = dict.fromkeys(url for rival in rivals for url in rival.references[:2])
    for url in list(urls)[:_MOST_REFERENCES]:
        page.line("     ", (f"see {plain(url, 300)}", "dim"))


def _evidence(page: Page, side: str, evidence: list[Evidence]) -> None:
    style = "green" if side == "for" else "red"
    for one in evidence[:_MOST_EVIDENCE]:
        weight = (
            words.decibans(one.weight_db) if one.weight_db else "needed" if one.role == "needs" else "same"
        )
        column = "" if page.narrow else f"{side:<7} "
        lead: tuple[Piece, ...] = (f"     {column}", (f"{weight:>7}  ", style))
        page.hang(lead, (_where(one), "blue"), plain(one.because, _LONG))
        side = ""
    if len(evidence) > _MOST_EVIDENCE:
        page.line("     ", (f"and {len(evidence) - _MOST_EVIDENCE} more", "dim"))


def _where(one: Evidence) -> str:
    """Where the evidence comes from; nothing when it is the log as a whole."""
    if one.lines:
        return f"{words.line_list(one.lines)}: "
    return f"{one.role} {plain(one.fact, 40)}: " if one.role in ("answer", "check") else ""
