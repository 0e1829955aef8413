"""What every output format of a triage is: something that writes a batch of tickets to a stream."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, Protocol, TextIO

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


class TextFormat(Protocol):
    """An output format that is text."""

    def render(self, triage: Triage, stream: TextIO, view: View) -> None:
        """Write a batch."""
        ...


class BinaryFormat(Protocol):
    """An output format that is bytes."""

    def render(self, triage: Triage, stream: IO[bytes], view: View) -> None:
        """Write a batch."""
        ...
