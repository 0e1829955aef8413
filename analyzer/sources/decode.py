"""Bytes to text, whatever encodings were mixed in the file."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field

from analyzer.sources.binary import sift
from analyzer.sources.errors import SourceError
from analyzer.sources.foreign import refuse_foreign
from analyzer.sources.text import Limit
from analyzer.sources.wide import decoded, parts, wide_encoding

_FALLBACK = "cp1252"
_FALLBACK_NAME = "Windows-1252"
_REPAIR = "nrfdoctor-cp1252"
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")
_BLANK = b"\0 \t\r\n\f\v"
# Text misread as UTF-16 is full of control characters; real logs have next to none.
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
_SAMPLE = 65536
_NOT_TEXT_SHARE = 0.1
# A word or two on one line: what is left of a binary file seldom has that.
_WORDS = re.compile(r"[^\x00-\x1f\x7f\ufffd]{12}")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, its physical lines parted by line feeds, and what was guessed or skipped."""

    text: str
    limits: tuple[Limit, ...] = ()


def decode(name: str, data: bytes) -> Decoded:
    """Decode a file; raise a SourceError when it holds no text."""
    if not data.strip(_BLANK):
        raise SourceError(name, "is empty", "Export the log again and give that file")
    refuse_foreign(name, data)
    mixture = _Mixture()
    begins_with = wide_encoding(data)
    if begins_with and _misread(decoded(data[:_SAMPLE], begins_with)):
        begins_with = None
    for encoding, part in parts(data, begins_with) if begins_with or b"\0" in data else [(None, data)]:
        mixture.add(encoding, part)
    if mixture.hopeless:
        raise SourceError(name, "is binary data, not a log", "Give the log as text, as the tool wrote it")
    return Decoded(with_line_feeds("".join(mixture.texts)), tuple(mixture.limits))


@dataclass(slots=True)
class _Mixture:
    """The text so far of a file that may change its encoding on the way."""

    texts: list[str] = field(default_factory=list)
    limits: list[Limit] = field(default_factory=list)
    line: int = 0
    skipped: int = 0

    def add(self, encoding: str | None, part: bytes) -> None:
        """Decode one part; a part that only looks wide is taken as 8-bit data."""
        text = decoded(part, encoding) if encoding else ""
        if not encoding or _misread(text):
            text = self._narrow(part)
        self.texts.append(text)
        self.line += text.count("\n")

    @property
    def hopeless(self) -> bool:
        """True when nothing worth reading is left, or next to nothing beside the binary data."""
        if not self.skipped:
            return False
        # A log may drown in zero bytes after a power cut; beside other binary data a tenth must be text.
        kept = sum(map(len, self.texts))
        return self.skipped > 9 * kept or not any(_WORDS.search(text) for text in self.texts)

    def _narrow(self, data: bytes) -> str:
        sifted = sift(data)
        self.skipped += sifted.skipped
        for limit in sifted.limits:
            self._limit(limit.what, limit.detail, limit.line or 1)
        try:
            return sifted.data.decode("utf-8")
        except UnicodeDecodeError as error:
            first = sifted.data.count(b"\n", 0, error.start) + 1
            self._limit("encoding", f"bytes that are not UTF-8 were read as {_FALLBACK_NAME}", first)
            return "\n".join(_guess(line) for line in sifted.data.split(b"\n"))

    def _limit(self, what: str, detail: str, line: int) -> None:
        self.limits.append(Limit(what, detail, self.line + line))


def _misread(text: str) -> bool:
    return len(_NOT_TEXT.findall(text)) > len(text) * _NOT_TEXT_SHARE


def _guess(line: bytes) -> str:
    """Decode a line that may be UTF-8, Windows-1252, or a piece of each."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        mixed = _UTF8_SEQUENCE.search(line)
        return line.decode("utf-8", _REPAIR) if mixed else line.decode(_FALLBACK, "replace")


def _as_fallback(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode(_FALLBACK, "replace"), error.end


codecs.register_error(_REPAIR, _as_fallback)


def with_line_feeds(text: str) -> str:
    """Write line ends as an editor sees them; a carriage return is one only where no line feed is."""
    if "\n" not in text:
        text = text.replace("\r", "\n")
    elif "\r" in text:
        text = text.replace("\r\n", "\n")
    return text.removesuffix("\n")
