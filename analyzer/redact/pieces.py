"""The private parts of a text: where they stand, and of which kind they are."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A private value in a text."""

    start: int
    end: int
    kind: str
    """Id of its kind."""

    def of(self, text: str) -> str:
        """The value."""
        return text[self.start : self.end]
