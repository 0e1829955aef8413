"""The part of a growing log that a diagnosis looks at: the run that goes on, and of a long one its two ends."""

from __future__ import annotations

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


class Window:
    """The newest lines of a file with their true numbers.

    While they are few, whole runs of the tool before the present one are kept: a run that does not tell a version
    takes it from its neighbours.
    """

    def __init__(self, mark: bytes = b"", line_end: bytes = b"\n", first: int = 1) -> None:
        self.mark = mark
        self.line_end = line_end
        self._head: list[bytes] = []
        """The first lines of the present run, when lines behind them were dropped."""
        self._head_first = first
        self._lines: list[bytes] = []
        self._first = first
        self._bytes = 0
        self._sessions: list[int] = []

    @property
    def last(self) -> int:
        """Number of the last line; the one before the first when there is none."""
        return self._first + len(self._lines) - 1

    @property
    def is_whole(self) -> bool:
        """True when no line between the first and the last one is missing."""
        return not self._head

    def add(self, lines: Sequence[bytes]) -> None:
        """Take the next lines of the file."""
        self._lines += lines
        self._bytes += sum(map(len, lines))

    def session_begins(self, line: int) -> None:
        """Note that a run of a tool begins on this line."""
        if line > (self._sessions[-1] if self._sessions else 0):
            self._sessions.append(line)

    def trim(self) -> None:
        """Forget what is too far back: older runs first, then the middle of the present one."""
        while self._is_over(MOST_LINES, MOST_BYTES) and self._drop_oldest_session():
            pass
        if self._is_over(MOST_LINES, MOST_BYTES):
            self._drop_middle()

    def _is_over(self, lines: int, size: int) -> bool:
        return len(self._lines) > lines or self._bytes > size

    def _drop_oldest_session(self) -> bool:
        self._sessions = [line for line in self._sessions if line > self._first]
        if not self._sessions:
            return False
        self._drop(self._sessions[0] - self._first)
        self._head = []
        return True

    def _drop_middle(self) -> None:
        if not self._head:
            self._head_first = self._first
            while len(self._head) < _HEAD_LINES and sum(map(len, self._head)) < _HEAD_BYTES:
                self._head.append(self._lines[len(self._head)])
            self._drop(len(self._head))
        self._drop(max(1, len(self._lines) - _KEPT_LINES))
        while self._is_over(_KEPT_LINES, _KEPT_BYTES):
            self._drop(1)

    def _drop(self, count: int) -> None:
        self._bytes -= sum(map(len, self._lines[:count]))
        del self._lines[:count]
        self._first += count

    def document(self, name: str, last: int | None = None, rest: bytes = b"") -> Document | None:
        """The text up to the line `last`, or all of it and the line that has no end yet; None when it is no text."""
        count = len(self._lines) if last is None else max(0, last - self._first + 1)
        gap = [self.line_end] if self._head else []
        pieces = [*self._head, *gap, *self._lines[:count], rest]
        # Text from the middle of a file in 16 or 32 bits carries no mark of its own.
        is_wide = b"\0" in pieces[0] and not pieces[0].startswith(self.mark)
        try:
            document = read_document(name, (self.mark if is_wide else b"") + b"".join(pieces))
        except SourceError:
            return None
        return self._numbered(document)

    def _numbered(self, document: Document) -> Document:
        """The document with the line numbers of the file, and with a word about what it leaves out."""
        if not self._head and self._first == 1:
            return document
        lines = tuple(_moved(line, self._true(line.number), self._true(line.last)) for line in document.lines)
        limits = [replace(one, line=one.line and self._true(one.line)) for one in document.limits]
        return replace(document, lines=lines, limits=(self._left_out(), *limits))

    def _true(self, line: int) -> int:
        """The number in the file of a line of the document."""
        if not self._head:
            return line + self._first - 1
        behind = line - len(self._head) - 1  # an empty line stands in the gap
        return behind + self._first - 1 if behind > 0 else line + self._head_first - 1

    def _left_out(self) -> Limit:
        if not self._head:
            return Limit("context", f"the lines before {self._first} were not read again", self._first)
        first, last = self._head_first + len(self._head), self._first - 1
        return Limit("context", f"lines {first} to {last} of a long run were not read again", first)


def _moved(line: Line, number: int, last: int) -> Line:
    return Line(number, last, line.text, line.block, line.thread, line.repairs)
