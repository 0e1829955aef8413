"""One input's bytes to its numbered text."""

from __future__ import annotations

from itertools import groupby

from analyzer.sources.clean import Cleaner
from analyzer.sources.decode import decode
from analyzer.sources.errors import SourceError
from analyzer.sources.markup import is_fragment, unescaped, without_tags
from analyzer.sources.repair import repaired
from analyzer.sources.repair.edit import rewritten
from analyzer.sources.text import Document, Limit, Line

# Feeds and pages show themselves early; 64 KiB covers the longest preamble of scripts seen in saved pages.
_HEAD_LENGTH = 64 * 1024


def read_document(name: str, data: bytes) -> Document:
    """Read a log, a saved forum page or a feed; raise a SourceError when there is no text in it."""
    decoded = decode(name, data)
    head = decoded.text[:_HEAD_LENGTH]
    thread = begins_thread(head)
    cleaner = Cleaner(decoded.text)
    limits = list(decoded.limits)
    if thread:
        lines = _thread_lines(name, decoded.text, cleaner, limits)
    else:
        lines = _log_lines(cleaner.plain(decoded.text.split("\n")), fragment=is_fragment(head))
    physical = decoded.text.count("\n") + 1
    del decoded  # a large log need not be held twice while it is repaired
    lines = _repaired(lines, limits)
    if not lines:
        raise SourceError(
            name, "holds no text", "Give the log as the tool wrote it, or paste its text into a file"
        )
    limits += cleaner.limits()
    return Document(name, tuple(lines), physical, tuple(limits), thread)


def begins_thread(head: str) -> bool:
    """Tell a feed or a page; their parsers are imported only for text that could be one."""
    if not head.lstrip("\ufeff \t\n").startswith("<"):
        return False
    from analyzer.sources.feed import is_feed
    from analyzer.sources.page import is_page

    return is_feed(head) or is_page(head)


def _thread_lines(name: str, text: str, cleaner: Cleaner, limits: list[Limit]) -> list[Line]:
    from analyzer.sources.feed import is_feed, read_feed
    from analyzer.sources.page import read_page

    # A stray carriage return would count as a line end in the parsers.
    text = text.replace("\r", " ")
    thread = read_feed(name, text) if is_feed(text[:_HEAD_LENGTH]) else read_page(text)
    limits += thread.limits
    return [clean for line in thread.lines for clean in cleaner.line(line)]


def _log_lines(lines: list[Line], *, fragment: bool) -> list[Line]:
    """Take entities and formatting tags off text that was copied out of a page."""
    result: list[Line] = []
    for line in lines:
        text = line.text
        if "&" not in text and not (fragment and "<" in text):
            result.append(line)
            continue
        pieces = without_tags(text) if fragment else [text]
        plain = [unescaped(piece).rstrip() for piece in pieces]
        result += (
            [line] if plain == [text] else (rewritten(line, piece, "markup") for piece in plain if piece)
        )
    return result


def _repaired(lines: list[Line], limits: list[Limit]) -> list[Line]:
    """Repair block by block, so that nothing is joined across posts."""
    result: list[Line] = []
    dropped = 0
    for _, block in groupby(lines, key=lambda line: line.block):
        post, fewer = repaired(list(block))
        result += post
        dropped += fewer
    if dropped:
        detail = f"{dropped} lines that a web page or mail program put around the text were left out"
        limits.append(Limit("paste-artefact", detail))
    return result
