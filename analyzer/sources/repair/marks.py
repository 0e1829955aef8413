"""Marks that replies and copied lists put around each line: `> ` in front, double quotes about it."""

from __future__ import annotations

import re
from collections.abc import Callable

from analyzer.sources.repair.edit import rewritten
from analyzer.sources.shapes import begins_entry
from analyzer.sources.text import Line

_REPLY = re.compile(r"((?:> ?){1,5})(.*)")
_QUOTED = re.compile(r'"(.*)"[,;]?')
REPLY_MARKS = "reply-marks"
"""The repair that took reply marks off."""
# Prompts look like reply marks: `>>>` is Python's, `>> ` a shell's.
_PROMPT = ">>"
# Two marked lines in a row are a reply; two quoted ones may be values, three are a list.
_LEAST_REPLY = 2
_LEAST_QUOTED = 3


def may_be_reply(text: str) -> bool:
    """Tell whether any line begins with a reply mark."""
    return "\n>" in text


def may_be_quoted(text: str) -> bool:
    """Tell whether any line begins with a double quote."""
    return '\n"' in text


def without_reply_marks(lines: list[Line]) -> list[Line]:
    """Take `> ` off where several lines have it, or what follows is an entry."""
    return _stripped(lines, ">", _unmarked, _is_reply, REPLY_MARKS)


def without_line_quotes(lines: list[Line]) -> list[Line]:
    """Take the double quotes off lines that stand in them one by one."""
    return _stripped(lines, '"', _unquoted, _is_quoted_list, "line-quotes")


def _stripped(
    lines: list[Line],
    first: str,
    strip: Callable[[str], str | None],
    accept: Callable[[list[Line], list[str]], bool],
    repair: str,
) -> list[Line]:
    """Strip each run of marked lines that is accepted as one; lines left empty are dropped."""
    result: list[Line] = []
    at = 0
    while at < len(lines):
        if not lines[at].text.startswith(first):
            result.append(lines[at])
            at += 1
            continue
        texts = _run(lines, at, strip)
        run = lines[at : at + max(len(texts), 1)]
        if texts and accept(run, texts):
            run = [rewritten(line, text, repair) for line, text in zip(run, texts, strict=True) if text]
        result += run
        at += max(len(texts), 1)
    return result


def _run(lines: list[Line], at: int, strip: Callable[[str], str | None]) -> list[str]:
    texts: list[str] = []
    while at < len(lines) and (text := strip(lines[at].text)) is not None:
        texts.append(text)
        at += 1
    return texts


def _unmarked(text: str) -> str | None:
    match = _REPLY.fullmatch(text) if text.startswith(">") else None
    return match[2].rstrip() if match else None


def _is_reply(lines: list[Line], texts: list[str]) -> bool:
    if any(begins_entry(text) for text in texts):
        return True
    return len(texts) >= _LEAST_REPLY and not any(line.text.startswith(_PROMPT) for line in lines)


def _unquoted(text: str) -> str | None:
    """Give what is in the quotes, if they are about the whole line and quotes within are escaped."""
    match = _QUOTED.fullmatch(text) if text.startswith('"') else None
    if match is None:
        return None
    inner = match[1].replace('""', '\\"')
    if '"' in inner.replace('\\"', ""):
        return None
    return inner.replace('\\"', '"').strip()


def _is_quoted_list(_lines: list[Line], texts: list[str]) -> bool:
    return len(texts) >= _LEAST_QUOTED or any(begins_entry(text) for text in texts)
