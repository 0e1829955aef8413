"""A ticket sorted for a reply: its logs, what failed in each, the same finding told once."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

from analyzer.engine.result import Diagnosis, Report
from analyzer.report.story import SETTLED, Case, Standing, Story, tell
from analyzer.report.words import probability_word

CERTAIN = 0.9
"""From this probability on rivals are not worth the customer's time."""
WORTH_NAMING = 0.05
"""Rivals below this probability are not told."""
_WORTH_TRYING = 0.1
_MOST_TRIED = 3
_SILENT = (Standing.SUCCEEDED, Standing.BENIGN, Standing.NOTHING)


@dataclass(frozen=True, slots=True)
class Log:
    """One log of the ticket."""

    name: str
    """As the customer knows it: without the folder that the ticket lies in here."""
    report: Report
    story: Story

    @property
    def silent(self) -> bool:
        """True when nothing is wrong in it as far as can be told."""
        return self.story.standing in _SILENT


@dataclass(slots=True)
class Finding:
    """One problem with its log, and where else the same was found."""

    log: Log
    case: Case
    again: list[tuple[Log, Case]] = field(default_factory=list)

    @property
    def settled(self) -> bool:
        """True when nothing needs to be asked about it."""
        return bool(self.case.rivals) and self.case.rivals[0].probability >= CERTAIN

    @property
    def tried(self) -> tuple[Diagnosis, ...]:
        """The rivals that steps are offered for: those that the first one leaves open."""
        best, *others = self.case.rivals or (None,)
        if best is None:
            return ()
        open_ = [] if best.probability >= SETTLED else others[: _MOST_TRIED - 1]
        return (best, *(one for one in open_ if one is not None and one.probability >= _WORTH_TRYING))


@dataclass(frozen=True, slots=True)
class Section:
    """A log that has something to say, with what was not said of an earlier one."""

    log: Log
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Ticket:
    """All logs of a ticket."""

    logs: tuple[Log, ...]
    sections: tuple[Section, ...]
    unread: tuple[str, ...]
    """Names of what could not be read."""


def gather(reports: Sequence[Report], unread: Sequence[str] = ()) -> Ticket:
    """Sort the logs of a ticket and merge what is the same."""
    names = shown_names([*(report.name for report in reports), *unread])
    logs = tuple(Log(name, report, tell(report)) for name, report in zip(names, reports, strict=False))
    known: dict[Hashable, Finding] = {}
    sections = []
    for log in logs:
        fresh = _fresh(log, known)
        if fresh or (not log.silent and not log.story.cases):
            sections.append(Section(log, tuple(fresh)))
    return Ticket(logs, tuple(sections), tuple(names[len(logs) :]))


def _fresh(log: Log, known: dict[Hashable, Finding]) -> list[Finding]:
    """The problems of a log that no earlier one has."""
    fresh: list[Finding] = []
    failing = [case for case in log.story.cases if not case.problem.benign]
    for case in () if log.silent else failing:
        finding = Finding(log, case)
        same = known.setdefault(_likeness(finding), finding)
        if same is finding:
            fresh.append(finding)
        else:
            same.again.append((log, case))
    return fresh


def _likeness(finding: Finding) -> Hashable:
    """What two findings share to be told once: what was tried, the causes and how sure they are, the steps."""
    rivals = tuple((one.cause, probability_word(one.probability)) for one in finding.tried)
    if not rivals:
        return id(finding)
    remedies = tuple(step.remedy for step in finding.case.steps)
    return finding.case.problem.title, rivals, remedies


def shown_names(names: Sequence[str]) -> list[str]:
    """The ends of paths that tell logs apart, e.g. `a/log.txt` and `b/log.txt`."""
    parts = [re.split(r"[/\\!]", name) for name in names]
    return [_unique_end(own, [other for other in parts if other != own]) for own in parts]


def _unique_end(own: list[str], others: Sequence[list[str]]) -> str:
    for length in range(1, len(own)):
        end = own[-length:]
        if all(other[-length:] != end for other in others):
            return "/".join(end)
    return "/".join(own[-2:])
