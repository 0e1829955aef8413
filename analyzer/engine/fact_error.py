"""What is wrong with an expression of the fact language, and where in it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from analyzer.engine.fact_ast import At

_NEAR = 0.6
"""Similarity from which on a word counts as a misspelling; the customary value of difflib."""


class FactError(Exception):
    """An expression that cannot be understood, or names what nobody knows."""

    def __init__(self, message: str, line: int = 1, column: int = 1, suggestion: str | None = None) -> None:
        super().__init__(message, line, column, suggestion)
        self.message = message
        """One sentence without position and without full stop."""
        self.line = line
        """Line inside the expression, counted from 1."""
        self.column = column
        """Column inside that line, counted from 1."""
        self.suggestion = suggestion
        """What was probably meant, to stand in its place."""

    def __str__(self) -> str:
        """Write the message with its position and the suggestion, for a person."""
        hint = f"; did you mean {self.suggestion}?" if self.suggestion else ""
        return f"{self.line}:{self.column}: {self.message}{hint}"

    @classmethod
    def at(cls, place: At, message: str, suggestion: str | None = None) -> FactError:
        """Build one for the place of a node."""
        return cls(message, place.line, place.column, suggestion)


def nearest(word: str, known: Iterable[str], cutoff: float = _NEAR) -> str | None:
    """Find the known word that a misspelt one most likely stands for, whatever the case of the letters."""
    by_folded = {name.casefold(): name for name in sorted(known)}
    found = difflib.get_close_matches(word.casefold(), by_folded, n=1, cutoff=cutoff)
    return by_folded[found[0]] if found else None
