"""Whether an expression can be driven into endless backtracking: by texts that its own shape suggests, measured."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from analyzer.pack.ambiguity import Pump, pumps
from analyzer.pack.automaton import TooLargeError, automaton

_MOST_PUMPS = 16  # words tried on one expression
_TAILS = ("", "~", " ~", "\n")
_SHORT = range(2, 61, 2)  # repeats at which an expression that doubles shows and still comes back
_PATIENCE = 0.1  # seconds after which nothing longer is tried
_TICK = 2e-5  # seconds that say something about growth
_SLOW = 1.0  # seconds for one text: a log of a thousand such lines would take a quarter of an hour

Look = Callable[[str], object]
"""An expression at work on a text, as the program uses it."""


@dataclass(frozen=True, slots=True)
class Slow:
    """A text that takes an expression too long, or would at the greatest length."""

    word: str
    """What is repeated in it."""
    length: int
    seconds: float


def slow_text(source: str, look: Look, longest: int) -> Slow | None:
    """The first text found on which an expression would take longer than a second; None when none was found.

    `longest` is the greatest number of characters that the expression is ever given. Raises TooLargeError for an
    expression too large to be looked at.
    """
    for pump in islice(pumps(automaton(source)), _MOST_PUMPS):
        for tail in _TAILS:
            found = _doubles(pump, tail, look, longest) or _climbs(pump, tail, look, longest)
            if found is not None:
                return found
    return None


def _doubles(pump: Pump, tail: str, look: Look, longest: int) -> Slow | None:
    for repeats in _SHORT:
        text = pump.lead + pump.word * repeats + tail
        if len(text) > longest:
            return None
        seconds = _seconds(look, text)
        if seconds > _PATIENCE and (seconds := min(seconds, _seconds(look, text))) > _PATIENCE:
            return Slow(pump.word, len(text), seconds)
    return None


def _climbs(pump: Pump, tail: str, look: Look, longest: int) -> Slow | None:
    """Double the length; where a match already takes long, tell from its growth what the greatest length would take."""
    before, length = 0.0, 128
    while length <= longest:
        text = (pump.lead + pump.word * (length // len(pump.word)))[:length] + tail
        seconds = min(_seconds(look, text) for _ in range(2))
        power = math.log2(seconds / before) if before else 0.0
        expected = seconds * 2 ** (power * math.log2(longest / length))
        if seconds > _PATIENCE:
            return Slow(pump.word, len(text), seconds) if expected > _SLOW else None
        if before > _TICK and expected < _SLOW / 4:
            return None
        before, length = seconds, length * 2
    return None


def _seconds(look: Look, text: str) -> float:
    start = time.thread_time()  # of this thread alone: a busy machine makes no expression slow
    look(text)
    return time.thread_time() - start


__all__ = ["Slow", "TooLargeError", "slow_text"]
