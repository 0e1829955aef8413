"""Physical lines to printable text: escapes, control characters, redrawn lines, overlong lines."""

from __future__ import annotations

import re
from collections.abc import Iterable

from analyzer.sources.escapes import has_bare_colours, has_escapes, without_escapes
from analyzer.sources.progress import last_states
from analyzer.sources.text import Limit, Line

MAX_LINE = 64 * 1024
"""Longest line kept, in characters: the longest real ones are JSON records of some 20 KiB."""
CUT_MARK = " [...]"
"""What stands where an overlong line was cut."""
_LIMITS_SHOWN = 5

_NEW_TEXT = re.compile("[\r\v\f\x85\u2028\u2029]")
BLANKS = "\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
INVISIBLE = "\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
_BLANK = re.compile(f"[{BLANKS}]")
_HIDDEN = re.compile(f"[{INVISIBLE}]")
_UNCLEAN = re.compile(f"[{BLANKS}{INVISIBLE}\u2028\u2029\x0b-\x0d]")


class Cleaner:
    """Cleans the lines of one document and remembers which were cut."""

    def __init__(self, text: str) -> None:
        self._cut: list[int] = []
        # Asked once of the whole text, since the answer is nearly always no.
        self._coloured = has_bare_colours(text)

    def plain(self, lines: Iterable[str]) -> list[Line]:
        """Clean the physical lines of a plain log, numbered from 1."""
        cleaned: list[Line] = []
        for number, raw in enumerate(lines, 1):
            # The usual line must pass quickly.
            if raw.isascii() and raw.isprintable() and len(raw) <= MAX_LINE and not self._coloured:
                if text := raw.rstrip():
                    cleaned.append(Line(number, number, text))
            else:
                cleaned += self.line(Line(number, number, raw))
        return cleaned

    def line(self, line: Line) -> list[Line]:
        """Clean one line; several texts that a carriage return parted become several lines."""
        raw = line.text
        repairs = line.repairs
        if (self._coloured or has_escapes(raw)) and (stripped := without_escapes(raw)) != raw:
            raw = stripped
            repairs += ("escapes",)
        states = _NEW_TEXT.split(raw) if _NEW_TEXT.search(raw) else [raw]
        if len(states) > 1:
            repairs += ("progress",) if _drawn_over(states) else ()
            states = last_states(states)
        cleaned = (self._capped(printable(state), line.number) for state in states)
        return [_with_text(line, text, repairs) for text in cleaned if text]

    def limits(self) -> list[Limit]:
        """Say which lines were cut."""
        size = f"longer than {MAX_LINE // 1024} KiB"
        said = [
            Limit("line-length", f"line {number} is {size} and was cut", number)
            for number in self._cut[:_LIMITS_SHOWN]
        ]
        if more := self._cut[_LIMITS_SHOWN:]:
            said.append(Limit("line-length", f"{len(more)} more lines are {size} and were cut", more[0]))
        return said

    def _capped(self, text: str, number: int) -> str:
        if len(text) <= MAX_LINE:
            return text
        self._cut.append(number)
        return text[:MAX_LINE] + CUT_MARK


def printable(text: str) -> str:
    """Drop control and zero-width characters, make every blank a plain one, strip the end."""
    if _UNCLEAN.search(text):
        if "\b" in text:
            text = _backspaced(text)
        text = _HIDDEN.sub("", _BLANK.sub(" ", text))
    return text.rstrip()


def _backspaced(text: str) -> str:
    """Let each backspace take away the character before it."""
    kept: list[str] = []
    for char in text:
        if char != "\b":
            kept.append(char)
        elif kept:
            kept.pop()
    return "".join(kept)


def _drawn_over(states: list[str]) -> bool:
    """Tell several texts on one physical line from one text with stray carriage returns around it."""
    return sum(1 for state in states if state.strip()) > 1


def _with_text(line: Line, text: str, repairs: tuple[str, ...]) -> Line:
    return Line(line.number, line.last, text, line.block, line.thread, repairs)
