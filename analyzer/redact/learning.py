"""Values found once in a place that tells what they are, and then replaced wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from analyzer.redact.kinds import Kind
from analyzer.redact.look import is_apart, look
from analyzer.redact.path_walk import is_file
from analyzer.redact.pieces import Piece
from analyzer.redact.tokens import Tokens, first_word, plain_word

_WORD = re.compile(r"[^\W_]+")
_NAME = re.compile(r"[\w.+-]{1,200}")
_NAME_BEFORE = re.compile(r"[\w.+-]+\Z")
_LONGEST_NAME = 100
_FRACTION = re.compile(r"\d\.\Z")
# Capitals within, a hyphen or an underscore between letters, or a digit: what a plain word has not.
_UNUSUAL = re.compile(r"[a-z][A-Z]|[^\W_][_-][^\W\d_]|[^\W\d_]{3}\d")
_FEW = 64  # words that one expression looks for faster than a look at every word would
_LEAST_LETTERS = 3  # a name of two letters stands in too many texts
_LEAST_DIGITS = 6


def learn(text: str, tokens: Tokens) -> None:
    """Note the values that the text itself tells to be private."""
    kinds = tokens.kinds
    for kind in kinds.kinds:
        # Paths tell of users, and are themselves no values to be learned.
        if not (kind.learn or any(shape.walk for shape in kind.shapes)):
            continue
        for piece in look(kind, text, kinds):
            found = kinds.kind(piece.kind)
            value = piece.of(text)
            if found.learn and _is_particular(value, found, tokens):
                tokens.learned[first_word(value)].setdefault(value.casefold(), (found, value))


def teach(words: Iterable[str], tokens: Tokens) -> None:
    """Note words that somebody named: they are replaced wherever they stand as words, in any case."""
    kind = tokens.kinds.kind("named")
    for word in words:
        if first := first_word(word):
            tokens.learned[first].setdefault(word.casefold(), (kind, word))


def known(text: str, tokens: Tokens) -> list[Piece]:
    """Where the values stand that were learned from this or another text."""
    found: list[Piece] = []
    for word in _learned_words(text, tokens):
        for kind, value in tokens.learned.get(plain_word(word[0].casefold()), {}).values():
            end = _end(text, word, value)
            if (
                end
                and is_apart(kind, text, word.start(), end)
                and _is_meant(text, word.start(), kind, tokens)
            ):
                found.append(Piece(word.start(), end, kind.id))
    return _apart(found)


def _learned_words(text: str, tokens: Tokens) -> Iterator[re.Match[str]]:
    """The words of a text with which a learned value may begin."""
    present = tokens.learned.keys() & {plain_word(word) for word in _WORD.findall(text.casefold())}
    if len(present) > _FEW:
        yield from _WORD.finditer(text)
    elif present:
        words = "|".join(re.escape(word) for word in sorted(present))
        yield from re.finditer(rf"(?<![^\W_])0*(?:{words})(?![^\W_])", text, re.IGNORECASE)


def _apart(pieces: list[Piece]) -> list[Piece]:
    """The pieces in their order; of two that overlap the one that begins first, or the longer."""
    kept: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: (piece.start, -piece.end)):
        if not kept or piece.start >= kept[-1].end:
            kept.append(piece)
    return kept


def _is_meant(text: str, start: int, kind: Kind, tokens: Tokens) -> bool:
    """False for the name of a folder within that of a file: names of files stay."""
    if kind.learn != "unusual":
        return True
    before = _NAME_BEFORE.search(text, max(0, start - _LONGEST_NAME), start)
    name = _NAME.match(text, before.start() if before else start)
    return name is None or not is_file(name[0].rstrip("."), tokens.kinds)


def _end(text: str, word: re.Match[str], value: str) -> int:
    """Where a value ends that begins with a word of the text; 0 when it is another."""
    if value.isdigit():
        # Behind a point the digits are a fraction.
        apart = not _FRACTION.search(text, max(0, word.start() - 2), word.start())
        return word.end() if apart else 0
    end = word.start() + len(value)
    same = text[word.start() : end].casefold() == value.casefold()
    return end if same and not _WORD.match(text, end) else 0


def _is_particular(value: str, kind: Kind, tokens: Tokens) -> bool:
    """True for a value that no other word of a log is likely to be."""
    if tokens.is_token(value) or kind.unlearned.holds(value):
        return False
    if value.isdigit():
        return len(value.lstrip("0")) >= _LEAST_DIGITS
    if kind.learn == "unusual" and not _UNUSUAL.search(value):
        return False
    return len(value) >= _LEAST_LETTERS and value.casefold() not in tokens.kinds.common
