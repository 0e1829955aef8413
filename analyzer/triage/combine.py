"""Several logs of one ticket as one text, their sessions kept apart and every line still known by its own log."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from analyzer.sources.text import Document, Line


@dataclass(frozen=True, slots=True)
class Combined:
    """One text out of several logs."""

    document: Document
    names: tuple[str, ...]
    starts: tuple[int, ...]
    """Number of the line before the first of each log."""

    def place(self, line: int) -> tuple[str, int]:
        """Which log a line of the text belongs to, and its number there."""
        index = max(0, bisect_right(self.starts, line - 1) - 1)
        return self.names[index], line - self.starts[index]


def combine(name: str, documents: Sequence[Document]) -> Combined:
    """Put the logs of a ticket one after the other; each begins a block of its own, so no session spans two."""
    if len(documents) == 1:
        return Combined(documents[0], (documents[0].name,), (0,))
    lines: list[Line] = []
    starts: list[int] = []
    above = blocks = 0
    for document in documents:
        starts.append(above)
        lines += [_moved(line, above, blocks) for line in document.lines]
        above += document.physical_lines
        blocks = max((line.block for line in lines), default=-1) + 1
    text = Document(
        name=name,
        lines=tuple(lines),
        physical_lines=above,
        limits=tuple(limit for document in documents for limit in document.limits),
        thread=all(document.thread for document in documents),
    )
    return Combined(text, tuple(document.name for document in documents), tuple(starts))


def _moved(line: Line, above: int, blocks: int) -> Line:
    return replace(line, number=line.number + above, last=line.last + above, block=line.block + blocks)
