"""What word processors and forums make of quotes, dashes and dots."""

from __future__ import annotations

import re

from analyzer.sources.repair.edit import rewritten
from analyzer.sources.text import Line

_CHARACTERS = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\uff07", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\uff02", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2212\ufe63\uff0d", "-"),
        "\u2026": "...",
    }
)
# Two hyphens are made one dash: before an option, and in the banner of a build tool.
_DASHED_OPTION = re.compile(r"(?<![\w\u2013\u2014-])[\u2013\u2014]{1,2}(?=[A-Za-z])")
_DASHED_BANNER = re.compile(r"^[\u2013\u2014]{1,2} (?=[a-z]{2,20}[. ][a-z0-9_-]{2,30}: )")
_DASH = re.compile("[\u2013\u2014]")


def is_needed(text: str) -> bool:
    """Tell whether a text has characters that a keyboard does not write."""
    return not text.isascii()


def with_plain_characters(lines: list[Line]) -> list[Line]:
    """Write typographic quotes, dashes and dots as the tools print them."""
    return [line if line.text.isascii() else _plain(line) for line in lines]


def _plain(line: Line) -> Line:
    # Inside a JSON record a quote mark is data: a plain one would end the string.
    if line.text.startswith('{"'):
        return line
    text = line.text.translate(_CHARACTERS)
    if _DASH.search(text):
        text = _DASHED_OPTION.sub("--", _DASHED_BANNER.sub("-- ", text))
        text = _DASH.sub("-", text)
    return line if text == line.text else rewritten(line, text, "typography")
