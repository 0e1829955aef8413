"""What code boxes of web pages leave in copied text: buttons, line numbers, rulers, fences."""

from __future__ import annotations

import re

from analyzer.sources.repair.edit import rewritten
from analyzer.sources.shapes import begins_entry
from analyzer.sources.text import Line

_BUTTON = "Fullscreen"
_BUTTON_LINE = re.compile(rf"{_BUTTON}((?: {{1,4}}[0-9]{{1,5}})*)(?: {{1,4}}(?=\S)(.*))?$")
_RULER = re.compile(r"X{16,}")
_FENCE = re.compile(r"(?:`{3,}|~{3,})[a-zA-Z]{0,20}")
_COUNTED = re.compile(r"1(?: {1,4}[0-9]{1,5})+")
# Shorter series may be a result that a tool printed.
_SERIES = 3
_NUMBER_DIGITS = 6
# A copy may put each number above its line: then one line stands between two numbers.
_APART = 2


_ANY = re.compile(rf"\n(?:{_BUTTON}|X{{16}}|```|~~~|1 {{1,4}}2 {{1,4}}3| {{0,5}}0{{0,5}}1\n)")


def is_needed(text: str) -> bool:
    """Tell whether a text has a button, a ruler, a fence or the first of a series of numbers."""
    return _ANY.search(text) is not None


def without_furniture(lines: list[Line]) -> list[Line]:
    """Drop buttons, rulers, fences and line numbers that stand on lines of their own."""
    numbers = _number_lines(lines)
    return [
        kept
        for at, line in enumerate(lines)
        if at not in numbers and (kept := _unfurnished(line)) is not None
    ]


def _unfurnished(line: Line) -> Line | None:
    text = line.text
    first = text[:1]
    if first == "F" and text.startswith(_BUTTON):
        return _without_button(line)
    dropped = (
        (first == "X" and _RULER.fullmatch(text))
        or (first in "`~" and _FENCE.fullmatch(text))
        or (first == "1" and _COUNTED.fullmatch(text) and _is_series(text.split()))
    )
    return None if dropped else line


def _without_button(line: Line) -> Line | None:
    """Take the button and its numbers off; text may stand behind them when line ends were lost."""
    match = _BUTTON_LINE.match(line.text)
    if match is None or not (_is_series(match[1].split(), least=0)):
        return line
    if not match[2]:
        return None
    return rewritten(line, match[2], "line-numbers") if begins_entry(match[2]) else line


def _is_series(words: list[str], least: int = _SERIES + 1) -> bool:
    return len(words) >= least and all(int(word) == at for at, word in enumerate(words, 1))


def _number_lines(lines: list[Line]) -> set[int]:
    """Find the places of numbers that count 1, 2, 3 ... with at most one line between two of them."""
    bare = [(at, int(line.text)) for at, line in enumerate(lines) if _is_number(line.text)]
    found: set[int] = set()
    series: list[int] = []
    for at, value in [*bare, (len(lines) + 2, 0)]:
        if series and value == len(series) + 1 and at - series[-1] <= _APART:
            series.append(at)
            continue
        if len(series) >= _SERIES or (series and _after_button(lines, series[0])):
            found.update(series)
        series = [at] if value == 1 else []
    return found


def _is_number(text: str) -> bool:
    return len(text) <= _NUMBER_DIGITS and text.isascii() and text.strip().isdigit()


def _after_button(lines: list[Line], at: int) -> bool:
    return at > 0 and lines[at - 1].text == _BUTTON
