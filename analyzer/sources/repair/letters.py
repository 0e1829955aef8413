"""First letters that were missed when the text was marked for copying."""

from __future__ import annotations

import re

from analyzer.sources.repair.edit import rewritten
from analyzer.sources.text import Line

_WHOLE = ("ERROR ", "ERROR: ", "WARN ", "WARNING: ", "INFO ", "DEBUG ", "VERBOSE ", "NOTE: ", "FATAL ERROR: ")
# One or two letters are easily missed; where fewer than three are left too many words would fit.
_LEAST = len("ROR")
_WORDS = ("BUG ",)
_HEADS = {
    whole[cut:]: whole
    for whole in _WHOLE
    for cut in (1, 2)
    if len(whole[cut:].split()[0].rstrip(":")) >= _LEAST and whole[cut:] not in _WORDS
}
_MAY_BE_CUT = tuple(_HEADS)

_LEVELS = ("error", "warning", "warn", "debug", "trace", "info")
_LEVEL = re.compile(r"([a-z]{2,8})(?=\]:? ?\[ {0,12}[A-Za-z]\w{0,30}\] - )")
_TRACE_TIME = re.compile(r"[0-9]{4}-[A-Z][a-z]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}\] \[")
_YEAR = re.compile(r"(0?[0-9]{2})-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z ")
_BANNER = re.compile(r"- [a-z]{2,20}\.[a-z0-9_]{2,30}: ")
_CENTURY = "20"


_ANY = re.compile(
    rf"\n(?:{'|'.join(map(re.escape, _HEADS))}|[a-z]{{2,8}}\]|- [a-z]|[0-9]{{4}}-[A-Z]|0?[0-9]{{2}}-[0-9]{{2}}-)"
)


def is_needed(text: str) -> bool:
    """Tell whether any line begins with the rest of a head."""
    return _ANY.search(text) is not None


def with_lost_letters(lines: list[Line]) -> list[Line]:
    """Put back the first letters of well-known heads."""
    return [_restored(line) for line in lines]


def _restored(line: Line) -> Line:
    text = line.text
    lost = ""
    if text.startswith(_MAY_BE_CUT):
        head = next(head for head in _MAY_BE_CUT if text.startswith(head))
        lost = _HEADS[head].removesuffix(head)
    elif text[:2].isdigit() and not text[:5].isdigit():
        lost = _lost_of_time(text)
    elif text[:2] == "- ":
        lost = "-" if _BANNER.match(text) else ""
    elif "] - " in text and (level := _LEVEL.match(text)):
        whole = next((name for name in _LEVELS if name.endswith(level[1])), None)
        lost = "[" + whole.removesuffix(level[1]) if whole else ""
    return rewritten(line, lost + text, "letters-restored") if lost else line


def _lost_of_time(text: str) -> str:
    if text[5:6].isalpha():
        return "[" if _TRACE_TIME.match(text) else ""
    year = _YEAR.match(text) if "-" in text[2:4] else None
    return (_CENTURY + year[1][-2:]).removesuffix(year[1]) if year else ""
