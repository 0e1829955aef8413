"""Entries that a mail program wrapped once more when it marked them as a reply."""

from __future__ import annotations

from analyzer.sources.repair.edit import joined
from analyzer.sources.repair.marks import REPLY_MARKS
from analyzer.sources.repair.wrapped import LEVELS, LONGEST, ends_sentence
from analyzer.sources.shapes import begins_entry
from analyzer.sources.text import Line

# Mail programs wrap at 65 to 78 columns, the reply mark included.
_WRAPS_FROM = 62
_WRAPS_UNTIL = 78


def is_needed(_text: str) -> bool:
    """Tell nothing: the marks are gone from the text, only the lines know that they were there."""
    return True


def rejoined(lines: list[Line]) -> list[Line]:
    """Join the pieces of each entry in a reply."""
    if not any(line.repairs for line in lines):
        return lines
    result: list[Line] = []
    part = ""
    for line in lines:
        glue = _glue(result[-1], part, line) if result and REPLY_MARKS in line.repairs else None
        if glue is None:
            result.append(line)
        else:
            before = result[-1]
            result[-1] = joined([before, line], f"{before.text}{glue}", "unwrapped")
        part = line.text
    return result


def _glue(before: Line, part: str, line: Line) -> str | None:
    """Give what a line adds to the entry before it, or None if it is an entry of its own."""
    text = line.text
    if line.number - before.last > 1 or len(part) > _WRAPS_UNTIL:
        return None
    if len(before.text) > LONGEST or ends_sentence(before.text):
        return None
    if text.startswith(LEVELS):
        # The next line of a message that a console tool wrapped first, the mail program then.
        level, _, more = text.partition(" ")
        return f" {more}" if before.text.startswith(f"{level} ") and not begins_entry(part) else None
    full = len(part) + 1 + len(text.split(" ", 1)[0]) > _WRAPS_FROM
    return f" {text}" if full and begins_entry(before.text) and not begins_entry(text) else None
