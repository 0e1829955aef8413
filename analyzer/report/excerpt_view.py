"""How an excerpt of the log looks on a terminal: a gutter with line numbers, marks under the codes."""

from __future__ import annotations

from rich.cells import cell_len

from analyzer.report.context import Excerpt, Mark, Row
from analyzer.report.escape import CUT, plain, shorten
from analyzer.report.page import Page, Piece, wrap
from analyzer.report.words import counted, line_list

_INDENT = 2
"""Cells before a label that is too long for one line."""


def draw(page: Page, name: str, excerpt: Excerpt) -> None:
    """Write an excerpt, headed by the place where an editor would open it."""
    numbers = [row.number for row in excerpt.rows if row is not None]
    margin = len(str(max(numbers, default=excerpt.line)))
    place = f":{excerpt.line}"
    name = page.safe(plain(name))
    if len(name) > (room := max(8, page.width - margin - 5 - len(place))):
        name = CUT + name[len(CUT) - room :]
    page.line((f"{'':{margin}} --> ", "blue"), name, place)
    for row in excerpt.rows:
        if row is None:
            page.line((f"{page.glyphs.gap:>{margin + 2}}", "blue"))
        else:
            _draw_row(page, row, margin)
    if excerpt.again:
        page.hang(
            ((f"{'':{margin}} = ", "blue"),),
            f"the same {counted(len(excerpt.again), 'more time')}: ",
            line_list(excerpt.again),
        )


def _draw_row(page: Page, row: Row, margin: int) -> None:
    blank = _gutter(page, margin)
    gutter = blank[1]
    room = page.width - margin - 3
    text = page.safe(row.text)
    if not row.failing:
        fitted = shorten(text, room) if cell_len(text) == len(text) else text[: next(wrap(text, room))[1]]
        page.line((f"{row.number:>{margin}}", "blue"), gutter, (fitted, "dim"))
        return
    marks = [_moved(page, row.text, mark) for mark in row.marks]
    number = (f"{row.number:>{margin}}", "bold red")
    for start, end in wrap(text, room):
        page.line(number, gutter, (text[start:end], "bold"))
        number = (" " * margin, "")
        for mark in marks:
            if start < mark.end and mark.start < end:
                _draw_mark(page, mark, text, (start, end), margin)
    for mark in marks:
        if mark.start == mark.end:
            page.hang((*blank, ("= ", "red")), (plain(mark.label), "red"), follow=blank)


def _moved(page: Page, text: str, mark: Mark) -> Mark:
    """The mark where its text stands on a page that writes some characters as escapes."""
    start = len(page.safe(text[: mark.start]))
    return Mark(start, start + len(page.safe(text[mark.start : mark.end])), mark.label)


def _draw_mark(page: Page, mark: Mark, text: str, row: tuple[int, int], margin: int) -> None:
    """Carets under the part of the mark on this row; its label after the last of them."""
    first, last = max(row[0], mark.start), min(row[1], mark.end)
    before = cell_len(text[row[0] : first])
    gutter = _gutter(page, margin)
    carets = "^" * cell_len(text[first:last])
    label = page.safe(plain(mark.label)) if mark.end <= row[1] else ""
    room = page.width - margin - 3
    if cell_len(label) <= room - before - len(carets) - 1:
        page.line(*gutter, " " * before, (f"{carets} {label}", "red"))
        return
    page.line(*gutter, " " * before, (carets, "red"))
    indent = before if cell_len(label) <= room - before else _INDENT
    page.hang((*gutter, " " * indent), (label, "red"), follow=gutter)


def _gutter(page: Page, margin: int) -> tuple[Piece, ...]:
    return (" " * margin, (f" {page.glyphs.gutter} ", "blue"))
