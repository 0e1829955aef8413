"""A file as text that can be written again: its line ends and its encoding are kept beside the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analyzer.sources.decode import decode, with_line_feeds
from analyzer.sources.text import Limit
from analyzer.sources.wide import wide_encoding

_END = re.compile(r"\r?\n")
_NARROW = ("utf-8", "cp1252")
_WRITTEN = "utf-8"


@dataclass(frozen=True, slots=True)
class Verbatim:
    """The text of a file, its lines parted by line feeds."""

    text: str
    ends: tuple[str, ...]
    """The line ends of the file; one alone stands for all."""
    encoding: str
    limits: tuple[Limit, ...] = ()
    """What was guessed or skipped, and is not in the text."""

    def written(self, text: str) -> bytes:
        """A text of as many lines as bytes, in the encoding of the file and with its line ends."""
        lines = text.split("\n")
        if len(self.ends) <= 1:
            joined = "".join(self.ends or ("\n",)).join(lines)
        else:
            joined = "".join(part for pair in zip(lines, (*self.ends, ""), strict=True) for part in pair)
        return joined.encode(self.encoding, "surrogatepass" if self.encoding.startswith("utf") else "replace")


def read_verbatim(name: str, data: bytes) -> Verbatim:
    """Read a file; raise a SourceError when it holds no text.

    A file of several encodings, or with binary data in it, becomes UTF-8 without that data.
    """
    decoded = decode(name, data)
    for encoding in (wide_encoding(data), *_NARROW):
        text = _same(data, encoding) if encoding else None
        if text is not None and with_line_feeds(text) == decoded.text:
            return _parted(text, encoding or _WRITTEN, ())
    text = decoded.text + "\n" * data.rstrip(b"\0").endswith((b"\n", b"\r"))
    return _parted(text, _WRITTEN, decoded.limits)


def _same(data: bytes, encoding: str) -> str | None:
    """The text of bytes that the same encoding would write again."""
    try:
        text = data.decode(encoding)
        return text if text.encode(encoding) == data else None
    except UnicodeError:
        return None


def _parted(text: str, encoding: str, limits: tuple[Limit, ...]) -> Verbatim:
    if "\n" not in text:
        return Verbatim(text.replace("\r", "\n"), ("\r",), encoding, limits)
    if "\r\n" not in text:
        return Verbatim(text, ("\n",), encoding, limits)
    ends = tuple(_END.findall(text))
    alike = ends[:1] if len(set(ends)) == 1 else ends
    return Verbatim(text.replace("\r\n", "\n"), alike, encoding, limits)
