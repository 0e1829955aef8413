"""Exceptions that a rule writer makes on purpose: `# allow CHECK-ID: reason`, on the line or on the one above it.

They stay visible: the reason is asked for, their number is told, and one that no longer hides anything is a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analyzer.knowledge.errors import Finding
from analyzer.pack import PackFile

_COMMENT = re.compile(r"(?P<before>.*?)#\s*allow\s+(?P<check>[a-z]+(?:-[a-z]+)+)\s*(?::\s*(?P<reason>.*))?$")


@dataclass(frozen=True, slots=True)
class Allowance:
    """One exception."""

    file: str
    line: int
    column: int
    check: str
    reason: str
    lines: tuple[int, ...]
    """Lines on which findings are excepted."""

    def covers(self, finding: Finding) -> bool:
        """True when it excepts the finding."""
        place = finding.file == self.file and finding.line in self.lines
        return place and finding.check == self.check and bool(self.reason)


def sift(
    findings: Sequence[Finding], files: Sequence[PackFile], ran: frozenset[str]
) -> tuple[list[Finding], int]:
    """The findings that no exception covers, those about exceptions added, and the number of covered ones.

    `ran` names the checks that looked: only of those can an exception be called superfluous.
    """
    allowances = [a for file in files if b"allow" in file.content for a in _allowances(file)]
    kept = [finding for finding in findings if not any(a.covers(finding) for a in allowances)]
    for one in allowances:
        at = (one.file, one.line, one.column)
        if not one.reason:
            kept.append(
                Finding(*at, f"no reason to allow {one.check}.", "Write it behind a colon.", "allow-reason")
            )
        elif one.check in ran and not any(one.covers(finding) for finding in findings):
            message = f"nothing is left to be allowed by {one.check}."
            kept.append(Finding(*at, message, "Leave the comment out.", "allow-unused", "warning"))
    return kept, sum(any(a.covers(finding) for a in allowances) for finding in findings)


def _allowances(file: PackFile) -> Iterator[Allowance]:
    for number, line in enumerate(file.content.decode("utf-8", "replace").splitlines(), 1):
        found = _COMMENT.match(line)
        if found is not None:
            alone = not found["before"].strip()
            lines = (number, number + 1) if alone else (number,)
            column = len(found["before"]) + 1
            yield Allowance(
                str(file.path), number, column, found["check"], (found["reason"] or "").strip(), lines
            )
