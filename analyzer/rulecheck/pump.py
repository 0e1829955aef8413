"""Growing inputs against an expression, to see whether the time of a match explodes with the length of the text.

Backtracking cannot be read off an expression reliably, so it is measured. The texts are made of a sample in which a
fragment is repeated at the places where a field ends, since there the expression has a choice to take back.
"""

from __future__ import annotations

import math
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_FRAGMENTS = (" ", "0", "a ", ".0", ": ", "'")
_TAILS = ("", "~")
_FEW = range(8, 33, 4)  # repeats at which an exponential expression shows already and still comes back
_SUSPECT = 0.001  # seconds for 512 characters: linear matches take some hundredths of it
_SLOW = 0.050  # seconds for one match: a log of a thousand such lines would take a minute
_HOPELESS = 1.0  # seconds after which nothing longer is tried
_EXPLODING = 6.0  # time of a doubled text: 2 is linear, 4 quadratic, 8 cubic
_TICK = 1e-6  # seconds that the clock can tell apart
_MOST_PLACES = 6


@dataclass(frozen=True, slots=True)
class Explosion:
    """A text that takes an expression too long."""

    fragment: str
    """What is repeated in it."""
    length: int
    seconds: float


Matching = Callable[[str], "re.Match[str] | None"]
"""An expression at work: the match or the search of a text."""


def explosion(match: Matching, sample: str, longest: int) -> Explosion | None:
    """The first family of texts on which the expression explodes; None when none of those tried does."""
    for build, fragment in _families(match(sample), sample):
        found = _explodes(match, build, len(fragment), longest)
        if found is not None:
            return Explosion(fragment, *found)
    return None


def _families(found: re.Match[str] | None, sample: str) -> Iterator[tuple[Callable[[int], str], str]]:
    """Functions from a number of repeats to a text, and what they repeat."""
    spans = [found.span(i) for i in range(1, found.re.groups + 1)] if found else []
    ends = sorted({end for _, end in spans if end >= 0} | {len(sample)})
    for place in ends[:_MOST_PLACES]:
        nexts = [start for start, _ in spans if start >= place]
        literal = sample[place : min(nexts, default=place + 6)]
        own = {literal, literal[:1], f"{literal}a", sample[:place][-1:]} - {""}
        for fragment in dict.fromkeys((*_FRAGMENTS, *sorted(own))):
            for tail in dict.fromkeys((sample[place:], f"{sample[place:]} ~", *_TAILS)):
                head = sample[:place]
                yield (lambda n, h=head, f=fragment, t=tail: h + f * n + t), fragment  # type: ignore[misc]


def _explodes(
    match: Matching, build: Callable[[int], str], width: int, longest: int
) -> tuple[int, float] | None:
    """Length and seconds of a text that takes too long."""
    for repeats in _FEW:
        text = build(repeats)
        if _once(match, text) > _SLOW and (seconds := _time(match, text)) > _SLOW:
            return len(text), seconds
    # A text of 512 characters may take minutes already where one of 128 is suspect.
    if all(_once(match, build(length // width)[:longest]) < _SUSPECT for length in (128, 512)):
        return None
    return _climb(lambda length: _time(match, build(length // width)[:longest]), longest)


def _climb(timed: Callable[[int], float], longest: int) -> tuple[int, float] | None:
    """Double the length until the time explodes, or until two doublings show that it does not."""
    before, steep, gentle, length = max(timed(128), _TICK), 0, 0, 256
    while length <= longest:
        seconds = timed(length)
        ratio = seconds / before
        steep, gentle = (steep + 1, 0) if ratio > _EXPLODING else (0, gentle + 1)
        if (steep >= 2 and seconds > _SLOW) or seconds > _HOPELESS:
            return length, seconds
        if gentle >= 2 and seconds * ratio ** math.log2(longest / length) < _HOPELESS:
            return None  # it will not be hopeless at the greatest length either
        before, length = max(seconds, _TICK), length * 2
    return None


def _time(match: Matching, text: str) -> float:
    """Seconds of one match; the best of three when it is short enough for other work to disturb it."""
    best = _once(match, text)
    return best if best > _HOPELESS / 10 else min(best, _once(match, text), _once(match, text))


def _once(match: Matching, text: str) -> float:
    start = time.thread_time()  # of this thread alone: a busy machine must not make a pattern look slow
    match(text)
    return time.thread_time() - start
