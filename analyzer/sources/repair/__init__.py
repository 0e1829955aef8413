"""Repair of pasted logs: what web pages, mail and hands did to the text is undone where that is safe.

A repair never changes words and never loses a line: it joins, parts and strips, and says so in
`Line.repairs`. What it drops was put there by a web page or a mail program and is counted in a limit.

Most logs need none of it, so each repair first looks at the text as a whole, which is quick.
"""

from __future__ import annotations

from collections.abc import Callable

from analyzer.sources.repair import (
    columns,
    furniture,
    glued,
    letters,
    mail,
    marks,
    times,
    typography,
    wrapped,
)
from analyzer.sources.shapes import begins_entry
from analyzer.sources.text import Line

__all__ = ["leaves_alone", "repaired"]

Repair = Callable[[list[Line]], list[Line]]
Needed = Callable[[str], bool]

# What was put around the lines goes first, then what was done to each line, then what was done to entries.
_DROPPING: tuple[tuple[Needed, Repair], ...] = (
    (typography.is_needed, typography.with_plain_characters),
    (marks.may_be_reply, marks.without_reply_marks),
    (marks.may_be_quoted, marks.without_line_quotes),
    (furniture.is_needed, furniture.without_furniture),
    (columns.is_needed, columns.without_number_column),
)
_REBUILDING: tuple[tuple[Needed, Repair], ...] = (
    (letters.is_needed, letters.with_lost_letters),
    (mail.is_needed, mail.rejoined),
    (glued.is_needed, glued.split),
    (times.is_needed, times.with_times_joined),
    (wrapped.is_needed, wrapped.unwrapped),
)

_CUES: tuple[Needed, ...] = (
    typography.is_needed,
    marks.may_be_reply,
    marks.may_be_quoted,
    furniture.is_needed,
    columns.is_needed,
    letters.is_needed,
    times.is_needed,
    wrapped.is_needed,
)
"""What tells of one line alone that it may be in need of a repair."""


def leaves_alone(text: str) -> bool:
    """Tell whether a line of a log is one that no repair touches, whatever stands around it."""
    if (text[:1].isdigit() and not begins_entry(text)) or glued.may_be_parted(text):
        return False
    twice = f"\n{text}\n{text}\n"
    return not any(is_needed(twice) for is_needed in _CUES)


def repaired(lines: list[Line]) -> tuple[list[Line], int]:
    """Repair the lines of one block; give them and the number of lines dropped as paste artefacts."""
    before = len(lines)
    lines = _after(_DROPPING, lines)
    dropped = before - len(lines)
    return _after(_REBUILDING, lines), dropped


def _after(repairs: tuple[tuple[Needed, Repair], ...], lines: list[Line]) -> list[Line]:
    text = _whole(lines)
    for is_needed, repair in repairs:
        if is_needed(text):
            lines = repair(lines)
            text = _whole(lines)
    return lines


def _whole(lines: list[Line]) -> str:
    """Give the text with a line end before and after each line, so that patterns need no other anchor."""
    return "\n".join(["", *(line.text for line in lines), ""])
