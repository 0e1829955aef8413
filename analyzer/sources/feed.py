"""Saved RSS and Atom feeds of a thread: its posts, the oldest first."""

from __future__ import annotations

import re

from defusedxml.common import DefusedXmlException

from analyzer.sources.errors import SourceError
from analyzer.sources.feed_items import Body, FeedReader, Item
from analyzer.sources.markup import unescaped, without_tags
from analyzer.sources.page import walk_html
from analyzer.sources.text import Limit, Line
from analyzer.sources.thread import LineBuilder, Thread, by_block

_FEED = re.compile(r"<(?:rss|feed|(?:rdf:)?RDF)[\s>]")
_ENTITY_DECLARED = re.compile(r"<!ENTITY\s")
_PAGE = re.compile(r"<html[\s>]", re.IGNORECASE)
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")
_ESCAPED_TAG = re.compile(r"&lt;/?(?:p|br|div|span|pre|code|li|ul|a|strong)\b", re.IGNORECASE)
_REPLY = re.compile(r"^(?:RE: ?)+", re.IGNORECASE)


def is_feed(head: str) -> bool:
    """Tell by the beginning of a file whether it is a feed, or XML that defines entities."""
    start = head.lstrip("\ufeff \t\n")
    if not start.startswith("<"):
        return False
    feed = _FEED.search(start) or _ENTITY_DECLARED.search(start)
    page = _PAGE.search(start)
    return feed is not None and (page is None or feed.start() < page.start())


def read_feed(name: str, text: str) -> Thread:
    """Read a feed; block 0 is what the feed says of itself, each item is one more."""
    reader, broken_at = _parsed(name, text)
    limits: list[Limit] = []
    lines: list[Line] = []
    titles: set[str] = set()
    for block, item in enumerate([reader.about, *_oldest_first(reader.items)]):
        lines += _lines_of(item, block, titles)
    if broken_at:
        detail = "the feed is damaged from here on and was read as text"
        limits.append(Limit("feed-damaged", detail, broken_at))
        lines += _rest(text, broken_at, len(reader.items) + 1)
    return Thread(by_block(lines), limits)


def _parsed(name: str, text: str) -> tuple[FeedReader, int]:
    """Read the items; a feed that is no proper XML is mended once, then read as far as it goes."""
    reader = FeedReader()
    try:
        if reader.read(text) is None:
            return reader, 0
        reader = FeedReader()
        error = reader.read(_BARE_AMPERSAND.sub("&amp;", _NOT_XML.sub("", text)))
    except DefusedXmlException as bomb:
        remedy = "Save the feed or the page again from the forum itself"
        raise SourceError(name, "is XML that defines entities, which no feed does", remedy) from bomb
    return reader, error.position[0] if error else 0


def _oldest_first(items: list[Item]) -> list[Item]:
    """Sort by date; without dates a feed has the newest post first."""
    dates = [item.date for item in items]
    if all(dates):
        return sorted(items, key=lambda item: item.date or 0.0)
    return items[::-1]


def _lines_of(item: Item, block: int, titles: set[str]) -> list[Line]:
    """Give title and text of a post; the title only when no post before had it."""
    builder = LineBuilder(block)
    title = item.bodies.get("title")
    if title and (words := _REPLY.sub("", title.text.strip())) not in titles:
        titles.add(words)
        _add(builder, title)
    body = next(
        (
            item.bodies[kind]
            for kind in ("encoded", "content", "description", "summary")
            if kind in item.bodies and item.bodies[kind].text.strip()
        ),
        None,
    )
    if body:
        _add(builder, body)
    return builder.lines


def _add(builder: LineBuilder, body: Body) -> None:
    """Add a body, plain or HTML, its line numbers translated to those of the file."""
    text = body.text
    if _ESCAPED_TAG.search(text) and not _TAG.search(text):
        text = unescaped(text)
    part = LineBuilder(builder.block)
    if _TAG.search(text):
        walk_html(text, part)
    else:
        for number, line in enumerate(text.split("\n"), 1):
            part.put(line, number, code=False)
            part.end_line()
    builder.lines += (
        Line(body.line(line.number), body.line(line.last), line.text, line.block, line.thread, line.repairs)
        for line in part.lines
    )


def _rest(text: str, first: int, block: int) -> list[Line]:
    builder = LineBuilder(block)
    for number, line in enumerate(text.split("\n")[first - 1 :], first):
        for piece in without_tags(unescaped(line)):
            builder.put(piece, number, code=False)
            builder.end_line()
    return builder.lines
