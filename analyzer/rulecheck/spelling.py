"""Two spellings of one word: what a slip of the fingers makes of a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_MUCH = 4
"""Times that a name is used for each use of its slip: two names that are both meant differ less."""
_LEAST = 5
"""Letters of a word below which one letter makes another word rather than a slip."""


def is_slip(word: str, other: str) -> bool:
    """True when words differ by separators or case only, or by one letter that is wrong, missing, added or swapped."""
    if word == other:
        return False
    if _plain(word) == _plain(other):
        return True
    if min(len(word), len(other)) < _LEAST or abs(len(word) - len(other)) > 1:
        return False
    return not _numbers_differ(word, other) and _one_edit(*sorted((word, other), key=len))


def slip_of(word: str, used: Mapping[str, int]) -> str | None:
    """The much more frequent name that a rare one is probably a slip of."""
    often = [name for name, times in used.items() if times > _MUCH * used.get(word, 0)]
    return next((name for name in sorted(often) if is_slip(word, name)), None)


def listed(words: Iterable[str]) -> str:
    """Words as a list for a sentence."""
    return ", ".join(sorted(words))


def _plain(word: str) -> str:
    return re.sub(r"[-_. ]", "", word).lower()


def _numbers_differ(word: str, other: str) -> bool:
    """`usb2` and `usb3` are two things."""
    return re.findall(r"\d+", word) != re.findall(r"\d+", other)


def _one_edit(short: str, long: str) -> bool:
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    rest, long_rest = short[start:], long[start:]
    if len(short) < len(long):
        return rest == long_rest[1:]
    swapped = rest[1::-1] + rest[2:] if len(rest) > 1 else rest
    return rest[1:] == long_rest[1:] or swapped == long_rest
