"""One colour for each frequent cause, the same in every chart and in the table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from analyzer.report.escape import plain

COLOURS = ("#1b8197", "#c27a12", "#7f62b8", "#3c9159", "#c8463c", "#3f78c9", "#b8528f", "#8a6d4a")
"""Of medium lightness: each is told from a white and from a dark surface at 3:1 or better, so that a chart needs no
second set of colours for the dark scheme or for paper.
"""
OTHER = "#808690"
"""Of all causes beyond the most frequent ones."""
OTHERS = ""
"""Stands for these causes where an id stands."""
_TITLE = 120


@dataclass(frozen=True, slots=True)
class Palette:
    """The causes that have a colour of their own, the most frequent first, and the titles of all."""

    colours: Mapping[str, str]
    titles: Mapping[str, str]

    def key(self, cause: str) -> str:
        """The id itself where it has a colour, else `OTHERS`."""
        return cause if cause in self.colours else OTHERS

    def colour(self, cause: str) -> str:
        """The colour of a cause, or that of all the others."""
        return self.colours.get(cause, OTHER)

    def title(self, cause: str) -> str:
        """The title of a cause as one line, its id where it has none."""
        return "other causes" if cause == OTHERS else plain(self.titles.get(cause) or cause, _TITLE)


def palette(causes: Iterable[str], titles: Mapping[str, str]) -> Palette:
    """Colours for the first of `causes`, which come in the order of their frequency."""
    return Palette(dict(zip(causes, COLOURS, strict=False)), titles)
