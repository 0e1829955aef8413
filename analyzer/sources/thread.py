"""Lines of a forum thread, gathered while its pages or feeds are read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from analyzer.sources.markup import unescaped
from analyzer.sources.text import Limit, Line

_FORUM_CODE = re.compile(r"(\[/?(?:quote|code)\b[^\[\]]{0,200}\])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Thread:
    """The text of a thread: lines of one post stand together."""

    lines: list[Line]
    limits: list[Limit] = field(default_factory=list)


@dataclass(slots=True)
class LineBuilder:
    """Collects pieces of text into lines of the current post."""

    block: int = 0
    lines: list[Line] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _first: int = 0
    _last: int = 0
    _prose: bool = False
    _in_code: bool = False

    @property
    def empty(self) -> bool:
        """True at the beginning of a line."""
        return not self._parts

    def put(self, text: str, number: int, *, code: bool) -> None:
        """Add a piece that stands in physical line `number`; `code` tells it from running text."""
        if not text.strip():
            # Blanks count only between pieces, or as the indentation of code.
            if self._parts or (code and text):
                self._parts.append(text)
            return
        if not self._first:
            self._first = number
        self._last = max(number, self._first)
        self._prose = self._prose or not code
        self._parts.append(text)

    def end_line(self) -> None:
        """Finish the line; nothing happens when it is blank."""
        if self._first:
            for piece in _FORUM_CODE.split(unescaped("".join(self._parts))):
                self._emit(piece)
        self._parts = []
        self._first = 0
        self._prose = False

    def _emit(self, piece: str) -> None:
        if not piece.strip():
            return
        mark = _FORUM_CODE.fullmatch(piece)
        if mark:
            self._in_code = mark[1][:5].lower() == "[code"
        prose = self._prose and (mark is not None or not self._in_code)
        text = piece.strip() if prose else piece.rstrip()
        self.lines.append(Line(self._first, self._last, text, self.block, prose))


def by_block(lines: list[Line]) -> list[Line]:
    """Put the lines of each block together and number the blocks in the order they begin."""
    order: dict[int, list[Line]] = {}
    for line in lines:
        order.setdefault(line.block, []).append(line)
    return [
        Line(line.number, line.last, line.text, block, line.thread, line.repairs)
        for block, post in enumerate(order.values())
        for line in post
    ]
