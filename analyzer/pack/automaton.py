"""A regular expression as an automaton whose steps are the ways in which a backtracking matcher can read a text.

The states are the places of the expression that take a character. Two ways between the same states, which `(a*)*`
has, count as two: a matcher tries both. What looks around and what never gives back (`a++`, `(?>...)`) is read as if
it were part of the text and gave back. So this finds every expression that is worth measuring, and some that are not.
"""

from __future__ import annotations

import re._constants as sre  # type: ignore[import-not-found]  # what Python itself reads out of an expression
import re._parser as sre_parser  # type: ignore[import-not-found]  # a reading of our own would differ from it
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any, cast

_MOST_COPIES = 3  # rounds of a repeat with bounds; a longer one is taken for one without
_MOST_STATES = 2000  # the longest pattern of the rules has some 300
_SAMPLE = " \t\n09azAZ_-.:/\\'\"(~,=é温"
"""Characters that stand for their kind; those that the expression names come to them."""

State = int
START: State = -1


class TooLargeError(Exception):
    """An expression of more states than are looked at."""


@dataclass(frozen=True, slots=True)
class Automaton:
    """The states of an expression, their characters, and the steps between them."""

    takes: Sequence[frozenset[str]]
    """By state, which characters of the sample it takes."""
    steps: Mapping[State, Mapping[State, int]]
    """From a state to the next ones, with the number of ways; from START to those it begins with."""


def automaton(source: str) -> Automaton:
    """The automaton of an expression that compiles. Raises TooLargeError."""
    parsed = sre_parser.parse(source)
    builder = _Builder(frozenset(_SAMPLE) | frozenset(_named(parsed)), "(?i" in source)
    whole = builder.sequence(parsed)
    builder.steps[START].update(whole.firsts)
    return Automaton(builder.takes, builder.steps)


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of an expression: how it begins and ends, and in how many ways it takes nothing."""

    firsts: Counter[State] = field(default_factory=Counter)
    lasts: Counter[State] = field(default_factory=Counter)
    skips: int = 1


class _Builder:
    """Makes the states and steps while it walks through an expression."""

    def __init__(self, sample: frozenset[str], alike: bool) -> None:
        """`alike`: capital and small letters are the same."""
        self.takes: list[frozenset[str]] = []
        self.steps: defaultdict[State, Counter[State]] = defaultdict(Counter)
        self._sample = sample
        self._alike = alike

    def sequence(self, items: Iterable[Any]) -> _Part:
        """Pieces one after another."""
        return reduce(self._joined, map(self._part, items), _Part())

    def _part(self, item: Any) -> _Part:  # noqa: ANN401 - the parser's own tuples
        kind, value = item
        if kind in (sre.LITERAL, sre.NOT_LITERAL, sre.ANY, sre.IN):
            return self._leaf(frozenset(filter(self._taking(kind, value), self._sample)))
        if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            return self._repeat(*value)
        if kind is sre.BRANCH:
            return _either(map(self.sequence, value[1]))
        if kind in (sre.SUBPATTERN, sre.ATOMIC_GROUP):
            return self.sequence(value[-1] if kind is sre.SUBPATTERN else value)
        if kind in (sre.ASSERT, sre.ASSERT_NOT):
            return _either([_Part(), self.sequence(value[1])])
        if kind is sre.GROUPREF:
            return self._repeat(0, sre.MAXREPEAT, [(sre.ANY, None)])
        if kind is sre.GROUPREF_EXISTS:
            return _either([self.sequence(value[1]), self.sequence(value[2] or [])])
        return _Part()

    def _leaf(self, takes: frozenset[str]) -> _Part:
        if len(self.takes) >= _MOST_STATES:
            raise TooLargeError
        self.takes.append(takes)
        state = len(self.takes) - 1
        return _Part(Counter({state: 1}), Counter({state: 1}), 0)

    def _taking(self, kind: Any, value: Any) -> Callable[[str], bool]:  # noqa: ANN401 - the parser's own values
        def takes(char: str) -> bool:
            return any(
                _takes(kind, value, form) for form in ({char, char.swapcase()} if self._alike else {char})
            )

        return takes

    def _joined(self, before: _Part, after: _Part) -> _Part:
        self._step(before.lasts, after.firsts)
        firsts = before.firsts + _times(after.firsts, before.skips)
        lasts = after.lasts + _times(before.lasts, after.skips)
        return _Part(firsts, lasts, before.skips * after.skips)

    def _step(self, lasts: Counter[State], firsts: Counter[State]) -> None:
        for last, ways in lasts.items():
            for first, others in firsts.items():
                self.steps[last][first] += ways * others

    def _repeat(self, least: int, most: Any, body: Sequence[Any]) -> _Part:  # noqa: ANN401 - a number or MAXREPEAT
        needed = [self.sequence(body) for _ in range(min(least, _MOST_COPIES))]
        endless = most is sre.MAXREPEAT or most > _MOST_COPIES
        if not endless:
            rest = _Part()
            for _ in range(
                int(most) - len(needed)
            ):  # from within: (a(a)?)?, for a?a? could take one `a` in two ways
                rest = _either([_Part(), self._joined(self.sequence(body), rest)])
            return reduce(self._joined, [*needed, rest], _Part())
        if not needed:
            needed = [_either([_Part(), self.sequence(body)])]
        self._step(needed[-1].lasts, needed[-1].firsts)
        return reduce(self._joined, needed, _Part())


def _either(parts: Iterable[_Part]) -> _Part:
    every = list(parts)
    firsts: Counter[State] = sum((part.firsts for part in every), Counter())
    lasts: Counter[State] = sum((part.lasts for part in every), Counter())
    return _Part(firsts, lasts, min(1, sum(p.skips for p in every)))


def _times(counted: Counter[State], number: int) -> Counter[State]:
    return Counter({state: count * number for state, count in counted.items()} if number else {})


def _takes(kind: Any, value: Any, char: str) -> bool:  # noqa: ANN401 - the parser's own values
    if kind is sre.ANY:
        return char != "\n"
    if kind is sre.LITERAL:
        return bool(ord(char) == value)
    if kind is sre.NOT_LITERAL:
        return bool(ord(char) != value)
    if kind is sre.RANGE:
        return bool(value[0] <= ord(char) <= value[1])
    if kind is sre.CATEGORY:
        return _in_category(str(value), char)
    negated = bool(value) and value[0][0] is sre.NEGATE
    return negated != any(_takes(item[0], item[1], char) for item in value if item[0] is not sre.NEGATE)


def _in_category(name: str, char: str) -> bool:
    negated = "_NOT_" in name
    if name.endswith("DIGIT"):
        return negated != char.isdecimal()
    if name.endswith("SPACE"):
        return negated != char.isspace()
    return negated != (char.isalnum() or char == "_")


def _named(items: Any) -> Iterator[str]:  # noqa: ANN401 - the parser's own tuples
    """The characters that an expression names, those within ranges left out."""
    if isinstance(items, tuple) and len(items) == 2 and items[0] in (sre.LITERAL, sre.NOT_LITERAL):
        yield chr(cast("int", items[1]))
    elif isinstance(items, tuple) and len(items) == 2 and items[0] is sre.RANGE:
        yield from map(chr, items[1])
    elif isinstance(items, tuple | list | sre_parser.SubPattern):
        for item in items:
            yield from _named(item)
