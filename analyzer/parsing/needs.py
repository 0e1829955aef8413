"""What a text cannot lack if an expression is to match it: pieces of literal text, read off the expression.

Most lines match none of a catalogue's thousand expressions, and looking for a piece of text costs a fiftieth of trying
one. A piece is written as `plain_form` writes a text: in small letters, every digit a 0, a line end at either end, so
that the place of a piece at the start or the end of a message counts too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import product
from re import _constants as op  # the only way to read an expression as its parts
from re import _parser as parser
from typing import Any, TypeAlias

Need: TypeAlias = tuple[str, ...]
"""Pieces one of which must be there."""

END = "\n"
_MOST_FORMS = 24  # ways to write one piece that are worth looking for
_LONGEST = 40  # letters of a piece; more tell no better
_MOST_PIECES = 120  # pieces of one need
_LEAST = 3  # shorter pieces stand in most lines
_MOST_NEEDS = 4
_DIGITS = str.maketrans("123456789", "000000000")
# The letters that an expression takes for i, k and s when it does not heed case.
_LIKE_ASCII = str.maketrans({"\u0130": "i", "\u0131": "i", "\u212a": "k", "\u017f": "s"})


def shape(text: str) -> str:
    """A text with every digit a 0: messages that differ in numbers only have one shape."""
    return text.translate(_DIGITS)


def plain_form(shaped: str) -> str:
    """A shape as pieces are written."""
    if not shaped.isascii():
        shaped = shaped.translate(_LIKE_ASCII)
    return f"{END}{shaped.lower()}{END}"


@cache
def needs_of(source: str, *, whole: bool) -> tuple[Need, ...]:
    """The needs of an expression, the most telling first; none when nothing is certain.

    `whole`: it is matched from the start of a text, not searched in it.
    """
    reading = _Reading({END} if whole else {""})
    reading.sequence(parser.parse(source))
    reading.cut()
    telling = sorted(dict.fromkeys(reading.needs), key=lambda need: (-min(map(len, need)), len(need)))
    return tuple(telling[:_MOST_NEEDS])


class _Reading:
    """Walks an expression; `forms` are the ways in which the literal text up to here can be written."""

    def __init__(self, forms: set[str]) -> None:
        self.forms = forms
        self.needs: list[Need] = []

    def sequence(self, items: Iterable[tuple[Any, Any]]) -> None:
        for kind, argument in items:
            self._item(kind, argument)

    def cut(self) -> None:
        """End the piece here: what comes next may be anything."""
        if all(len(form) >= _LEAST for form in self.forms):
            self.needs.append(_shortest(self.forms))
        self.forms = {""}

    def _item(self, kind: Any, argument: Any) -> None:  # noqa: ANN401 - as `re` has them
        forms = _forms(kind, argument)
        if forms is not None:
            self._append(forms)
            return
        if kind in (op.SUBPATTERN, op.ATOMIC_GROUP):
            self.sequence(argument[-1] if kind is op.SUBPATTERN else argument)
            return
        if kind in _REPEATS and argument[0] > 0:
            self.sequence(argument[2])
        elif kind is op.ASSERT and argument[0] > 0:
            self.needs += _read(argument[1])
        elif kind is op.BRANCH:
            self._branch(argument[1])
        self.cut()

    def _append(self, forms: frozenset[str]) -> None:
        if len(self.forms) * len(forms) > _MOST_FORMS or max(map(len, self.forms)) > _LONGEST:
            self.cut()
        self.forms = _after(self.forms, forms)

    def _branch(self, branches: Sequence[Sequence[tuple[Any, Any]]]) -> None:
        """Of each branch one need; together they are one, if every branch has one and they are not too many."""
        chosen = [max(_read(branch), key=lambda need: min(map(len, need)), default=()) for branch in branches]
        joined = {piece for need in chosen for piece in need}
        if all(chosen) and len(joined) <= _MOST_PIECES:
            self.needs.append(_shortest(joined))


def _read(items: Iterable[tuple[Any, Any]]) -> list[Need]:
    reading = _Reading({""})
    reading.sequence(items)
    reading.cut()
    return reading.needs


def _shortest(pieces: set[str]) -> Need:
    """The pieces without those that hold another one."""
    kept: list[str] = []
    for piece in sorted(pieces, key=lambda piece: (len(piece), piece)):
        if not any(other in piece for other in kept):
            kept.append(piece)
    return tuple(sorted(kept))


_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_NOTHING = frozenset({""})


def _forms(kind: Any, argument: Any) -> frozenset[str] | None:  # noqa: ANN401 - as `re` has them
    """Every way to write a part, when there are few; None when there are many or they are unknown."""
    if kind is op.LITERAL:
        return _letter(argument)
    if kind is op.IN:
        return _joined(_forms(*item) if item[0] is op.LITERAL else None for item in argument)
    if kind is op.AT:
        return frozenset({END}) if argument in (op.AT_END, op.AT_END_STRING) else _NOTHING
    if kind is op.ASSERT_NOT:
        return _NOTHING
    if kind is op.SUBPATTERN:
        return _sequence_forms(argument[-1])
    if kind is op.ATOMIC_GROUP:
        return _sequence_forms(argument)
    if kind is op.BRANCH:
        return _joined(_sequence_forms(branch) for branch in argument[1])
    if kind in _REPEATS and argument[1] == 1:
        inner = _sequence_forms(argument[2])
        return inner if inner is None or argument[0] == 1 else inner | _NOTHING
    return None


def _after(before: Iterable[str], forms: Iterable[str]) -> set[str]:
    """Every way to write one after the other; where the text ends, it ends once."""
    return {(one + other).replace(END + END, END) for one, other in product(before, forms)}


def _letter(code: int) -> frozenset[str] | None:
    return frozenset({shape(chr(code)).lower()}) if code < 128 else None


def _joined(groups: Iterator[frozenset[str] | None]) -> frozenset[str] | None:
    found: set[str] = set()
    for group in groups:
        if group is None or len(found | group) > _MOST_FORMS:
            return None
        found |= group
    return frozenset(found)


def _sequence_forms(items: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    forms = _NOTHING
    for kind, argument in items:
        more = _forms(kind, argument)
        if more is None or len(forms) * len(more) > _MOST_FORMS:
            return None
        forms = frozenset(_after(forms, more))
    return forms


@cache
def is_digit_blind(source: str) -> bool:
    """True when an expression takes any digit where it takes one, so that it fits a text just as it fits its shape."""
    return all(_is_blind(kind, argument) for kind, argument in _parts(parser.parse(source)))


def _parts(items: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """Every part of an expression, the inner ones too."""
    for item in items:
        if isinstance(item, tuple) and len(item) == 2 and isinstance(item[0], op._NamedIntConstant):
            yield item
        if isinstance(item, (tuple, list, parser.SubPattern)):
            yield from _parts(item)


def _is_blind(kind: Any, argument: Any) -> bool:  # noqa: ANN401 - as `re` has them
    if kind in (op.LITERAL, op.NOT_LITERAL):
        return not 48 <= argument <= 57
    if kind is op.RANGE:
        digits = range(max(argument[0], 48), min(argument[1], 57) + 1)
        return len(digits) in (0, 10)
    return kind not in (op.GROUPREF, op.GROUPREF_IGNORE, op.GROUPREF_EXISTS)
