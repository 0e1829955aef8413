"""The items of an RSS or Atom feed, each character known by its line in the file."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.ElementTree import DefusedXMLParser

_ITEMS = frozenset(("item", "entry"))
_BODIES = frozenset(("title", "description", "encoded", "content", "summary", "subtitle"))
_DATES = frozenset(("pubDate", "date", "published", "updated"))
# Children of a channel with titles of their own.
_ASIDE = frozenset(("image", "textInput", "author", "source"))


@dataclass(frozen=True, slots=True)
class Body:
    """A text of a feed as its author wrote it, mostly HTML."""

    text: str
    origins: tuple[int, ...]
    """For each line of the text its physical line in the file."""

    def line(self, number: int) -> int:
        """Translate a line number within the text, from 1, to the line of the file."""
        return self.origins[min(max(number, 1), len(self.origins)) - 1]


@dataclass(slots=True)
class Item:
    """A post."""

    bodies: dict[str, Body] = field(default_factory=dict)
    date: float | None = None
    """Seconds since the epoch."""


class FeedReader:
    """Collects the items while the parser runs; what was read before an error is kept."""

    def __init__(self) -> None:
        self.about = Item()
        self.items: list[Item] = []
        self._item = self.about
        self._field = ""
        self._pieces: list[tuple[int, str]] = []
        self._nested = self._aside = 0
        self._markup = False
        self._expat: Any = None

    def read(self, text: str) -> ParseError | None:
        """Parse the feed; give the error at which the parser stopped."""
        parser = DefusedXMLParser(target=self)
        self._expat = getattr(parser, "parser")  # noqa: B009 - the stubs do not know it
        # Unbuffered, so that each piece of text comes while the parser is at its line.
        self._expat.buffer_text = False
        try:
            parser.feed(text)
            parser.close()
        except ParseError as error:
            self._finish_field()
            return error
        return None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Open an element; within a body it is part of the text."""
        name = tag.rpartition("}")[2]
        if self._field:
            self._nested += 1
            self._add(f"<{name}>")
        elif name in _ITEMS:
            self._item = Item()
            self.items.append(self._item)
        elif name in _ASIDE:
            self._aside += 1
        elif name in _BODIES | _DATES and not self._aside:
            self._field = name
            self._pieces = []
            self._markup = attributes.get("type") == "xhtml"

    def end(self, tag: str) -> None:
        """Close an element."""
        name = tag.rpartition("}")[2]
        if self._nested:
            self._nested -= 1
            self._add(f"</{name}>")
        elif self._field:
            self._finish_field()
        elif name in _ITEMS:
            self._item = self.about
        elif name in _ASIDE:
            self._aside = max(0, self._aside - 1)

    def data(self, text: str) -> None:
        """Take a piece of text."""
        if self._field:
            self._add(html.escape(text, quote=False) if self._markup else text)

    def close(self) -> None:
        """Take the end of the feed; the parser asks for this method."""

    def _add(self, text: str) -> None:
        self._pieces.append((self._expat.CurrentLineNumber, text))

    def _finish_field(self) -> None:
        name = {"subtitle": "description"}.get(self._field, self._field)
        self._field = ""
        self._nested = 0
        text = "".join(piece for _, piece in self._pieces)
        if not text.strip():
            return
        if name in _DATES:
            self._item.date = self._item.date or _seconds(text.strip())
        elif name not in self._item.bodies:
            self._item.bodies[name] = Body(text, _origins(self._pieces))


def _origins(pieces: list[tuple[int, str]]) -> tuple[int, ...]:
    """Find where each line of the pieces stands: where the first piece after the line end does."""
    origins: list[int] = []
    begins = True
    for line, text in pieces:
        if begins:
            origins.append(line)
        later = text.count("\n")
        origins.extend(range(line + 1, line + later))
        begins = text.endswith("\n")
        if later and not begins:
            origins.append(line + later)
    if begins:
        origins.append(pieces[-1][0] + 1 if pieces else 1)
    return tuple(origins)


def _seconds(text: str) -> float | None:
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            date = read(text)
            return (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp()
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None
