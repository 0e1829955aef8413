"""What a watch saw in all, and with which exit code it ends."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from analyzer.watch.finding import Finding
from analyzer.watch.until import Until, reached

TIMED_OUT = 4
"""Exit code when the time was over before that came which was waited for."""
UNREADABLE = 2
_WORST_FIRST = (1, 3, 0)

Reason = Literal["interrupted", "reached", "timeout", "left"]
"""`reached`: what `until` names came; `left`: the reader of the output is gone."""


@dataclass(slots=True)
class CauseSeen:
    """A cause that was the most likely one of some operations."""

    title: str
    count: int = 0
    probability: float = 0.0
    """The highest."""


@dataclass(slots=True)
class Tally:
    """Counts what is told."""

    outcomes: Counter[str] = field(default_factory=Counter)
    causes: dict[str, CauseSeen] = field(default_factory=dict)
    unknown: int = 0
    """Operations that failed, and errors, for which no known cause fits."""
    codes: set[int] = field(default_factory=set)
    files: list[str] = field(default_factory=list)
    unreadable: bool = False
    """True while nothing could be read of the file that was asked for."""
    is_reached: bool = False
    seconds: float = 0.0
    reason: Reason = "interrupted"

    def count(self, finding: Finding, until: Until) -> None:
        """Take one finding."""
        self.outcomes.update(one.outcome for one in finding.ended)
        self.codes.add(finding.code)
        self.is_reached = self.is_reached or reached(until, finding)
        erred = sum(one.erred for one in finding.ended)
        best = finding.best
        if best is not None:
            seen = self.causes.setdefault(best.cause, CauseSeen(best.title))
            seen.count += erred
            seen.probability = max(seen.probability, best.probability)
        else:
            self.unknown += erred

    def exit_code(self, until: Until) -> int:
        """0 no problem, 1 a problem diagnosed, 3 errors that no rule explains, 2 nothing could be read, 4 timed out."""
        if self.reason == "timeout" and until.what is not None:
            return TIMED_OUT
        if self.reason == "reached" and until.what == "success":
            return 0
        if self.unreadable and not self.codes:
            return UNREADABLE
        return next((code for code in _WORST_FIRST if code in self.codes), 0)
