"""Repair of pasted logs: what web pages, mail and hands did to the text is undone where that is safe.

A repair never changes words and never loses a line: it joins, parts and strips, and says so in
`Line.repairs`. What it drops was put there by a web page or a mail program and is counted in a limit.
"""

from __future__ import annotations

from collections.abc import Callable

from analyzer.sources.repair.columns import without_number_column
from analyzer.sources.repair.furniture import without_furniture
from analyzer.sources.repair.glued import split
from analyzer.sources.repair.letters import with_lost_letters
from analyzer.sources.repair.marks import without_line_quotes, without_reply_marks
from analyzer.sources.repair.times import with_times_joined
from analyzer.sources.repair.typography import with_plain_characters
from analyzer.sources.repair.wrapped import unwrapped
from analyzer.sources.text import Line

__all__ = ["repaired"]

Repair = Callable[[list[Line]], list[Line]]

# What was put around the lines goes first, then what was done to each line, then what was done to entries.
_DROPPING: tuple[Repair, ...] = (
    with_plain_characters,
    without_reply_marks,
    without_line_quotes,
    without_furniture,
    without_number_column,
)
_REBUILDING: tuple[Repair, ...] = (with_lost_letters, split, with_times_joined, unwrapped)


def repaired(lines: list[Line]) -> tuple[list[Line], int]:
    """Repair the lines of one block; give them and the number of lines dropped as paste artefacts."""
    before = len(lines)
    for repair in _DROPPING:
        lines = repair(lines)
    dropped = before - len(lines)
    for repair in _REBUILDING:
        lines = repair(lines)
    return lines, dropped
