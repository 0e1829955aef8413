"""The names that links of a page point to, apart for each report on it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Anchors:
    """The names of one report's parts; `prefix` keeps those of several reports apart."""

    prefix: str = ""

    def line(self, number: int) -> str:
        """A line of the log."""
        return f"{self.prefix}L{number}"

    def part(self, name: str) -> str:
        """A section."""
        return f"{self.prefix}{name}"

    def case(self, number: int) -> str:
        """A problem, counted from 1."""
        return f"{self.prefix}p{number}"

    def cause(self, number: int, place: int) -> str:
        """A rival of a problem, both counted from 1."""
        return f"{self.prefix}p{number}c{place}"

    def evidence(self, number: int, place: int, item: int) -> str:
        """A piece of evidence of a rival."""
        return f"{self.prefix}p{number}c{place}e{item}"
