"""What is wrong in a rule pack, told so that its writer can mend it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One mistake in one file of a rule pack."""

    file: str
    line: int
    column: int
    message: str
    """What is wrong, one sentence."""
    suggestion: str = ""
    """What to do, one sentence; empty when nothing better than the message is known."""
    check: str = "format"
    """Name of the check that found it."""
    severity: str = "error"
    """error or warning."""

    def __str__(self) -> str:
        """`file:line:column: message Suggestion.`, as compilers print it."""
        tail = f" {self.suggestion}" if self.suggestion else ""
        return f"{self.file}:{self.line}:{self.column}: {self.message}{tail}"


class PackError(Exception):
    """A rule pack that cannot be used, with everything that is wrong in it."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        """Hold the findings, in the order of the files."""
        super().__init__("\n".join(str(f) for f in findings))
        self.findings = tuple(findings)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence naming the known word closest to `word`, or an empty string."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"Did you mean {close[0]!r}?" if close else ""
