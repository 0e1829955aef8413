"""One input's bytes to its numbered text."""

from __future__ import annotations

from collections.abc import Callable

from analyzer.sources.clean import Cleaner
from analyzer.sources.decode import decode
from analyzer.sources.errors import SourceError
from analyzer.sources.feed import is_feed, read_feed
from analyzer.sources.markup import is_fragment, unescaped, without_tags
from analyzer.sources.page import is_page, read_page
from analyzer.sources.repair import repaired
from analyzer.sources.repair.edit import rewritten
from analyzer.sources.text import Document, Limit, Line

_NO_TEXT = "Give the log as the tool wrote it, or paste its text into a file"


def read_document(name: str, data: bytes) -> Document:
    """Read a log, a saved forum page or a feed; raise a SourceError when there is no text in it."""
    decoded = decode(name, data)
    physical = len(decoded.lines)
    limits = list(decoded.limits)
    cleaner = Cleaner()
    head = "\n".join(decoded.lines[:_HEAD_LINES])[:_HEAD_LENGTH]
    thread = is_feed(head) or is_page(head)
    if thread:
        # A stray carriage return would count as a line for the parsers.
        text = "\n".join(decoded.lines).replace("\r", " ")
        found = read_feed(name, text) if is_feed(head) else read_page(name, text)
        limits += found.limits
        lines = [clean for line in found.lines for clean in cleaner.line(line)]
    else:
        lines = cleaner.plain(decoded.lines)
        lines = _without_markup(lines, fragment=is_fragment(head))
    lines, dropped = _repaired_blocks(lines)
    limits += cleaner.limits()
    if dropped:
        detail = f"{dropped} lines that a web page or mail program put into the text were left out"
        limits.append(Limit("paste-artefact", detail))
    if not lines:
        raise SourceError(name, "holds no text", _NO_TEXT)
    return Document(name, tuple(lines), physical, tuple(limits), thread)
