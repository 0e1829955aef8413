"""Until when a log is watched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from analyzer.parsing.events import Operation
from analyzer.parsing.grammar import is_kind
from analyzer.watch.finding import Finding

What = Literal["failure", "success", "end", "idle"]


@dataclass(frozen=True, slots=True)
class Until:
    """What ends the watch besides the user."""

    what: What | None = None
    """`failure` or `success` of an operation, `end` for either, `idle` for silence after something was written."""
    kinds: tuple[str, ...] = ()
    """Kinds of operations whose success counts; empty for any. Failures count whatever fails."""
    idle: float = 10.0
    """Seconds of silence."""
    timeout: float | None = None
    """Seconds after which it ends in any case."""


def reached(until: Until, finding: Finding) -> bool:
    """True when one of the operations is what is waited for."""
    return any(
        (until.what in ("failure", "end") and one.outcome in ("failed", "unfinished"))
        or (until.what in ("success", "end") and one.outcome == "succeeded" and _counts(until, one.operation))
        for one in finding.ended
    )


def _counts(until: Until, operation: Operation | None) -> bool:
    return not until.kinds or (operation is not None and is_kind(operation.kind, until.kinds))
