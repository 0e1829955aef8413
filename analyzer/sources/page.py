"""Saved forum pages: HTML to the lines of its posts."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, ParserRejectedMarkup
from bs4.element import NavigableString, Tag

from analyzer.sources.markup import without_tags
from analyzer.sources.shapes import begins_entry
from analyzer.sources.tame import tamed
from analyzer.sources.text import Limit
from analyzer.sources.thread import LineBuilder, Thread, by_block

MAX_TAGS = 100_000
"""Tags of a page that is parsed: long saved threads have 60 000, and a hundred thousand take seconds."""

_PAGE = re.compile(r"<(?:!doctype html|html|head|body)[\s>]", re.IGNORECASE)
_STARTS_AS_BLOCK = re.compile(
    r"<(?:div|p|article|section|table|tbody|ul|ol|main|blockquote|h[1-6])[\s>]", re.IGNORECASE
)
# Attributes are bounded: an unclosed tag in hostile text must not be searched for over and over.
_ANY_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SKIPPED = _names(
    "script style noscript template head svg nav footer button select iframe object video audio canvas"
)
_BLOCKS = _names(
    "address article aside blockquote body br center dd details div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr html li main ol p pre section summary table tbody textarea tfoot thead "
    "tr ul"
)
_CODE = _names("pre code textarea samp tt kbd")
_LINES_KEPT = frozenset(("pre", "textarea"))
_CELLS = frozenset(("td", "th"))
_POST_CLASSES = _names(
    "post comment reply message answer question forum-post topic-post thread-starter thread-reply "
    "timeline-comment js-comment-container lia-message-view crawler-post"
)
_POST_PROPERTIES = frozenset(("comment", "acceptedAnswer", "suggestedAnswer", "articleBody"))


def is_page(head: str) -> bool:
    """Tell by the beginning of a file whether it is a web page or a piece of one."""
    start = head.lstrip("\ufeff \t\n")
    if not start.startswith("<"):
        return False
    return _PAGE.search(start) is not None or _STARTS_AS_BLOCK.match(start) is not None


def read_page(text: str) -> Thread:
    """Read a saved page; each post is a block, all text outside posts is one more."""
    builder = LineBuilder()
    if has_too_many_tags(text):
        add_without_structure(text, builder)
        return Thread(builder.lines, [TOO_MANY_TAGS])
    walk_html(text, builder, posts=True)
    return Thread(by_block(builder.lines))


TOO_MANY_TAGS = Limit(
    "page-size", f"the page has more than {MAX_TAGS} tags and was read without its structure"
)
"""Said of a page or feed that is too large for its posts."""


def has_too_many_tags(text: str) -> bool:
    """Tell whether HTML, escaped or not, is too large to be parsed."""
    return text.count("<") + text.count("&lt;") > MAX_TAGS


def walk_html(text: str, builder: LineBuilder, *, posts: bool = False) -> None:
    """Give the text of HTML to a builder, line numbers counted from 1 within it."""
    source = tamed(text)
    try:
        soup = BeautifulSoup(source, "html.parser")
    except ParserRejectedMarkup:
        add_without_structure(text, builder)
        return
    _Walk(source, builder, posts=posts).over(soup)
    builder.end_line()


def add_without_structure(text: str, builder: LineBuilder) -> None:
    """Give the text of HTML to a builder line by line, its tags just taken off."""
    for number, line in enumerate(tamed(text).split("\n"), 1):
        for piece in without_tags(line):
            builder.put(_ANY_TAG.sub("", piece), number, code=False)
            builder.end_line()


class _Walk:
    """One way through the tree, in the order of the source."""

    def __init__(self, source: str, builder: LineBuilder, *, posts: bool) -> None:
        self._source = source.split("\n")
        self._builder = builder
        self._posts = posts
        self._line = 1
        self._skipped = self._code = self._kept = self._post_count = 0
        self._outer: list[int] = []

    def over(self, soup: BeautifulSoup) -> None:
        """Visit every node without recursion: the depth of hostile pages has no bound."""
        open_tags: list[Tag] = []
        for node in soup.descendants:
            while open_tags and open_tags[-1] is not node.parent:
                self._leave(open_tags.pop())
            if isinstance(node, Tag):
                self._enter(node)
                open_tags.append(node)
            elif isinstance(node, NavigableString):
                self._text(str(node))
        while open_tags:
            self._leave(open_tags.pop())

    def _enter(self, tag: Tag) -> None:
        self._line = self._end_of_start_tag(tag)
        name = tag.name
        if name in _BLOCKS:
            self._builder.end_line()
        elif name in _CELLS and not self._builder.empty:
            self._builder.put("\t", self._line, code=True)
        self._count(tag, 1)
        if self._posts and _is_post(tag):
            self._builder.end_line()
            self._outer.append(self._builder.block)
            self._post_count += 1
            self._builder.block = self._post_count

    def _leave(self, tag: Tag) -> None:
        if tag.name in _BLOCKS:
            self._builder.end_line()
        self._count(tag, -1)
        if self._posts and _is_post(tag):
            self._builder.end_line()
            self._builder.block = self._outer.pop()

    def _count(self, tag: Tag, step: int) -> None:
        self._skipped += step * (tag.name in _SKIPPED)
        self._code += step * (tag.name in _CODE)
        self._kept += step * (tag.name in _LINES_KEPT or _keeps_lines(tag))

    def _text(self, text: str) -> None:
        first, *others = text.split("\n")
        if self._skipped:
            self._line += len(others)
            return
        code = self._code > 0 or self._kept > 0
        self._builder.put(first if code or not self._builder.empty else first.lstrip(), self._line, code=code)
        for part in others:
            self._line += 1
            # A line end is a blank in running text; but where an entry begins, the page kept the log's lines.
            if self._kept or begins_entry(part.lstrip()):
                self._builder.end_line()
                self._builder.put(part, self._line, code=code)
            else:
                self._builder.put(f" {part.lstrip()}", self._line, code=code)

    def _end_of_start_tag(self, tag: Tag) -> int:
        """Give the line in which the start tag ends; the parser tells where it begins."""
        if tag.sourceline is None:
            return self._line
        at = tag.sourcepos or 0
        for number in range(tag.sourceline, len(self._source) + 1):
            if self._source[number - 1].find(">", at) >= 0:
                return number
            at = 0
        return tag.sourceline


def _keeps_lines(tag: Tag) -> bool:
    style = tag.get("style") if tag.attrs else None
    return isinstance(style, str) and "white-space" in style and "pre" in style


def _is_post(tag: Tag) -> bool:
    if tag.name == "article":
        return True
    if not tag.attrs:
        return False
    classes = tag.get("class") or ()
    names = (classes,) if isinstance(classes, str) else classes
    return not _POST_CLASSES.isdisjoint(names) or tag.get("itemprop") in _POST_PROPERTIES
