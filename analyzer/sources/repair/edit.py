"""How a repair rewrites a line."""

from __future__ import annotations

from collections.abc import Sequence

from analyzer.sources.text import Line


def rewritten(line: Line, text: str, repair: str) -> Line:
    """Give the line with another text, the repair noted."""
    return Line(line.number, line.last, text, line.block, line.thread, noted(line.repairs, repair))


def joined(lines: Sequence[Line], text: str, repair: str) -> Line:
    """Make one line of several that follow each other."""
    repairs = lines[0].repairs
    for line in lines[1:]:
        for name in line.repairs:
            repairs = noted(repairs, name)
    first, last = lines[0], max(line.last for line in lines)
    return Line(first.number, last, text, first.block, first.thread, noted(repairs, repair))


def noted(repairs: tuple[str, ...], repair: str) -> tuple[str, ...]:
    """Add the name of a repair, once."""
    return repairs if repair in repairs else (*repairs, repair)
