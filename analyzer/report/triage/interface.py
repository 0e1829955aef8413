"""What every output format of a triage is: something that writes a batch of tickets to a stream."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, Any, Protocol

from analyzer.triage.summary import Triage


@dataclass(frozen=True, slots=True)
class View:
    """What of a batch is shown beside its table."""

    by: tuple[str, ...] = ()
    """Columns to count tickets by; instead of the single tickets where a format shows one table."""
    period: str = ""
    """D, W, M, Q or Y: count causes over time."""
    width: int | None = None
    """Columns of the terminal; None finds out."""


class TriageFormat(Protocol):
    """One output format."""

    binary: bool
    """True when it writes bytes."""

    def render(self, triage: Triage, stream: IO[Any], view: View) -> None:
        """Write a batch to a stream of text, or of bytes where `binary`."""
        ...
