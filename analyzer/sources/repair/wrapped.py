"""Messages that were broken over several lines."""

from __future__ import annotations

import re

from analyzer.sources.repair.edit import joined
from analyzer.sources.shapes import begins_entry, begins_stamped_message
from analyzer.sources.text import Line

# Console tools repeat the level on each line of a message they wrap.
_LEVELS = ("ERROR: ", "WARNING: ", "NOTE: ")
# They wrap at 72 to 79 columns; a line that had room for the next word was ended on purpose.
_WRAPS_FROM = 72
_WRAPS_UNTIL = 80
# Copying from a web page may put an empty line after each line.
_EMPTY_LINE = 2
_SENTENCE_ENDS = re.compile(r"[.!?:][\"')\]]{0,2}$")

# An app writes an entry on one line; a break by hand shows in a word that cannot end or begin a message.
_CANNOT_END = re.compile(
    r"(?: (?:the|an?|of|to|in|on|at|with|and|or|for|from|by|is|are|was|be|not|due|because|that|this|your)|,)$"
)
_CANNOT_BEGIN = re.compile(
    r"(?:does|did|do|is|are|was|were|has|have|had|not|and|or|to|of|with|from|because|due|that|which|but)"
    r" (?=[a-z(\"'])"
)
# Paths broken by a console window: its width, and a quote that is open at the break.
_CONSOLE_WIDTHS = (79, 80, 119, 120)


def unwrapped(lines: list[Line]) -> list[Line]:
    """Join the lines of each wrapped message into one entry."""
    result: list[Line] = []
    # The part that was joined last: whether it was full tells whether the message goes on.
    part = ""
    for line in lines:
        before = result[-1] if result else None
        text = line.text
        gap = line.number - before.last if before else 0
        if before is None:
            result.append(line)
        elif gap <= _EMPTY_LINE and text.startswith(_LEVELS) and (more := _continues_level(part, text)):
            result[-1] = joined([before, line], f"{before.text} {more}", "unwrapped")
        elif gap <= 1 and (glue := _continues_by_hand(before, part, line)) is not None:
            result[-1] = joined([before, line], before.text + glue + text, "unwrapped")
        else:
            result.append(line)
        part = text
    return result


def _continues_level(part: str, text: str) -> str | None:
    """Give the rest of a message that `part` began, without the repeated level."""
    level, _, more = text.partition(" ")
    if not part.startswith(level + " ") or more.startswith("[") or part.startswith(f"{level} ["):
        return None
    full = len(part) + 1 + len(more.split(" ", 1)[0]) > _WRAPS_FROM
    ended = len(part) > _WRAPS_UNTIL or _SENTENCE_ENDS.search(part)
    return more if full and not ended else None


def _continues_by_hand(before: Line, part: str, line: Line) -> str | None:
    """Give what stood between the two parts, a blank or nothing, or None if these are two entries."""
    text = line.text
    if text[0] in ".\\/" or text[0].isalnum():
        if len(part) in _CONSOLE_WIDTHS and part.count('"') % 2 and text.count('"') % 2:
            return "" if not begins_entry(text) else None
        if line.thread or before.thread or not (text[0].islower() or text[0] == "("):
            return None
        if begins_stamped_message(before.text) and not begins_entry(text):
            broken = _CANNOT_END.search(before.text) or _CANNOT_BEGIN.match(text)
            return " " if broken and not _SENTENCE_ENDS.search(before.text) else None
    return None
