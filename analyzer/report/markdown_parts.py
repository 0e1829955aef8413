"""Pieces of Markdown that every page made of it shares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from analyzer.report.context import Excerpt
from analyzer.report.escape import code_block, shorten

_LONGEST_LINE = 240


def heading(title: str) -> list[str]:
    """A heading in bold, which also reads well where Markdown is not rendered."""
    return [f"**{title}**", ""]


def bullets(items: Iterable[str]) -> Iterator[str]:
    """A list."""
    for item in items:
        yield f"- {item}"
    yield ""


def excerpt_block(excerpt: Excerpt) -> list[str]:
    """The lines of an excerpt in a code block, numbered, the failing ones marked."""
    margin = len(str(max((row.number for row in excerpt.rows if row is not None), default=0)))
    lines = [
        f"{'>' if row.failing else ' '} {row.number:>{margin}} | {shorten(row.text, _LONGEST_LINE)}"
        if row
        else "  ..."
        for row in excerpt.rows
    ]
    return [*code_block(lines, language="text"), ""]
