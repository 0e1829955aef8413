"""Shorthands for tests that read bytes and look at the lines."""

from __future__ import annotations

import random

from analyzer.sources import Document, SourceError, read_bytes


def noise(size: int) -> bytes:
    """The same random bytes each time."""
    return random.Random(size).randbytes(size)


def document(data: bytes | str, name: str = "sample.log") -> Document:
    """The only document of an input."""
    (found,) = read_bytes(name, data.encode() if isinstance(data, str) else data)
    return found


def texts(data: bytes | str, name: str = "sample.log") -> list[str]:
    """The texts of its lines."""
    return [line.text for line in document(data, name).lines]


def places(data: bytes | str, name: str = "sample.log") -> list[tuple[int, int]]:
    """First and last physical line of each of its lines."""
    return [(line.number, line.last) for line in document(data, name).lines]


def limits(data: bytes | str, name: str = "sample.log") -> list[str]:
    """The names of the limits that were hit."""
    return [limit.what for limit in document(data, name).limits]


def problem(data: bytes, name: str = "sample.log") -> str:
    """What is wrong with an input that cannot be read."""
    try:
        read_bytes(name, data)
    except SourceError as error:
        return str(error)
    return ""
