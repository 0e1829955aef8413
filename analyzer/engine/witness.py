"""What a cause cannot be in the list without: kinds of events, codes, pieces of text.

A pack has many causes and a log shows signs of few. Each cause hangs on its witnesses: where the view of a problem
holds none of them, what the cause needs is false, and nothing else of it has to be looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from analyzer.engine.fact_ast import (
    And,
    CodeName,
    Compare,
    Condition,
    Contains,
    Fact,
    FactRef,
    FieldTest,
    OneOf,
    Or,
    Pattern,
    Quoted,
    Seen,
    Value,
    values_of,
)
from analyzer.engine.fact_graph import with_aliases
from analyzer.engine.fact_vocabulary import ANY

if TYPE_CHECKING:
    from analyzer.engine.rules import Cause
    from analyzer.engine.view import View


@dataclass(frozen=True, slots=True)
class Kind:
    """An event of a kind or below it."""

    kind: str


@dataclass(frozen=True, slots=True)
class CodeOf:
    """An error of a table, by its number or by its name in small letters."""

    layer: str
    code: int | str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text of some event."""

    text: str


Witness: TypeAlias = Kind | CodeOf | Piece


def witnesses(needs: Fact, facts: Mapping[str, Fact]) -> frozenset[Witness] | None:
    """Find what must be seen for a condition to hold or be unknown; None where it may be so of an empty log."""
    return _of_fact(needs, with_aliases(facts))


def _of_fact(fact: Fact, table: Mapping[str, Fact]) -> frozenset[Witness] | None:
    match fact:
        case Or(parts):
            return _any(_of_fact(part, table) for part in parts)
        case And(parts):
            return _fewest(_of_fact(part, table) for part in parts)
        case FactRef(name):
            return _of_fact(table[name], table)
        case Seen(pattern):
            return _of_pattern(pattern)
    return None  # absence, numbers and the environment can hold, or be unknown, of a log that shows nothing


def _any(groups: Iterable[frozenset[Witness] | None]) -> frozenset[Witness] | None:
    found: set[Witness] = set()
    for group in groups:
        if group is None:
            return None
        found |= group
    return frozenset(found)


def _fewest(groups: Iterable[frozenset[Witness] | None]) -> frozenset[Witness] | None:
    return min((group for group in groups if group is not None), key=len, default=None)


def _of_pattern(pattern: Pattern) -> frozenset[Witness]:
    """Only of just any event the condition is looked at: of a kind, the kind itself is witness enough."""
    told = witnesses_of(pattern.where) if pattern.kind == ANY and pattern.where is not None else None
    return frozenset({Kind(pattern.kind)}) if told is None else told


def witnesses_of(where: Condition) -> frozenset[Witness] | None:
    """Find what must be seen for just any event to fit a condition."""
    match where:
        case Or(parts):
            return _any(witnesses_of(part) for part in parts)
        case And(parts):
            return _fewest(witnesses_of(part) for part in parts)
        case FieldTest("code", Compare("==") | OneOf() as test):
            return _any(_of_code(value) for value in values_of(test))
        case FieldTest("text", Contains(Quoted(text))):
            return frozenset({Piece(text)})
    return None


def _of_code(code: Value) -> frozenset[Witness] | None:
    """The number in each table that has the name; a log may print the name without one, so that is a witness too."""
    if not isinstance(code, CodeName):
        return None
    name = code.text.rpartition(":")[2].casefold()
    numbers = {CodeOf(ref.layer, "" if ref.code is None else ref.code) for ref in code.refs}
    return frozenset(numbers | {CodeOf(ref.layer, name) for ref in code.refs})


class CauseIndex:
    """The causes of a pack by their witnesses."""

    def __init__(self, causes: Iterable[Cause]) -> None:
        """Take the causes in the order of the pack."""
        self._causes = tuple(causes)
        self._always: list[int] = []
        self._seen: dict[Witness, list[int]] = {}
        self._pieces: dict[str, list[int]] = {}
        for place, cause in enumerate(self._causes):
            if cause.witnesses is None:
                self._always.append(place)
                continue
            for witness in cause.witnesses:
                if isinstance(witness, Piece):
                    self._pieces.setdefault(witness.text, []).append(place)
                else:
                    self._seen.setdefault(witness, []).append(place)

    def candidates(self, view: View) -> list[Cause]:
        """The causes that may be in the list for a view, in the order of the pack."""
        places = set(self._always)
        for witness in view.signs:
            places.update(self._seen.get(witness, ()))
        for text, causes in self._pieces.items():
            if not places.issuperset(causes) and text in view.text:
                places.update(causes)
        return [self._causes[place] for place in sorted(places)]
