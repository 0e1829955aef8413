"""The probing for a person at a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from analyzer.live.probing import Probing
from analyzer.live.values import Seen
from analyzer.live.verdict import Hypothesis
from analyzer.report import probe_words as say
from analyzer.report.escape import plain
from analyzer.report.page import Page

_STYLES = {"confirmed": "bold red", "refuted": "green", "inconclusive": "yellow"}
_CHECK_WIDTH = 22
_LONG = 400
_VERY_LONG = 1600
_MOST_SHOWN = 12


def render(
    probing: Probing,
    stream: TextIO,
    *,
    several: bool = False,
    width: int | None = None,
    color: bool | None = None,
) -> None:
    """Write the verdict first, then what was looked at, then the hypotheses."""
    page = Page(stream, width, color)
    if several and probing.serial is not None:
        page.chapter(f"Probe {probing.serial}")
    page.hang((), (plain(say.headline(probing), _LONG), "bold"))
    page.heading("What was looked at")
    for one in probing.seen:
        _seen(page, one)
    _hypotheses(page, probing)
    _next(page, probing)


def summary(probings: Sequence[Probing], stream: TextIO, *, width: int | None = None) -> None:
    """One line per probe, when there were several."""
    page = Page(stream, width, None)
    page.heading("All probes")
    for one in probings:
        outcomes = {seen.check: seen.outcome for seen in one.seen}
        family = outcomes.get("target.family") or "-"
        port = outcomes.get("target.access-port") or "-"
        page.hang((f"  {one.serial or '-'!s:<12} {family:<8} {port:<12} ",), plain(say.headline(one), _LONG))


def _seen(page: Page, one: Seen) -> None:
    style = "dim" if one.skipped else ""
    page.hang((f"  {one.check:<{_CHECK_WIDTH}} ",), (plain(say.outcome(one), _LONG), style), *_details(one))


def _details(one: Seen) -> tuple[tuple[str, str], ...]:
    told = say.value(one)
    return ((f"  {plain(told, _LONG)}", "dim"),) if told else ()


def _hypotheses(page: Page, probing: Probing) -> None:
    shown, short = say.in_full(probing), say.in_short(probing)
    if not shown and not short:
        return
    page.heading("Hypotheses, before -> after the checks")
    for one in shown[:_MOST_SHOWN]:
        _hypothesis(page, one)
    if len(shown) > _MOST_SHOWN:
        page.hang(("  ",), (f"and {len(shown) - _MOST_SHOWN} more, told by --format json", "dim"))
    if short:
        page.hang(("  ", (f"{'refuted':<13}", _STYLES["refuted"])), (plain(short, _VERY_LONG), "dim"))


def _hypothesis(page: Page, one: Hypothesis) -> None:
    page.hang(
        ("  ", (f"{one.verdict:<13}", _STYLES[one.verdict])),
        (one.title, "bold"), f"  {say.change(one)}  ", (f"[{one.cause}]", "dim"),
    )  # fmt: skip
    page.hang((" " * 15,), (plain(one.because, _LONG), "dim"))


def _next(page: Page, probing: Probing) -> None:
    test = probing.next_test
    if test is None:
        return
    page.heading("Next test")
    page.hang(("  ",), (plain(test.ask, _LONG), "bold"), "  ", (f"[{plain(test.id, 60)}]", "dim"))
    if test.how:
        page.hang(("  ",), plain(test.how, _LONG))
