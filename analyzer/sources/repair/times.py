"""Times that a copy of a log pane put on lines of their own."""

from __future__ import annotations

from analyzer.sources.repair.edit import joined
from analyzer.sources.shapes import LONE_STAMP, begins_with_stamp, is_stamp
from analyzer.sources.text import Line

# The message follows at once, perhaps behind an empty line.
_NEAR = 2


def is_needed(text: str) -> bool:
    """Tell whether any line is nothing but a time."""
    return LONE_STAMP.search(text) is not None


def with_times_joined(lines: list[Line]) -> list[Line]:
    """Join each lone time with the message below it; a time above a time stays alone."""
    result: list[Line] = []
    for line in lines:
        before = result[-1] if result else None
        if before is not None and is_stamp(before.text) and _is_its_message(line, before):
            result[-1] = joined([before, line], f"{before.text} {line.text.lstrip()}", "time-joined")
        else:
            result.append(line)
    return result


def _is_its_message(line: Line, time: Line) -> bool:
    return line.number - time.last <= _NEAR and not begins_with_stamp(line.text)
