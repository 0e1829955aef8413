"""What came of checking a pack, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from analyzer.knowledge.errors import Finding, did_you_mean
from analyzer.rulecheck.check import Checked
from analyzer.rulecheck.registry import CHECKS
from analyzer.rulecheck.subject import Mendable

_KEYS = ("file", "line", "column", "severity", "check", "message", "suggestion")


def as_text(checked: Checked) -> Iterator[str]:
    """One line for each finding, and one that counts them."""
    for finding in checked.findings:
        yield f"{finding.severity}: {finding} [{finding.check}]"
    tail = f", {checked.allowed} allowed" if checked.allowed else ""
    mendable = sum(map(_is_mendable, checked.findings))
    hint = f"; --fix puts {mendable} right" if mendable else ""
    warnings = len(checked.findings) - checked.errors
    yield f"{_number(checked.errors, 'error')}, {_number(warnings, 'warning')}{tail}{hint}"


def as_json(checked: Checked) -> dict[str, Any]:
    """The findings as plain data."""
    rows = [
        {**{key: getattr(finding, key) for key in _KEYS}, "fixable": _is_mendable(finding)}
        for finding in checked.findings
    ]
    return {"schema": "nrfdoctor.check/1", "findings": rows, "allowed": checked.allowed}


def describe_checks() -> Iterator[str]:
    """Every check: what it is called, how bad its findings are, what must hold."""
    wide = max(len(check.id) for check in CHECKS)
    for check in sorted(CHECKS, key=lambda c: c.id):
        yield f"{check.id:{wide}}  {check.severity:7}  {check.about}{' (slow)' if check.slow else ''}"


def unknown_check(names: Sequence[str]) -> str:
    """A sentence about the first name that no check has; empty when all are known."""
    known = {check.id for check in CHECKS}
    wrong = next((name for name in names if name not in known), None)
    return f"--only {wrong}: there is no such check. {did_you_mean(wrong, known)}".rstrip() if wrong else ""


def _number(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _is_mendable(finding: Finding) -> bool:
    return isinstance(finding, Mendable) and finding.edit is not None
