"""Excerpts of the log as a compiler would show them: the failing lines, some before them, codes marked."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from analyzer.engine.result import ErrorRecord, Problem, Report
from analyzer.parsing.events import ErrorCode, Operation
from analyzer.report.escape import CUT, plain, shorten
from analyzer.report.words import decoded

_BEFORE = 2
"""Lines of context before a failing line."""
_MOST_LINES = 6
"""Failing lines shown of one operation: the first and the last ones."""
_MOST_FAILURES = 3
_MOST_COMPARED = 200
"""Failed attempts that are compared with each other for likeness."""
_MOST_JOINED = 4
"""Further lines that are shown of one failing message."""
LONGEST = 480
"""Characters of one source line that are shown."""
_LEAD = 100
"""Characters kept before the first mark of a longer line."""

_Attempt = tuple[Operation | None, list[int]]
"""A failed operation, if one can be told, and its failing lines."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A code in a source line and what it means; `start == end` when its place is not known."""

    start: int
    end: int
    label: str
    explains: bool = True
    """False when the meaning was told at an earlier mark."""


@dataclass(frozen=True, slots=True)
class Row:
    """One source line of an excerpt."""

    number: int
    text: str
    failing: bool
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some lines around a failure; None stands for lines left out."""

    line: int
    rows: tuple[Row | None, ...]
    again: tuple[int, ...] = ()
    """First lines of further failures that look the same."""


class Source:
    """The log of a report, asked for its failing lines. It tells the meaning of each code once."""

    def __init__(self, report: Report) -> None:
        self._text = report.text
        self._operations = report.operations
        self._heads = report.levels.keys()
        self._records: dict[int, list[ErrorRecord]] = {}
        for record in report.errors:
            self._records.setdefault(record.error.line, []).append(record)
        errors = {line for line, level in report.levels.items() if level == "error"} | self._records.keys()
        warnings = {line for line, level in report.levels.items() if level == "warning"}
        self._errors = sorted(errors & self._text.keys())
        self._warnings = sorted(warnings & self._text.keys())
        self._told: set[tuple[str, int | None, str | None]] = set()

    def records(self, line: int) -> Sequence[ErrorRecord]:
        """The decoded errors of a line."""
        return self._records.get(line, ())

    def first_time(self, code: ErrorCode) -> bool:
        """Whether the meaning of a code is still to be told; it counts as told from now on."""
        key = (code.layer, code.code, code.name)
        if key in self._told:
            return False
        self._told.add(key)
        return True

    def failures(self, problem: Problem) -> list[Excerpt]:
        """The failed attempts of a problem, those that look alike shown once."""
        groups: dict[object, list[_Attempt]] = {}
        for operation, lines in _merged(self._attempts(problem)):
            groups.setdefault(self._likeness(lines), []).append((operation, lines))
        return [self._alike(group) for group in list(groups.values())[:_MOST_FAILURES]]

    def _attempts(self, problem: Problem) -> list[_Attempt]:
        chosen = [self._operations[i] for i in problem.operations if i < len(self._operations)]
        failed = [one for one in chosen if one.outcome == "failed"] or chosen
        if not failed:
            return [(None, self._failing(problem.first_line, problem.last_line))]
        return [(one, self._failing(one.first_line, one.last_line)) for one in failed[:_MOST_COMPARED]]

    def _failing(self, first: int, last: int) -> list[int]:
        """The errors of a range, else its warnings, else its end; of many the first and the last."""
        last = self._whole(last)[-1]
        for lines in (self._errors, self._warnings):
            found = lines[bisect_left(lines, first) : bisect_right(lines, last)]
            if len(found) > _MOST_LINES:
                found = found[: _MOST_LINES // 2] + found[-(_MOST_LINES // 2) :]
            if found:
                return sorted({joined for line in found for joined in self._whole(line)})
        return [last]

    def _whole(self, line: int) -> list[int]:
        """A line and those after it that no message begins on: the rest of its own."""
        lines = [line]
        while len(lines) <= _MOST_JOINED and lines[-1] + 1 in self._text and lines[-1] + 1 not in self._heads:
            lines.append(lines[-1] + 1)
        return lines

    def _likeness(self, lines: list[int]) -> object:
        """What two failures must share to look the same: codes, and words apart from numbers."""
        records = [record.error for line in lines for record in self.records(line)]
        codes = tuple((code.layer, code.code, code.name) for code in records)
        return codes, tuple(wording(self._text.get(line, "")) for line in lines)

    def _alike(self, group: list[_Attempt]) -> Excerpt:
        operation, lines = group[0]
        first = operation.first_line if operation is not None and operation.begun else lines[0] - _BEFORE
        rows = self._rows(lines, min(first, lines[0]))
        return Excerpt(lines[0], tuple(rows), tuple(other[0] for _, other in group[1:]))

    def _rows(self, lines: list[int], first: int) -> list[Row | None]:
        """The rows of an excerpt; `first` is shown, and nothing before it."""
        numbers = {first, *lines}
        for line in lines:
            numbers |= {line - step for step in range(1, _BEFORE + 1) if line - step >= first}
        rows: list[Row | None] = []
        previous = None
        for number in sorted(numbers & self._text.keys()):
            if previous is not None:
                rows += self._between(previous, number)
            rows.append(self.marked(number) if number in lines else self._context_row(number))
            previous = number
        return rows

    def _between(self, previous: int, number: int) -> list[Row | None]:
        """Lines left out are a gap; a single one is shorter shown than left out."""
        if number - previous == 2:
            return [self._context_row(previous + 1)] if previous + 1 in self._text else []
        return [None] if number - previous > 2 else []

    def _context_row(self, number: int) -> Row:
        return Row(number, plain(self._text[number], LONGEST), False)

    def marked(self, number: int, shape: Callable[[str], str] = plain) -> Row:
        """A line with its codes marked; `shape` makes its text fit for showing."""
        text = shape(self._text[number])
        found = [(*_place(text, record.error), record.error) for record in self.records(number)]
        cut = _window(text, [start for start, end, _ in found if end > start])
        text = shorten(CUT + text[cut:] if cut else text, LONGEST)
        moved = cut - len(CUT) if cut else 0
        marks = [self._mark(start - moved, end - moved, code) for start, end, code in found]
        return Row(number, text, True, tuple(sorted(marks, key=lambda mark: mark.start)))

    def _mark(self, start: int, end: int, code: ErrorCode) -> Mark:
        shown = 0 <= start < end <= LONGEST
        first = self.first_time(code)
        return Mark(start if shown else 0, end if shown else 0, decoded(code, first), first)


def wording(text: str) -> str:
    """The words of a line, by which it is like another that differs in numbers and signs only."""
    return re.sub(r"[\W\d_]+", " ", text[:LONGEST])


def _merged(attempts: list[_Attempt]) -> list[_Attempt]:
    """Attempts that fail in the same lines are told together: one operation inside another."""
    merged: list[_Attempt] = []
    place: dict[int, int] = {}
    for operation, lines in attempts:
        known = next((place[line] for line in lines if line in place), None)
        if known is None:
            known = len(merged)
            merged.append((operation, lines))
        else:
            merged[known] = (merged[known][0], sorted({*merged[known][1], *lines}))
        place.update(dict.fromkeys(lines, known))
    return merged


def _window(text: str, places: list[int]) -> int:
    """How much of a very long line to leave out at its start, so that its first mark is seen."""
    if len(text) <= LONGEST or not places or min(places) < LONGEST - _LEAD:
        return 0
    return min(places) - _LEAD


def _place(text: str, code: ErrorCode) -> tuple[int, int]:
    """Where a code stands in its line, name and number together when they are neighbours."""
    numbers = [rf"(?:0x)?{re.escape(code.hex)}"] if code.hex else []
    numbers += [re.escape(str(code.code))] if code.code is not None else []
    number = "|".join(numbers)
    name = re.escape(code.name) if code.name else ""
    together = (
        [rf"{name}\W{{1,3}}(?:{number})\)?", rf"(?:{number})\W{{1,3}}{name}"] if name and number else []
    )
    for shape in (*together, name, *numbers):
        if shape and (match := re.search(rf"(?<!\w)(?:{shape})(?!\w)", text, re.IGNORECASE)):
            return match.span()
    return 0, 0
