"""Which lines of a log a page holds: all of them, or of a large log the telling regions and what lies between."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from analyzer.engine.result import Report
from analyzer.report.context import LONGEST, wording

_MOST_LINES = 2000
_MOST_CHARACTERS = 240_000
"""Both together keep the log's part of a page below about 600 kB of markup."""
_AROUND = 3
_HEAD = 40
_TAIL = 20
_OF_A_KIND = 3
"""Error lines shown of those that differ in numbers only."""
_MOST_COMPARED = 50_000
"""Error lines that are compared with each other; more would take seconds."""
_MOST_ALIKE = 3


@dataclass(frozen=True, slots=True)
class Gap:
    """Lines that are left out."""

    first: int
    last: int
    count: int
    errors: int
    """Error lines among them."""
    alike: tuple[tuple[int, int], ...]
    """A shown line, and how many of the errors left out read like it."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The lines that are shown, and between them what is not."""

    parts: tuple[int | Gap, ...]
    shown: frozenset[int]
    left_out: int


def choose(
    report: Report,
    telling: Iterable[Sequence[int]],
    filling: Iterable[Sequence[int]] = (),
    share: float = 1.0,
) -> Chosen:
    """Choose from the log of a report; `telling` lines come first, the most telling group foremost.

    Then come errors of every kind, the beginning and the end, and `filling` while there is room. `share` is how much
    of the usual room there is.
    """
    numbers = sorted(report.text)
    room = _Room(report, numbers, int(_MOST_LINES * share), int(_MOST_CHARACTERS * share))
    if room.takes_all():
        return Chosen(tuple(numbers), frozenset(numbers), 0)
    errors = _Errors(report)
    for group in (*telling, *errors.of_a_kind(), numbers[:_HEAD], numbers[-_TAIL:], *filling):
        for number in group:
            room.take(number)
    parts = tuple(_parts(numbers, room.taken, errors))
    return Chosen(parts, frozenset(room.taken), len(numbers) - len(room.taken))


class _Room:
    """The room there is for lines, and what it was given to."""

    def __init__(self, report: Report, numbers: Sequence[int], lines: int, characters: int) -> None:
        self._text, self._numbers = report.text, numbers
        self._lines, self._characters = lines, characters
        self.taken: set[int] = set()

    def takes_all(self) -> bool:
        """Whether the whole log fits."""
        if len(self._numbers) > self._lines:
            return False
        return sum(min(len(text), LONGEST) for text in self._text.values()) <= self._characters

    def take(self, number: int) -> None:
        """Take a line with those around it, as far as there is room."""
        if number not in self._text:
            return
        place = bisect_left(self._numbers, number)
        around = self._numbers[max(0, place - _AROUND) : place + _AROUND + 1]
        for line in sorted(around, key=lambda one: abs(one - number)):
            size = min(len(self._text[line]), LONGEST)
            if line not in self.taken and self._lines > 0 and self._characters >= size:
                self.taken.add(line)
                self._lines -= 1
                self._characters -= size


class _Errors:
    """The error lines of a log, by how they read."""

    def __init__(self, report: Report) -> None:
        self.lines = sorted(
            number for number, level in report.levels.items() if level == "error" and number in report.text
        )
        self.reading = {number: wording(report.text[number]) for number in self.lines[:_MOST_COMPARED]}

    def of_a_kind(self) -> Iterator[list[int]]:
        """The first error lines of every reading, the rarest first."""
        kinds: dict[str, list[int]] = {}
        for number, reading in self.reading.items():
            kinds.setdefault(reading, []).append(number)
        for lines in sorted(kinds.values(), key=len):
            yield lines[:_OF_A_KIND]


def _parts(numbers: Sequence[int], taken: set[int], errors: _Errors) -> Iterator[int | Gap]:
    like = {
        errors.reading[line]: line
        for line in reversed(errors.lines)
        if line in taken and line in errors.reading
    }
    places = [place for place, number in enumerate(numbers) if number in taken]
    for before, place in pairwise([-1, *places, len(numbers)]):
        if place - before > 1:
            yield _gap(numbers[before + 1 : place], errors, like)
        if place < len(numbers):
            yield numbers[place]


def _gap(left: Sequence[int], errors: _Errors, like: dict[str, int]) -> Gap:
    first, last = bisect_left(errors.lines, left[0]), bisect_left(errors.lines, left[-1] + 1)
    among = errors.lines[first:last]
    alike = Counter(like[reading] for line in among if (reading := errors.reading.get(line, "")) in like)
    return Gap(left[0], left[-1], len(left), len(among), tuple(alike.most_common(_MOST_ALIKE)))
