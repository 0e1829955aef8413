"""The page a terminal report is written on: width, colour, characters, wrapping with hanging indents."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

from rich import box
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from analyzer.report.console import PipeConsole
from analyzer.report.escape import encodable, encoding_of, visible

Piece = str | tuple[str, str]
"""Text, or text and its rich style."""

HARD_BLANK = "\xa0"
"""A blank at which no line is broken; it is written as any other."""

_NARROWEST = 24
_NARROW = 64
_WIDEST = 120
"""Sentences longer than this are hard to read; a wider terminal gets margins instead."""


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The characters beyond letters that the report draws with."""

    gutter: str
    gap: str
    rule: str
    dot: str
    blocks: str
    """Parts of a bar from a sliver to full."""


_UNICODE = Glyphs(gutter="│", gap="┆", rule="─", dot="·", blocks="▏▎▍▌▋▊▉█")
_ASCII = Glyphs(gutter="|", gap=":", rule="-", dot="|", blocks="#")


class Page:
    """A stream written line by line; only visible characters that it can carry get through."""

    def __init__(self, stream: TextIO, width: int | None, color: bool | None) -> None:
        if color is None and os.environ.get("NO_COLOR"):
            color = False
        self._console = PipeConsole(
            file=stream, width=width, force_terminal=color, no_color=color is False,
            markup=False, emoji=False, highlight=False, soft_wrap=True,
        )  # fmt: skip
        self._encoding = encoding_of(stream)
        self.width = max(_NARROWEST, min(self._console.width, _WIDEST))
        self.narrow = self.width < _NARROW
        """True when there is no room for columns."""
        self.glyphs = _UNICODE if self._carries("".join(_glyphs(_UNICODE))) else _ASCII

    def _carries(self, text: str) -> bool:
        try:
            text.encode(self._encoding)
        except UnicodeEncodeError:
            return False
        return True

    def safe(self, text: str) -> str:
        """`text` as it can be shown here."""
        return HARD_BLANK.join(encodable(part, self._encoding) for part in visible(text).split(HARD_BLANK))

    def line(self, *pieces: Piece) -> None:
        """Write one line, never wrapped: for what is copied or laid out already."""
        self._write(self._assemble(pieces))

    def hang(self, lead: tuple[Piece, ...], *body: Piece, follow: tuple[Piece, ...] = ()) -> None:
        """Write `body` wrapped after `lead`; further rows begin with `follow` and align with the first."""
        start = self._assemble(lead)
        text = self._assemble(body)
        margin = self._assemble(follow)
        margin.append(" " * (start.cell_len - margin.cell_len))
        for first, last in wrap(text.plain, self.width - start.cell_len):
            self._write(start + text[first:last])
            start = margin

    def table(self, table: Table) -> None:
        """Write a table whose cells are safe already; borders are drawn with what the stream can carry."""
        if self.glyphs is _ASCII:
            table.box = box.ASCII2
        self._console.print(table)

    def heading(self, title: str) -> None:
        """Begin a section."""
        self.line()
        self.hang((), (title, "bold underline"))

    def chapter(self, title: str) -> None:
        """Begin a part of the report that has sections of its own."""
        self.line()
        self.hang((self.glyphs.rule * 2 + " ",), (title, "bold"))

    def flow(self, items: list[str], style: str) -> None:
        """Write items in a row, broken between them only."""
        row = ""
        for item in map(self.safe, items):
            longer = f"{row} {self.glyphs.dot} {item}" if row else item
            if row and cell_len(longer) > self.width:
                self.hang((), (row, style))
                longer = item
            row = longer
        self.hang((), (row, style))

    def bar(self, share: float, cells: int) -> str:
        """A bar of at most `cells` cells, padded to them."""
        parts = self.glyphs.blocks
        filled = round(min(max(share, 0.0), 1.0) * cells * len(parts))
        whole, rest = divmod(filled, len(parts))
        return (parts[-1] * whole + (parts[rest - 1] if rest else "")).ljust(cells)

    def _assemble(self, pieces: tuple[Piece, ...]) -> Text:
        text = Text()
        for piece in pieces:
            content, style = (piece, "") if isinstance(piece, str) else piece
            text.append(self.safe(content), style)
        return text

    def _write(self, text: Text) -> None:
        text.rstrip()
        text.plain = text.plain.replace(HARD_BLANK, " ")
        self._console.print(text)


def _glyphs(glyphs: Glyphs) -> tuple[str, ...]:
    return (glyphs.gutter, glyphs.gap, glyphs.rule, glyphs.dot, glyphs.blocks)


def wrap(text: str, width: int) -> Iterator[tuple[int, int]]:
    """The rows of `text` as slices: broken at blanks, inside a word only when it is wider than a row."""
    start = 0
    while start < len(text):
        end = _fitting(text, start, max(1, width))
        if end < len(text) and text[end] != " " and (blank := text.rfind(" ", start + 1, end)) > start:
            end = blank
        yield start, end
        start = end + 1 if text[end : end + 1] == " " else end
    if not text:
        yield 0, 0


def _fitting(text: str, start: int, width: int) -> int:
    """End of the longest run from `start` that fills at most `width` cells, one character at least."""
    used = 0
    for index in range(start, len(text)):
        used += cell_len(text[index])
        if used > width:
            return max(index, start + 1)
    return len(text)
