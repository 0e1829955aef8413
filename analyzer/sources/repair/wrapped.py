"""Messages that were broken over several lines."""

from __future__ import annotations

import re

from analyzer.sources.repair.edit import joined
from analyzer.sources.shapes import begins_entry, begins_stamped_message
from analyzer.sources.text import Line

LEVELS = ("ERROR: ", "WARNING: ", "NOTE: ")
"""What console tools repeat on each line of a message they wrap."""
LONGEST = 800
"""Ten full lines; an entry that grows longer is not one that a tool wrapped."""
# They wrap at 72 to 79 columns; a line that had room for the next word was ended on purpose.
_WRAPS_FROM = 72
_WRAPS_UNTIL = 80
# Copying from a web page may put an empty line after each line.
_EMPTY_LINE = 2
_SENTENCE_ENDS = re.compile(r"[.!?:][\"')\]]{0,2}$")
# The sentence ends and the words below are looked for in so many last characters.
_TAIL = 10

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

_CONTINUES_LEVEL = re.compile(r"\n(ERROR|WARNING|NOTE): [^\n]{40,}\n\1: ")
_CONTINUES_BY_HAND = re.compile(r"\n[a-z(.\\/]")


def is_needed(text: str) -> bool:
    """Tell whether any line may continue the one above."""
    return _CONTINUES_LEVEL.search(text) is not None or _CONTINUES_BY_HAND.search(text) is not None


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends as a sentence or a heading does."""
    return _SENTENCE_ENDS.search(text[-_TAIL:]) is not None


def unwrapped(lines: list[Line]) -> list[Line]:
    """Join the lines of each wrapped message into one entry."""
    result: list[Line] = []
    # The part that was joined last: whether it was full tells whether the message goes on.
    part = ""
    for line in lines:
        text = line.text
        glue = _glue(result[-1], part, line) if result and _may_continue(text) else None
        if glue is None:
            result.append(line)
        else:
            before = result[-1]
            result[-1] = joined([before, line], f"{before.text}{glue}", "unwrapped")
        part = text
    return result


def _may_continue(text: str) -> bool:
    first = text[0]
    return (first in "EWN" and text.startswith(LEVELS)) or first.islower() or first in "(./\\"


def _glue(before: Line, part: str, line: Line) -> str | None:
    """Give what a line adds to the entry before it, or None if it is an entry of its own."""
    text = line.text
    gap = line.number - before.last
    if len(before.text) > LONGEST:
        return None
    if text.startswith(LEVELS):
        return _level_continued(part, text) if gap <= _EMPTY_LINE else None
    if gap > 1 or begins_entry(text):
        return None
    if len(part) in _CONSOLE_WIDTHS and part.count('"') % 2 and text.count('"') % 2:
        return text
    if line.thread or before.thread or text[0] in "./\\" or not begins_stamped_message(before.text):
        return None
    broken = _CANNOT_END.search(before.text[-_TAIL:]) or _CANNOT_BEGIN.match(text)
    return f" {text}" if broken and not ends_sentence(before.text) else None


def _level_continued(part: str, text: str) -> str | None:
    """Give the rest of a message that `part` began, without the repeated level."""
    level, _, more = text.partition(" ")
    if not part.startswith(level + " ") or more.startswith("[") or part.startswith(f"{level} ["):
        return None
    full = len(part) + 1 + len(more.split(" ", 1)[0]) > _WRAPS_FROM
    ended = len(part) > _WRAPS_UNTIL or ends_sentence(part)
    return f" {more}" if full and not ended else None
