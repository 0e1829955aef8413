"""Looking for the private values of one kind in a text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from analyzer.redact.forms_numbers import passes_luhn
from analyzer.redact.kinds import Kind, PrivateKinds, Shape, compiled, ending
from analyzer.redact.path_walk import Path, read_path
from analyzer.redact.pieces import Piece
from analyzer.redact.url_walk import walk_url

_LEAST_PARTS = 2  # `/SN` is an option of Windows, `/main` an answer
_RUN = re.compile(r"(?<![0-9A-Za-z])(?=[A-Za-z]*+\d)[0-9A-Za-z]{6,}")
_SPACE = re.compile(r"[\s\"'<>]")
_LONGEST_ADDRESS = 500
_BESIDE = 60  # characters before and behind a value that may tell that it is none


def look(kind: Kind, text: str, kinds: PrivateKinds) -> list[Piece]:
    """The values that the shapes of a kind find, in the order of the text; where two overlap the earlier shape wins."""
    found = _Found()
    for shape in kind.shapes:
        _look(shape, kind, text, kinds, found)
    return sorted(found.pieces, key=lambda piece: piece.start)


class _Found:
    """What was found so far, and the stretches that are done with, whether or not something in them is private."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._starts: list[int] = []
        self._ends: list[int] = []

    def is_free(self, start: int, end: int) -> bool:
        """True when a stretch touches none of those that are done with."""
        place = bisect_right(self._starts, start)
        before = place == 0 or self._ends[place - 1] <= start
        return before and (place == len(self._starts) or end <= self._starts[place])

    def close(self, start: int, end: int) -> None:
        """Be done with a stretch."""
        place = bisect_right(self._starts, start)
        self._starts.insert(place, start)
        self._ends.insert(place, end)


def _look(shape: Shape, kind: Kind, text: str, kinds: PrivateKinds, found: _Found) -> None:
    for match in finds(shape, text):
        start, end = match.span("private")
        if not found.is_free(start, end):
            continue
        if shape.walk:
            pieces, end = _walked(shape.walk, text, match, kinds)
        else:
            pieces = [Piece(start, end, kind.id)] if _is_value(shape, kind, match, kinds) else []
        if end > start and (pieces or shape.walk) and found.is_free(start, end):
            found.close(start, end)
            found.pieces += pieces


def _is_value(shape: Shape, kind: Kind, match: re.Match[str], kinds: PrivateKinds) -> bool:
    value = match["private"]
    if shape.luhn and not passes_luhn(value.rstrip("fF")):
        return False
    if kind.keeps.holds(value):
        return False
    if not (shape.sure or is_apart(kind, match.string, *match.span("private"))):
        return False
    # A word of any text may stand where a name could.
    return kind.form not in ("word", "secret") or value.casefold() not in kinds.common


def is_apart(kind: Kind, text: str, start: int, end: int) -> bool:
    """True when nothing beside a value tells that it is a size, an address, a version or the like."""
    before = max(0, start - _BESIDE)
    before = max(before, text.rfind("\n", before, start) + 1)
    if kind.not_after and compiled(ending(kind.not_after)).search(text, before, start):
        return False
    return not (kind.not_before and compiled(kind.not_before).match(text, end))


def _walked(walk: str, text: str, found: re.Match[str], kinds: PrivateKinds) -> tuple[list[Piece], int]:
    start = found.start("private")
    if walk == "url":
        return walk_url(text, start, kinds)
    path = read_path(text, found.start(), start, kinds)
    if walk == "loose" and (_is_public(path, kinds) or _in_address(text, start) or not path.is_sure(kinds)):
        return [], path.end
    if walk == "absolute" and len(path.parts) < _LEAST_PARTS:
        return [], start
    return list(path.private(kinds, server=walk == "server")), path.end


def _is_public(path: Path, kinds: PrivateKinds) -> bool:
    """True for a known computer in front of a path, as in an address without its beginning."""
    name = path.name(0) if path.parts else ""
    return "." in name and kinds.kind("host").keeps.holds(name)


def _in_address(text: str, start: int) -> bool:
    """True for what stands in an address of the web, which is a matter of its own."""
    before = text[max(0, start - _LONGEST_ADDRESS) : start]
    return "://" in before and _SPACE.search(before, before.rindex("://")) is None


def finds(shape: Shape, text: str) -> Iterator[re.Match[str]]:
    """Where a shape fits; whether the value is meant is another question."""
    regex = shape.regex
    if shape.run:
        yield from _at_runs(shape, text)
    elif shape.needs:
        for start, end in _lines_with(text, shape.needs):
            yield from regex.finditer(text, start, end)
    else:
        yield from regex.finditer(text)


def _at_runs(shape: Shape, text: str) -> Iterator[re.Match[str]]:
    after = compiled(ending(shape.after)) if shape.after else None
    for start, length in _runs(text):
        if length >= shape.run and (after is None or after.search(text, max(0, start - _BESIDE), start)):
            found = shape.regex.match(text, start)
            if found is not None:
                yield found


@lru_cache(maxsize=1)
def _runs(text: str) -> list[tuple[int, int]]:
    """Begin and length of the runs of letters and digits that hold a digit."""
    return [(run.start(), run.end() - run.start()) for run in _RUN.finditer(text)]


def _lines_with(text: str, needs: tuple[str, ...]) -> list[tuple[int, int]]:
    """Begin and end of the lines that hold one of some texts in upper or lower case."""
    folded = _lower(text)
    if len(folded) != len(text):
        return [(0, len(text))]
    lines: set[tuple[int, int]] = set()
    for need in needs:
        at = folded.find(need)
        while at >= 0:
            start = folded.rfind("\n", 0, at) + 1
            end = folded.find("\n", at)
            end = len(folded) if end < 0 else end
            lines.add((start, end))
            at = folded.find(need, end)
    return sorted(lines)


@lru_cache(maxsize=1)
def _lower(text: str) -> str:
    """The text in lower case; all shapes of a kind ask for the same."""
    return text.lower()
