"""Saved RSS and Atom feeds of a thread: its posts, the oldest first."""

from __future__ import annotations

import re
from dataclasses import dataclass

from defusedxml.common import DefusedXmlException

from analyzer.sources.errors import SourceError
from analyzer.sources.feed_items import Body, FeedReader, Item
from analyzer.sources.markup import unescaped
from analyzer.sources.page import TOO_MANY_TAGS, add_without_structure, has_too_many_tags, walk_html
from analyzer.sources.text import Limit, Line
from analyzer.sources.thread import LineBuilder, Thread, by_block

_FEED = re.compile(r"<(?:rss|feed|(?:rdf:)?RDF)[\s>]")
_ENTITY_DECLARED = re.compile(r"<!ENTITY\s")
_PAGE = re.compile(r"<html[\s>]", re.IGNORECASE)
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")
_ESCAPED_TAG = re.compile(r"&lt;/?(?:p|br|div|span|pre|code|li|ul|a|strong)\b", re.IGNORECASE)
# The kinds of body an item may have, the fullest first.
_TEXTS = ("encoded", "content", "description", "summary")
_REPLY = re.compile(r"^(?:RE: ?)+", re.IGNORECASE)


def is_feed(head: str) -> bool:
    """Tell by the beginning of a file whether it is a feed, or XML that defines entities."""
    start = head.lstrip("\ufeff \t\n")
    if not start.startswith("<"):
        return False
    feed = _FEED.search(start) or _ENTITY_DECLARED.search(start)
    page = _PAGE.search(start)
    return feed is not None and (page is None or feed.start() < page.start())


@dataclass(frozen=True, slots=True)
class _Unread:
    """What stands behind the place where the parser gave up."""

    text: str
    line: int


def read_feed(name: str, text: str) -> Thread:
    """Read a feed; block 0 is what the feed says of itself, each item is one more."""
    reader, unread = _parsed(name, text)
    too_many = has_too_many_tags(text)
    limits = [TOO_MANY_TAGS] if too_many else []
    lines: list[Line] = []
    titles: set[str] = set()
    for block, item in enumerate([reader.about, *_oldest_first(reader.items)]):
        lines += _lines_of(item, block, titles, structured=not too_many)
    if unread:
        detail = "the feed is damaged from here on and was read as text"
        limits.append(Limit("feed-damaged", detail, unread.line))
        lines += _lines_of_rest(unread, len(reader.items) + 1)
    return Thread(by_block(lines), limits)


def _parsed(name: str, text: str) -> tuple[FeedReader, _Unread | None]:
    """Read the items; a feed that is no proper XML is mended once, then read as far as it goes."""
    reader = FeedReader()
    try:
        if reader.read(text) is None:
            return reader, None
        reader = FeedReader()
        mended = _BARE_AMPERSAND.sub("&amp;", _NOT_XML.sub("", text))
        error = reader.read(mended)
    except DefusedXmlException as bomb:
        remedy = "Save the feed or the page again from the forum itself"
        raise SourceError(name, "is XML that defines entities, which no feed does", remedy) from bomb
    if error is None:
        return reader, None
    line, column = error.position
    rest = mended.split("\n")[line - 1 :]
    return reader, _Unread("\n".join([rest[0][column:], *rest[1:]]) if rest else "", line)


def _oldest_first(items: list[Item]) -> list[Item]:
    """Sort by date; without dates a feed has the newest post first."""
    dates = [item.date for item in items]
    if all(dates):
        return sorted(items, key=lambda item: item.date or 0.0)
    return items[::-1]


def _lines_of(item: Item, block: int, titles: set[str], *, structured: bool) -> list[Line]:
    """Give title and text of a post; the title only when no post before had it."""
    bodies: list[Body] = []
    title = item.bodies.get("title")
    if title and (words := _REPLY.sub("", title.text.strip())) not in titles:
        titles.add(words)
        bodies.append(title)
    bodies += [item.bodies[kind] for kind in _TEXTS if kind in item.bodies][:1]
    lines = [line for body in bodies for line in _lines_of_body(body, block, structured=structured)]
    return sorted(lines, key=lambda line: line.number)


def _lines_of_body(body: Body, block: int, *, structured: bool) -> list[Line]:
    """Read a body, plain or HTML; translate its line numbers to those of the file."""
    text = body.text
    if _ESCAPED_TAG.search(text) and not _TAG.search(text):
        text = unescaped(text)
    builder = LineBuilder(block)
    if structured and _TAG.search(text):
        walk_html(text, builder)
    else:
        add_without_structure(text, builder)
    return [
        Line(body.line(line.number), body.line(line.last), line.text, block, line.thread)
        for line in builder.lines
    ]


def _lines_of_rest(unread: _Unread, block: int) -> list[Line]:
    builder = LineBuilder(block)
    add_without_structure(unescaped(unread.text), builder)
    before = unread.line - 1
    return [
        Line(line.number + before, line.last + before, line.text, block, line.thread)
        for line in builder.lines
    ]
