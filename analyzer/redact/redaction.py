"""A text with tokens in the place of its private values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from analyzer.redact.learning import known, learn
from analyzer.redact.look import look
from analyzer.redact.pieces import Piece
from analyzer.redact.tokens import Tokens
from analyzer.redact.visible import Replacement, Visible, plain, without_tags
from analyzer.sources.markup import is_fragment

_HEAD = 64 * 1024  # characters after which a page or a feed has shown itself


@dataclass(frozen=True, slots=True)
class Redacted:
    """What came of redacting a text."""

    text: str
    places: Mapping[str, int]
    """By kind, in how many places a token was put in."""


def prepare(text: str, tokens: Tokens) -> None:
    """Learn from a text before it, or another of the same run, is redacted.

    A name that only one of several texts tells to be a user's is replaced in all of them, and tokens that a text has
    already are given to nobody else.
    """
    tokens.reserve(text)
    for view in _views(text):
        learn(view(text).text, tokens)


def redacted(text: str, tokens: Tokens, *, prepared: bool = False) -> Redacted:
    """Replace the private values of a text; lines, line ends and everything else stay.

    `prepared` says that `prepare` has seen this text and all others of the run.
    """
    if not prepared:
        prepare(text, tokens)
    places: Counter[str] = Counter()
    for view in _views(text):
        seen = view(text)
        for kind in tokens.kinds.kinds:
            seen = _replaced(seen, look(kind, seen.text, tokens.kinds), tokens, places)
        seen = _replaced(seen, known(seen.text, tokens), tokens, places)
        text = seen.source
    return Redacted(text, dict(places))


def _replaced(seen: Visible, pieces: list[Piece], tokens: Tokens, places: Counter[str]) -> Visible:
    replacements = []
    for piece in pieces:
        value = piece.of(seen.text)
        token = tokens.token(tokens.kinds.kind(piece.kind), value)
        if token != value:
            replacements.append(Replacement(piece.start, piece.end, token))
            places[piece.kind] += 1
    return seen.replaced(replacements)


def _views(text: str) -> list[Callable[[str], Visible]]:
    """The ways to look at a text: a page is looked at with its tags and without those that only format."""
    head = text[:_HEAD]
    page = head.lstrip("\ufeff \t\r\n").startswith("<") or is_fragment(head)
    return [plain, without_tags] if page else [plain]
