"""Entries that ran together on one physical line when line ends were lost."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from analyzer.sources import shapes
from analyzer.sources.repair.edit import rewritten
from analyzer.sources.text import Line

# A clock within a message follows a date, a bracket, a quote or a path; so nothing of that may stand before.
_NOT_IN_MESSAGE = r"(?<![\w(\[{\"'<=/\\,+:-])(?<!-[0-9]{2} )(?<!/[0-9]{2} )(?<!/[0-9]{4} )(?<!\.[0-9]{4} )"
_AFTER_WORD = r"(?<=[a-z.)%!?])"
_NOT_BEFORE_CLOCK = rf"(?:{_NOT_IN_MESSAGE}|{_AFTER_WORD})"

_HEAD = re.compile(
    rf"(?P<sure>{shapes.FILE_TIME}[ \t]+{shapes.BARE}\b|\[{shapes.TRACE_TIME}\] ?\[)"
    rf"|(?P<clock>{_NOT_BEFORE_CLOCK}[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}\.[0-9]{{3}}(?=[ \t]+\S|[A-Z]))"
    rf"|(?P<bar>{shapes.DRAWN_BAR}|{shapes.TIMED_BAR}|(?<=%){shapes.LOGGING_TIME}"
    r"|(?<=%)[0-9]{7}(?=:[A-Z]{4,8}:)|(?<=%)(?:DEBU|INFO|WARN|ERRO|FATA)\[[0-9]{4})"
    rf"|(?P<stamp>{_NOT_BEFORE_CLOCK}{shapes.LOGGING_TIME}(?=[ \t]+\S))"
    rf"|(?P<head>(?:FATAL )?{shapes.LOUD}: (?=\S)|{shapes.COMPONENT}|{shapes.RUNNER}|{shapes.CALL})"
)
# What no inner head is without, beside two times on a line; looked for in the whole text first.
_SIGNS = ("ERROR: ", "WARNING: ", "NOTE: ", "CRITICAL: ", "FUNCTION: ", "-- ", "%")
# These end a bracketed head, so they count when there are two or the line begins with something else.
_HEAD_ENDS = ("] - ", "s |")
_TIME = re.compile(r":[0-9]{2}:[0-9]{2}[.,\]]")
# Behind this column a time is not the line's own stamp, the longest of which is `[2023-Mar-08 08:28:37]`.
_OWN_TIME_ENDS = 20
# The text before a head may end in none of these: there a message is being quoted or named.
_LEADS_INTO = ":([{=<,*|-"
_IN_PATH = tuple("/\\_")
_SENTENCE_ENDS = tuple(".!?)%")
_DOUBLE_QUOTE = re.compile(r'(?<!\\)"')
_SINGLE_QUOTE = re.compile(r"(?<![A-Za-z0-9])'|'(?![A-Za-z0-9])")
_WORD = re.compile("[A-Za-z%]")


def is_needed(text: str) -> bool:
    """Tell whether any line may hold two entries."""
    return any(sign in text for sign in (*_SIGNS, *_HEAD_ENDS)) or _TIME.search(text) is not None


def may_be_parted(text: str) -> bool:
    """Tell whether a line would be parted in some surroundings."""
    return _may_hold_two(text, list(_SIGNS)) and bool(_seams(text, clocks=True, stamps=True))


def split(lines: list[Line]) -> list[Line]:
    """Part each line where a further entry begins within it."""
    whole = "\n".join(line.text for line in lines)
    signs = [sign for sign in _SIGNS if sign in whole]
    result: list[Line] = []
    clock_seen = stamp_seen = False
    for line in lines:
        text = line.text
        if _may_hold_two(text, signs):
            seams = _seams(text, clocks=clock_seen, stamps=stamp_seen)
            pieces = [
                text[start:end].rstrip() for start, end in zip([0, *seams], [*seams, None], strict=True)
            ]
            result += [rewritten(line, piece, "split") for piece in pieces if piece] if seams else [line]
        else:
            result.append(line)
        clock_seen = clock_seen or text[2:3] == text[5:6] == ":"
        stamp_seen = stamp_seen or text[19:20] == ","
    return result


def _may_hold_two(text: str, signs: list[str]) -> bool:
    """Tell cheaply whether a line may hold a second head; most lines stop here."""
    for sign in signs:
        if text.find(sign, 1) > 0:
            return True
    for end in _HEAD_ENDS:
        heads = text.count(end)
        if heads > 1 or (heads and text[0] != "["):
            return True
    return _TIME.search(text, _OWN_TIME_ENDS) is not None


def _seams(text: str, *, clocks: bool, stamps: bool) -> list[int]:
    """Find where entries begin within the text.

    A time without a date or level is believed when other entries begin with such a time.
    """
    heads = list(_HEAD.finditer(text))
    kinds = [head.lastgroup for head in heads]
    believed = {"sure", "head", "bar"}
    if clocks or kinds.count("clock") > 1:
        believed.add("clock")
    if stamps or kinds.count("stamp") > 1:
        believed.add("stamp")
    believable = [head for head in heads if head.lastgroup in believed]
    return list(_ends_of_messages(text, believable)) if believable else []


def _ends_of_messages(text: str, heads: list[re.Match[str]]) -> Iterator[int]:
    """Give the places of those heads that stand behind a message and in no quotes."""
    double = [quote.start() for quote in _DOUBLE_QUOTE.finditer(text)]
    single = [quote.start() for quote in _SINGLE_QUOTE.finditer(text)]
    entry = 0
    for head in heads:
        start = head.start()
        if _is_within(double, start) or _is_within(single, start):
            continue
        if _is_message(text[entry:start], head.lastgroup or ""):
            yield start
            entry = start


def _is_within(quotes: list[int], place: int) -> bool:
    opened = bisect_left(quotes, place)
    return opened % 2 == 1 and opened < len(quotes)


def _is_message(before: str, kind: str) -> bool:
    """Tell whether the text before a head is an entry of its own.

    Before a clock a single word is rather the name of a logger than a message; only before a date with a
    level may a text end in a colon, as in `this is the log:`.
    """
    if before[-1:] in _IN_PATH:
        return False
    before = before.rstrip()
    if kind == "sure":
        before = before.removesuffix(":")
    if not before or before[-1] in _LEADS_INTO:
        return False
    message = shapes.message_of(before)
    if kind == "clock" and " " not in message and message[-1:] not in _SENTENCE_ENDS:
        return False
    return _WORD.search(message) is not None
