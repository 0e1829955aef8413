"""UTF-16 and UTF-32, with and without a byte order mark, also as a part of an 8-bit file."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

# UTF-32 stands before UTF-16, whose mark is the beginning of its own.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Where the zero bytes of ASCII letters stand, as shares of every first, second, third and fourth byte.
_ZEROS = {
    "utf-32-le": (False, True, True, True),
    "utf-32-be": (True, True, True, False),
    "utf-16-le": (False, True, False, True),
    "utf-16-be": (True, False, True, False),
}
# A log is mostly ASCII even where names and paths are not; half is far from both text and binary data.
_MANY = 0.5
_FEW = 0.05
_SAMPLE = 65536

# A shell that appends with another encoding leaves both kinds in one file. Eight letters with a zero byte
# each are no accident, nor are 32 bytes of ASCII, which would be 16 rare ideographs in a row.
_WIDE_BEGINS = re.compile(rb"(?:[\t\r\n\x20-\x7e]\x00){8}")
_NARROW_BEGINS = re.compile(rb"[\t\r\n\x20-\x7e]{32}|\x00{16}")


def wide_encoding(data: bytes) -> str | None:
    """Tell the encoding of text in 16 or 32 bits per character, by its mark or by its zero bytes."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    sample = data[:_SAMPLE]
    if b"\0" not in sample or len(sample) < len(_ZEROS):
        return None
    shares = [sample[at::4].count(0) / len(sample[at::4]) for at in range(4)]
    for encoding, zeros in _ZEROS.items():
        if all(share >= _MANY if zero else share <= _FEW for share, zero in zip(shares, zeros, strict=True)):
            return encoding
    return None


def parts(data: bytes, encoding: str | None) -> Iterator[tuple[str | None, bytes]]:
    """Cut the file where it changes between wide and 8-bit text; the encoding of an 8-bit part is None.

    `encoding` is what the file begins with. UTF-32 is taken as a whole: nobody appends it to anything.
    """
    if encoding is not None and encoding.startswith("utf-32"):
        yield encoding, data
        return
    at = 0
    while at < len(data):
        change = (_NARROW_BEGINS if encoding else _WIDE_BEGINS).search(data, at)
        end = change.start() if change else len(data)
        # In big-endian text the zero byte comes first and belongs to the letter found.
        behind_zero = encoding is None and end > at and data[end - 1] == 0 and change is not None
        end -= behind_zero
        if end > at:
            yield encoding, data[at:end]
        begins = "utf-16-be" if behind_zero else "utf-16-le"
        encoding = begins if encoding is None else None
        at = end


def decoded(data: bytes, encoding: str) -> str:
    """Decode wide text; what cannot be decoded becomes the replacement character."""
    if encoding.startswith("utf-16") and len(data) % 2:
        data = data.removesuffix(b"\0")
    return data.decode(encoding, "replace")
