"""Versions and whole numbers as tools print them: 10.9.0, v7.80c, 6.82, 3.0.0-rc1; 17, 0x11, 000682."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

_VERSION = re.compile(
    r"[vV]?(?P<numbers>\d{1,9}(?:\.\d{1,9}){0,5})"
    r"(?:(?P<letters>[A-Za-z])|[-.]?(?P<early>(?:rc|alpha|beta|preview|pre|dev|a|b)[\w.-]{0,40}))?"
    r"(?:\+[\w.-]{0,60})?",
    re.IGNORECASE,
)
"""Numbers, then the letter of a later build (7.80c) or the name of an early one; build data is dropped."""

_DIGITS = re.compile(r"(\d+)")

_EARLY, _PLAIN, _LATER = -1, 0, 1


@functools.total_ordering
@dataclass(frozen=True, slots=True)
class Version:
    """One version, in the order of release."""

    numbers: tuple[int, ...]
    """Without trailing zeros, so that 10.9 is 10.9.0."""
    stage: tuple[int, tuple[str, ...]]
    """Before, at or after the plain version, and which one of those."""

    @classmethod
    def read(cls, text: str) -> Version | None:
        """Understand a whole text as a version; None when it is something else."""
        found = _VERSION.fullmatch(text.strip())
        if found is None:
            return None
        numbers = [int(part) for part in found["numbers"].split(".")]
        while len(numbers) > 1 and numbers[-1] == 0:
            numbers.pop()
        return cls(tuple(numbers), _stage(found["letters"], found["early"]))

    def __lt__(self, other: Version) -> bool:
        return (self.numbers, self.stage) < (other.numbers, other.stage)


def _stage(letters: str | None, early: str | None) -> tuple[int, tuple[str, ...]]:
    if letters:
        return (_LATER, (letters.lower(),))
    if early:
        # Digits are padded, so that rc10 comes after rc9.
        parts = _DIGITS.split(early.lower())
        return (_EARLY, tuple(part.rjust(9, "0") if part.isdigit() else part for part in parts))
    return (_PLAIN, ())


def whole_number(text: str) -> int | None:
    """Read a decimal or hexadecimal number, leading zeros allowed; None for anything else."""
    digits = text.removeprefix("-")
    try:
        value = int(digits, 16) if digits[:2] in ("0x", "0X") else int(digits)
    except ValueError:
        return None
    return -value if text.startswith("-") else value
