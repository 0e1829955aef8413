"""How the codes in a line of the log are marked: the line in pieces, and what the codes mean."""

from __future__ import annotations

from dataclasses import dataclass

from analyzer.report.context import Row


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a line; a code is marked."""

    text: str
    code: bool = False


def pieces(row: Row) -> tuple[Piece, ...]:
    """The text of a line, its codes apart."""
    parts: list[Piece] = []
    done = 0
    for mark in row.marks:
        if mark.start >= done and mark.end > mark.start:
            parts += [Piece(row.text[done : mark.start]), Piece(row.text[mark.start : mark.end], code=True)]
            done = mark.end
    return tuple(part for part in (*parts, Piece(row.text[done:])) if part.text)


def meanings(row: Row) -> tuple[str, ...]:
    """What the codes of a line mean, each once."""
    return tuple(dict.fromkeys(mark.label for mark in row.marks))
