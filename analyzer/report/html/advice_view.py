"""What a page says beside the causes: unexplained errors, what was set aside, what a test would tell."""

from __future__ import annotations

from dataclasses import dataclass

from analyzer.engine.result import NextTest, Report, Unexplained
from analyzer.report import words
from analyzer.report.context import Source
from analyzer.report.escape import plain
from analyzer.report.story import Story, open_bits

_TELLING = 0.1
"""A test that is worth less, in bits, can only confirm."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """An error that no rule explains, with what its codes mean and what usually stands behind them."""

    error: Unexplained
    meanings: tuple[str, ...]
    usually: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Aside:
    """Causes that were set aside for the same reason."""

    titles: tuple[str, ...]
    verdict: str
    reason: str


def unknown(report: Report, source: Source, most: int) -> tuple[Unknown, ...]:
    """The first unexplained errors; each meaning and each hint once."""
    hinted: set[tuple[str, ...]] = set()
    told = []
    for one in report.unexplained[:most]:
        records = source.records(one.line)
        meanings = [words.decoded(each.error) for each in records if source.first_time(each.error)]
        usually = [each.usually for each in records if each.usually and each.usually not in hinted]
        hinted.update(usually)
        told.append(Unknown(one, tuple(meanings), tuple(hint for hints in usually for hint in hints)))
    return tuple(told)


def aside(report: Report) -> tuple[Aside, ...]:
    """The causes that were considered and dropped, those with the same reason together."""
    reasons: dict[tuple[str, str], list[str]] = {}
    for one in report.set_aside:
        reasons.setdefault((words.verdict(one), one.reason), []).append(one.title)
    return tuple(Aside(tuple(titles), *reason) for reason, titles in reasons.items())


def worth(test: NextTest, story: Story) -> str:
    """What a test would settle."""
    if test.gain_bits < _TELLING:
        return "to make sure"
    open_now = open_bits(story)
    of_all = f" of the {open_now:.2g} bits that are open" if open_now else " bits"
    return f"settles about {test.gain_bits:.2g}{of_all}"


def outcomes(report: Report, test: NextTest) -> tuple[tuple[str, str], ...]:
    """What each outcome of a test would make most likely: outcomes and the title of the cause."""
    titles = {one.cause: one.title for one in (*report.set_aside, *report.diagnoses)}
    causes: dict[str, list[str]] = {}
    for outcome, cause in test.outcomes:
        causes.setdefault(cause, []).append(plain(outcome, 40))
    return tuple((words.joined(found, "or"), titles.get(cause, cause)) for cause, found in causes.items())
