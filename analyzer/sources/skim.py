"""Very large logs read without being held: lines that say nothing are counted, the others are kept.

A service that runs for weeks writes a few kinds of lines over and over, with other numbers in them. What such a line
says is asked once for each shape, which is the line with every digit a 0; all lines of a shape that says nothing are
then left out, but for those beside a line that says something. What is kept is decoded and repaired as any log.
"""

from __future__ import annotations

import re
from array import array
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO, NamedTuple, TypeAlias

from analyzer.sources.bounds import MAX_INPUT
from analyzer.sources.text import Limit

KNOWN, UNKNOWN, TELLS, _BLANK = range(4)
"""What a line says: nothing, as a message that is known; nothing, as one that is not; something."""

_BLOCK = 1024 * 1024
_BESIDE = (
    3  # lines kept on either side: two are quoted with a failure, one more parts what a repair might join
)
_HELD = 64  # lines that wait for what comes next: the lines beside, and blank ones between them
_FIRST = 60_000  # lines kept from the start ...
_LAST = 40_000  # ... and from the end, where there are more: a hundred MiB as events
_MOST_SHAPES = 50_000  # shapes remembered at a time: some MiB
_ZEROS = bytes.maketrans(b"123456789", b"000000000")
_TELLING = re.compile(bytes([TELLS]) + b"+")
_SOME_BEHIND = re.compile(
    b"(?:%(blank)c*[^%(blank)c]){0,%(beside)d}" % {b"blank": _BLANK, b"beside": _BESIDE}
)


class Said(NamedTuple):
    """What a line says, and how it begins: of each beginning the first line is kept."""

    what: int
    head: str = ""


Judge: TypeAlias = Callable[[str], Said]
"""Tells what a line of printable ASCII says; its digits are all 0."""


@dataclass(frozen=True, slots=True)
class Skimmed:
    """What is left of a large log."""

    data: bytes
    numbers: Sequence[int]
    """Line of the source for each line of the data."""
    lines: int
    """Lines of the source."""
    unknown: int
    """Lines left out that no known message fits."""
    limits: tuple[Limit, ...]


def skim(head: bytes, stream: BinaryIO, judge: Judge, *, all_that_tells: bool = False) -> Skimmed | None:
    """Read a log of which the head was read; None when it is larger than any log may be.

    Of a flood of lines that say something the first and the last are kept, or with `all_that_tells` every one.
    """
    skimming = _Skimming(_Shapes(judge), None if all_that_tells else _FIRST)
    rest: list[bytes] = []
    size = 0
    for block in chain([head], iter(lambda: stream.read(_BLOCK), b"")):
        size += len(block)
        if size > MAX_INPUT:
            return None
        whole, end, cut = block.rpartition(b"\n")
        if end:
            skimming.add(b"".join((*rest, whole)).split(b"\n"))
            rest = [cut]
        else:
            rest.append(block)
    skimming.end(b"".join(rest))
    return skimming.result()


class _Shapes(dict[bytes, int]):
    """What lines say, by their shapes."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._heads: set[str] = set()

    def __missing__(self, shape: bytes) -> int:
        if len(self) >= _MOST_SHAPES:
            self.clear()
        said = self._said(shape.rstrip())
        self[shape] = said.what
        if said.head in self._heads:
            return said.what
        self._heads.add(said.head)
        return TELLS

    def _said(self, shape: bytes) -> Said:
        if not shape:
            return Said(_BLANK)
        text = shape.decode("ascii", "replace")
        plain = shape.isascii() and text.replace("\t", "").isprintable()
        return self._judge(text) if plain else Said(TELLS)


class _Skimming:
    """Goes through the lines block by block; the last ones wait for what comes next."""

    def __init__(self, shapes: _Shapes, most: int | None) -> None:
        self._shapes = shapes
        self._most = most  # lines kept from the start; None for all
        self._waiting: list[bytes] = []
        self._said = b""
        self._decided = 0  # how many of the waiting lines are decided on
        self._line = 1  # number of the first waiting line
        self._left_out = self._unknown = 0
        self._first: list[tuple[int, bytes]] = []
        self._last: deque[tuple[int, bytes]] = deque(maxlen=_LAST)
        self._passed = 0

    def end(self, rest: bytes) -> None:
        """Take what stands behind the last line end, and decide on all lines."""
        self.add([rest] if rest else [], last=True)

    def add(self, more: list[bytes], *, last: bool = False) -> None:
        """Take some whole lines."""
        lines = self._waiting + more
        shapes = b"\n".join(more).translate(_ZEROS).split(b"\n") if more else ()
        said = self._said + bytes(map(self._shapes.__getitem__, shapes))
        end = len(lines) if last else max(len(lines) - _HELD, self._decided)
        kept = 0
        for start, stop in self._ranges(said, end, last=last):
            self._keep(range(start, stop), lines)
            self._unknown -= said.count(UNKNOWN, start, stop)
            kept += stop - start
        self._unknown += said.count(UNKNOWN, self._decided, end)
        self._left_out += end - self._decided - kept
        done = max(end - _HELD, 0)
        self._waiting, self._said = lines[done:], said[done:]
        self._decided, self._line = end - done, self._line + done

    def _ranges(self, said: bytes, end: int, *, last: bool) -> Iterator[tuple[int, int]]:
        """Places of lines to keep among those to decide on: the telling ones and those beside them."""
        at = self._decided
        telling = (found.span() for found in _TELLING.finditer(said))
        edges = [(0, 0)] if self._line == 1 else []
        for start, stop in chain(edges, telling, [(end, end)] if last else []):
            start, stop = max(_before(said, start), at), min(_behind(said, stop), end)
            if start < stop:
                yield start, stop
                at = stop

    def _keep(self, places: range, lines: list[bytes]) -> None:
        for place in places:
            line = (self._line + place, lines[place])
            if self._most is None or len(self._first) < self._most:
                self._first.append(line)
            else:
                self._passed += len(self._last) == _LAST
                self._last.append(line)

    def result(self) -> Skimmed:
        """What was kept, in order."""
        kept = [*self._first, *self._last]
        numbers = array("Q", (number for number, _ in kept))
        data = b"\n".join(line for _, line in kept)
        lines = self._line + len(self._waiting) - 1
        return Skimmed(data, numbers, lines, self._unknown, tuple(self._limits()))

    def _limits(self) -> Iterator[Limit]:
        if self._left_out:
            said = f"{self._left_out} lines that say nothing of a failure were counted and not kept"
            yield Limit("skimmed", said)
        if self._passed:
            said = f"{self._passed} lines in the middle, which may say something, were left out as too many"
            yield Limit("skimmed", said, self._first[-1][0] + 1)


def _before(said: bytes, place: int) -> int:
    """Place before which enough lines stand that are not blank."""
    for _ in range(_BESIDE):
        place = max(len(said[:place].rstrip(bytes([_BLANK]))) - 1, 0)
    return place


def _behind(said: bytes, place: int) -> int:
    """Place behind which the lines beside are over, blank ones not counted."""
    found = _SOME_BEHIND.match(said, place)
    return found.end() if found else place
