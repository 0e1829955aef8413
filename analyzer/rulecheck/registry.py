"""The checks of a pack: what each is called, how bad its findings are, and the function that looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from analyzer.knowledge.errors import Finding
from analyzer.rulecheck.subject import Subject

Look = Callable[[Subject], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class PackCheck:
    """One check."""

    id: str
    severity: str
    look: Look
    about: str
    """What it finds, one sentence."""
    whole: bool
    """True when it makes sense on a complete pack only: a cause that is missing changes what it sees."""
    slow: bool
    """True when it takes seconds."""

    def run(self, subject: Subject) -> Iterator[Finding]:
        """The findings, signed with the check's id and severity."""
        return (replace(f, check=self.id, severity=self.severity) for f in self.look(subject))


CHECKS: list[PackCheck] = []
"""Every check, in the order in which they run."""


def check(
    id_: str, severity: str = "error", *, whole: bool = False, slow: bool = False
) -> Callable[[Look], Look]:
    """Register a check; its docstring says what it is about."""

    def register(look: Look) -> Look:
        about = " ".join((look.__doc__ or "").split())
        CHECKS.append(PackCheck(id_, severity, look, about, whole, slow))
        return look

    return register
