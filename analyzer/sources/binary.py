"""Stretches of bytes that no text contains, cut out of a log with their line ends kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from analyzer.sources.text import Limit

# Control characters that logs do not use; tab, line ends, backspace, form feed and escape are left out.
# Erased flash is 0xFF, a byte that UTF-8 never has.
_JUNK = bytes({*range(0x08), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F, 0xFF})
_TEXT = bytes(set(range(256)) - set(_JUNK))
# Readable stretches that survive inside a binary stretch: random bytes never reach this length.
_READABLE = re.compile(rb"[\t\n\r\x1b\x20-\x7e]{40,}")

# A tenth of random bytes are junk characters: in 512 of them some 55, and fewer than 20 practically never.
_BLOCK = 512
_JUNK_PER_BLOCK = 20
# The tail block may be short; below this many junk bytes it is text with a few stray characters.
_JUNK_AT_LEAST = 8
# Enough to see where the damage is; a disk image would otherwise fill the report.
_LIMITS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Sifted:
    """The bytes of a file without its binary stretches."""

    data: bytes
    skipped: int
    """How many bytes were cut out, zero bytes not counted."""
    limits: tuple[Limit, ...] = ()


def sift(data: bytes) -> Sifted:
    """Cut the binary stretches out of 8-bit text."""
    if not data.translate(None, _TEXT):
        return Sifted(data, 0)
    kept: list[bytes] = []
    limits: list[Limit] = []
    done = line = skipped = zeros = 0
    for start, end in _stretches(data):
        line += data.count(b"\n", done, start)
        rest = _readable(data[start:end])
        gone = end - start - len(rest)
        limits.append(Limit("binary", f"{gone} bytes of binary data were skipped", line + 1))
        kept += data[done:start], rest
        line += data.count(b"\n", start, end)
        skipped += gone
        zeros += data.count(b"\0", start, end)
        done = end
    kept.append(data[done:])
    return Sifted(b"".join(kept), skipped - zeros, _shortened(limits))


def _stretches(data: bytes) -> Iterator[tuple[int, int]]:
    """Give start and end of each run of binary blocks, trimmed to its first and last junk byte."""
    start: int | None = None
    for at in range(0, len(data) + _BLOCK, _BLOCK):
        if _is_binary(data[at : at + _BLOCK]):
            start = at if start is None else start
        elif start is not None:
            run = data[start:at]
            lead = len(run) - len(run.lstrip(_TEXT))
            yield start + lead, start + len(run.rstrip(_TEXT))
            start = None


def _is_binary(block: bytes) -> bool:
    junk = len(block.translate(None, _TEXT))
    return junk >= _JUNK_AT_LEAST and junk * _BLOCK >= len(block) * _JUNK_PER_BLOCK


def _readable(stretch: bytes) -> bytes:
    """Keep what can be read, and every line end so that line numbers stay true."""
    parts: list[bytes] = []
    done = 0
    for run in _READABLE.finditer(stretch):
        parts += b"\n" * stretch.count(b"\n", done, run.start()), run.group()
        done = run.end()
    parts.append(b"\n" * stretch.count(b"\n", done))
    return b"".join(parts)


def _shortened(limits: list[Limit]) -> tuple[Limit, ...]:
    more = len(limits) - _LIMITS_SHOWN
    if more <= 0:
        return tuple(limits)
    rest = Limit("binary", f"{more} more stretches of binary data were skipped", limits[_LIMITS_SHOWN].line)
    return (*limits[:_LIMITS_SHOWN], rest)
