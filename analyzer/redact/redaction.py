"""A text with tokens in the place of its private values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from analyzer.redact.learning import known, learn
from analyzer.redact.look import look
from analyzer.redact.pieces import Piece
from analyzer.redact.tokens import Tokens
from analyzer.redact.visible import Replacement, Visible, plain, without_tags
from analyzer.sources.markup import is_fragment

View = Callable[[str], Visible]

_BLOCK = 1 << 20  # characters; what was noted takes some ten times as much
_ROUNDS = 4
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
    views = _views(text)
    for block in _blocks(text):
        tokens.reserve(block)
        for view in views:
            learn(view(block).text, tokens)


def redacted(text: str, tokens: Tokens, *, prepared: bool = False) -> Redacted:
    """Replace the private values of a text; lines, line ends and everything else stay.

    `prepared` says that `prepare` has seen this text and all others of the run.
    """
    if not prepared:
        prepare(text, tokens)
    places: Counter[str] = Counter()
    views = _views(text)
    written = [_settled(block, views, tokens, places) for block in _blocks(text)]
    return Redacted("".join(written), dict(places))


def _settled(text: str, views: Sequence[View], tokens: Tokens, places: Counter[str]) -> str:
    """A block in which nothing is left to replace: a token may tell what the text beside it is."""
    result = _block(text, views, tokens, places)
    before, after = text.split("\n"), result.split("\n")
    changed = [at for at, line in enumerate(after) if line != before[at]]
    for _ in range(_ROUNDS):
        if not changed:
            break
        lines = [after[at] for at in changed]
        again = _block("\n".join(lines), views, tokens, places).split("\n")
        for at, line in zip(changed, again, strict=True):
            after[at] = line
        changed = [at for at, line, old in zip(changed, again, lines, strict=True) if line != old]
    return "\n".join(after)


def _block(text: str, views: Sequence[View], tokens: Tokens, places: Counter[str]) -> str:
    for view in views:
        seen = view(text)
        for kind in tokens.kinds.kinds:
            seen = _replaced(seen, look(kind, seen.text, tokens.kinds), tokens, places)
        seen = _replaced(seen, known(seen.text, tokens), tokens, places)
        text = seen.source
    return text


def _blocks(text: str) -> Iterator[str]:
    """The text in pieces of whole lines: what is noted while one is looked through need not be held for all."""
    at = 0
    while at < len(text):
        end = text.find("\n", at + _BLOCK) + 1 or len(text)
        yield text[at:end]
        at = end


def _replaced(seen: Visible, pieces: list[Piece], tokens: Tokens, places: Counter[str]) -> Visible:
    replacements = []
    for piece in pieces:
        value = piece.of(seen.text)
        token = tokens.token(tokens.kinds.kind(piece.kind), value)
        if token != value:
            replacements.append(Replacement(piece.start, piece.end, token))
            places[piece.kind] += 1
    return seen.replaced(replacements)


def _views(text: str) -> Sequence[View]:
    """The ways to look at a text: a page is looked at with its tags and without those that only format."""
    head = text[:_HEAD]
    page = head.lstrip("\ufeff \t\r\n").startswith("<") or is_fragment(head)
    return [plain, without_tags] if page else [plain]
