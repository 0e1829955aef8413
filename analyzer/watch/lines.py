"""Bytes as they come to whole lines: characters, line ends and lines that a chunk cuts are put together again."""

from __future__ import annotations

import codecs

from analyzer.sources.wide import wide_encoding

_KEPT = 256 * 1024
"""Bytes kept of one line: what a document keeps of it (64 Ki characters) in the widest encoding."""
_TELLING = 4
"""Bytes that tell an encoding."""
_NARROW = 32
"""Bytes without a zero among them that are surely no wide text: 16 rare ideographs in a row."""
_MARKS = {
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}


class Lines:
    """Parts the bytes of one file into lines, line ends included."""

    def __init__(self, begins_with: bytes = b"") -> None:
        """`begins_with` is the beginning of a file that is taken up further down."""
        self.encoding = wide_encoding(begins_with)
        self._told = len(begins_with) >= _TELLING
        self._rest = bytearray()
        self._searched = 0

    @property
    def mark(self) -> bytes:
        """The byte order mark for text out of the middle of the file; empty for 8-bit text."""
        return _MARKS.get(self.encoding or "", b"")

    @property
    def line_end(self) -> bytes:
        """A line end in the encoding of the file."""
        return "\n".encode(self.encoding or "ascii")

    @property
    def rest(self) -> bytes:
        """What was written of a line that has no end yet."""
        return bytes(self._rest)

    def feed(self, data: bytes) -> list[bytes]:
        """The lines that end in this chunk."""
        self._rest += data
        if not self._told:
            if len(self._rest) < _TELLING:
                return []
            self.encoding, self._told = wide_encoding(bytes(self._rest)), True
        elif self.encoding and len(data) >= _NARROW and b"\0" not in data:
            self.encoding = None  # two shells with two encodings wrote to one file
        lines: list[bytes] = []
        start = 0
        while (end := self._end(max(start, self._searched))) >= 0:
            lines.append(bytes(self._rest[start : min(end, start + _KEPT)]))
            if end - start > _KEPT:
                lines[-1] += self.line_end
            start = end
        del self._rest[:start]
        self._shorten()
        self._searched = len(self._rest)
        return lines

    def _end(self, start: int) -> int:
        """Where the line ends that is searched from `start` on; -1 when it does not end yet."""
        line_end = self.line_end
        width = len(line_end)
        at = self._rest.find(line_end, max(0, start - width + 1))
        while at >= 0 and at % width:
            at = self._rest.find(line_end, at + 1)
        return -1 if at < 0 else at + width

    def _shorten(self) -> None:
        """Forget the middle of an endless line: its beginning tells what it is, its end is still searched."""
        if len(self._rest) > 2 * _KEPT:
            # Whole characters go, so that line ends are still found at the places where characters begin.
            gone = (len(self._rest) - _KEPT - _TELLING) // _TELLING * _TELLING
            del self._rest[_KEPT : _KEPT + gone]
