"""The part of a growing log that a diagnosis looks at: the present run, and what earlier ones told of themselves."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from analyzer.sources import Document, Limit, Line, SourceError
from analyzer.sources.document import read_document

MOST_LINES = 2000
"""Lines that one diagnosis reads: it bounds the time of each to well under a second."""
MOST_BYTES = 1024 * 1024
_KEPT_LINES = MOST_LINES * 3 // 4
_KEPT_BYTES = MOST_BYTES * 3 // 4
"""What is left after a cut, so that not every line makes a new one."""
_HEAD_LINES = 200
_HEAD_BYTES = 128 * 1024
"""Of a long run its first lines are kept too: versions, probe and device are told there."""
_OLDER_LINES = 100
"""Lines kept of all earlier runs: those that tell a version or a device, which a silent run takes from them."""


class Window:
    """The newest lines of a file with their true numbers."""

    def __init__(self, mark: bytes = b"", line_end: bytes = b"\n", first: int = 1) -> None:
        self.mark = mark
        self.line_end = line_end
        self.last = first - 1
        """Number of the last line."""
        self._numbers: list[int] = []
        self._lines: list[bytes] = []
        self._telling: set[int] = set()
        self._session = 0
        """Place in the lists at which the present run begins."""
        self._head = 0
        """How many lines of the present run stand before a gap in it; 0 when there is none."""
        self._begins_at = first

    @property
    def is_whole(self) -> bool:
        """True when no line is missing between the first and the last one of the present run."""
        return not self._head

    def add(self, lines: Sequence[bytes]) -> None:
        """Take the next lines of the file."""
        self._numbers += range(self.last + 1, self.last + 1 + len(lines))
        self._lines += lines
        self.last += len(lines)

    def tells(self, line: int) -> None:
        """Note that a line tells something that holds for other runs too, if they are silent about it."""
        self._telling.add(line)

    def session_begins(self, line: int) -> None:
        """Note that a run of a tool begins on a line: of those before it only what they tell is kept."""
        start = bisect_left(self._numbers, line)
        older = [at for at in range(start) if self._numbers[at] in self._telling][-_OLDER_LINES:]
        self._telling = {self._numbers[at] for at in older} | {
            number for number in self._telling if number >= line
        }
        self._telling.add(line)
        self._keep([*older, *range(start, len(self._lines))])
        self._session, self._head, self._begins_at = len(older), 0, 1

    def trim(self) -> None:
        """Forget the middle of a run that is too long."""
        tail = self._lines[self._session + self._head :]
        if len(tail) <= MOST_LINES and sum(map(len, tail)) <= MOST_BYTES:
            return
        if not self._head:
            self._head = max(1, _fitting(tail, _HEAD_LINES, _HEAD_BYTES))
            tail = tail[self._head :]
        kept = max(1, _fitting(tail[::-1], _KEPT_LINES, _KEPT_BYTES))
        self._telling.intersection_update(self._numbers)
        self._keep([*range(self._session + self._head), *range(len(self._lines) - kept, len(self._lines))])

    def _keep(self, places: list[int]) -> None:
        self._numbers = [self._numbers[at] for at in places]
        self._lines = [self._lines[at] for at in places]

    def document(self, name: str, last: int | None = None, rest: bytes = b"") -> Document | None:
        """The text up to the line `last`, or all of it and the line that has no end yet; None when it is no text."""
        count = len(self._lines) if last is None else bisect_right(self._numbers, last)
        pieces: list[bytes] = []
        numbers: list[int] = []
        for number, line in zip(self._numbers[:count], self._lines, strict=False):
            if numbers and number != numbers[-1] + 1:
                pieces.append(self.line_end)  # nothing is joined over a gap
                numbers.append(number - 1)
            pieces.append(line)
            numbers.append(number)
        numbers.append(self.last + 1)
        pieces.append(rest)
        # Text from the middle of a file in 16 or 32 bits carries no mark of its own.
        is_wide = b"\0" in pieces[0] and not pieces[0].startswith(self.mark)
        try:
            document = read_document(name, (self.mark if is_wide else b"") + b"".join(pieces))
        except SourceError:
            return None
        return self._numbered(document, numbers)

    def _numbered(self, document: Document, numbers: Sequence[int]) -> Document:
        """The document with the line numbers of the file, and with a word about what it leaves out."""

        def true(line: int) -> int:
            return numbers[min(line, len(numbers)) - 1]

        lines = tuple(_moved(line, true(line.number), true(line.last)) for line in document.lines)
        limits = [replace(one, line=one.line and true(one.line)) for one in document.limits]
        return replace(document, lines=lines, limits=(*self._left_out(), *limits))

    def _left_out(self) -> list[Limit]:
        if self._head:
            gap = self._session + self._head
            first, last = self._numbers[gap - 1] + 1, self._numbers[gap] - 1
            return [Limit("context", f"lines {first} to {last} of a long run were not read again", first)]
        if self._begins_at > 1:
            first = self._begins_at
            return [Limit("context", f"the lines before {first} were not read again", first)]
        return []


def _fitting(lines: Sequence[bytes], most: int, size: int) -> int:
    """How many of the first lines fit into so many lines and bytes."""
    for count, line in enumerate(lines[:most]):
        size -= len(line)
        if size < 0:
            return count
    return min(most, len(lines))


def _moved(line: Line, number: int, last: int) -> Line:
    return Line(number, last, line.text, line.block, line.thread, line.repairs)
