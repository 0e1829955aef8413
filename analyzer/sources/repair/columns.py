"""Line numbers that stand in front of the text, as code boxes and `cat -n` write them."""

from __future__ import annotations

import re

from analyzer.sources.repair.edit import rewritten
from analyzer.sources.shapes import begins_entry
from analyzer.sources.text import Line

_NUMBERED = re.compile(r" {0,8}([0-9]{1,6})(?:[:.|]?(?:[ \t]|$)|\|)")
# A list may count as well, so a column must be longer where it does not begin at 1 ...
_LEAST = 3
_LEAST_OF_EXCERPT = 5
# ... and one line in four must begin as log entries do.
_LINES_PER_ENTRY = 4


_SECOND = re.compile(
    r"\n(?: {0,8}[0-9]{1,6}(?:[:.|]?[ \t]|\|).*\n {0,8}[0-9]{1,6}(?:[:.|]?[ \t\n]|\|)|1\S.*\n2\S.*\n3)"
)


def is_needed(text: str) -> bool:
    """Tell whether two lines in a row begin with a number of their own."""
    return _SECOND.search(text) is not None


def without_number_column(lines: list[Line]) -> list[Line]:
    """Take the numbers off where consecutive lines are numbered one by one."""
    result: list[Line] = []
    at = 0
    while at < len(lines):
        first = _first_number(lines[at].text)
        column = [] if first is None else _column(lines, at, first)
        if first is not None and _is_column(column, first):
            numbered = zip(lines[at : at + len(column)], column, strict=True)
            result += [rewritten(line, text, "line-numbers") for line, text in numbered if text]
        else:
            column = column or [""]
            result += lines[at : at + len(column)]
        at += len(column)
    return result


def _first_number(text: str) -> int | None:
    if not text[:1].isdigit() and text[:1] != " ":
        return None
    if match := _NUMBERED.match(text):
        return int(match[1])
    return 1 if _glued(text, 1) is not None else None


def _column(lines: list[Line], at: int, first: int) -> list[str]:
    """Give the texts behind the numbers, as far as they count on."""
    texts: list[str] = []
    while at < len(lines) and (text := _behind(lines[at].text, first + len(texts))) is not None:
        texts.append(text)
        at += 1
    return texts


def _behind(text: str, number: int) -> str | None:
    match = _NUMBERED.match(text)
    if match and int(match[1]) == number:
        return text[match.end() :]
    return _glued(text, number)


def _glued(text: str, number: int) -> str | None:
    """Give the text behind a number that touches it; a text that is an entry as it stands has none."""
    digits = str(number)
    rest = text.removeprefix(digits)
    if rest == text or begins_entry(text):
        return None
    return rest if begins_entry(rest) or not rest[:1].isdigit() else None


def _is_column(texts: list[str], first: int) -> bool:
    if len(texts) < (_LEAST if first == 1 else _LEAST_OF_EXCERPT):
        return False
    entries = sum(1 for text in texts if begins_entry(text.lstrip()))
    return entries > 0 and entries * _LINES_PER_ENTRY >= len(texts)
