"""The fact language as values: what an expression of a rule says, free of any text and of any log.

Every node is frozen, comparable and picklable, so that a compiled pack can be kept in a cache and read back
without the grammar. Positions (`at`) serve error messages only and never take part in comparison.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from analyzer.engine.fact_terms import (
    At,
    CodeName,
    CodeRef,
    Compare,
    Contains,
    FieldOf,
    Integer,
    Known,
    Literal,
    OneOf,
    Quoted,
    Range,
    Test,
    Value,
    Word,
    values_of,
)

__all__ = [
    "Absent",
    "After",
    "Anchor",
    "And",
    "At",
    "Before",
    "Between",
    "CodeName",
    "CodeRef",
    "Compare",
    "Condition",
    "Contains",
    "Count",
    "EnvironmentTest",
    "Fact",
    "FactRef",
    "FieldOf",
    "FieldTest",
    "Integer",
    "Known",
    "Literal",
    "Modifier",
    "Not",
    "OneOf",
    "Or",
    "Pattern",
    "Quoted",
    "Range",
    "Relation",
    "Same",
    "Seen",
    "Test",
    "Value",
    "WithinLines",
    "WithinTime",
    "Word",
    "values_of",
    "walk",
]

PartT = TypeVar("PartT")


@dataclass(frozen=True, slots=True)
class And(Generic[PartT]):
    """All of two or more parts."""

    parts: tuple[PartT, ...]


@dataclass(frozen=True, slots=True)
class Or(Generic[PartT]):
    """Any of two or more parts."""

    parts: tuple[PartT, ...]


@dataclass(frozen=True, slots=True)
class Not(Generic[PartT]):
    """The opposite of its part; of unknown it is unknown."""

    part: PartT


@dataclass(frozen=True, slots=True)
class FieldTest:
    """A test of one field of an event."""

    field: str
    test: Test
    at: At = dataclasses.field(default=At(), compare=False, repr=False)
    kinds: frozenset[str] | None = dataclasses.field(default=None, compare=False, repr=False)
    """The kinds that have the field at all, found by `resolve`; None for a field that every event has."""


Condition: TypeAlias = "FieldTest | And[Condition] | Or[Condition] | Not[Condition]"
"""What follows `where`."""


@dataclass(frozen=True, slots=True)
class Before:
    """Earlier in the log than an event of another fact."""

    fact: str
    at: At = dataclasses.field(default=At(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class After:
    """Later in the log than an event of another fact."""

    fact: str
    at: At = dataclasses.field(default=At(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Between:
    """Later than an event of the first fact and earlier than one of the second."""

    first: str
    second: str
    at: At = dataclasses.field(default=At(), compare=False, repr=False)
    second_at: At = dataclasses.field(default=At(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class WithinTime:
    """At most so many seconds from the anchor, by the clock of the log."""

    seconds: float
    at: At = dataclasses.field(default=At(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class WithinLines:
    """At most so many lines from the anchor."""

    lines: int
    at: At = dataclasses.field(default=At(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Same:
    """Of the same `session`, `operation` or `probe` as the anchor; without one, as what is diagnosed."""

    what: str
    at: At = dataclasses.field(default=At(), compare=False, repr=False)


Anchor: TypeAlias = Before | After | Between
Modifier: TypeAlias = WithinTime | WithinLines | Same
Relation: TypeAlias = Anchor | Modifier


@dataclass(frozen=True, slots=True)
class Pattern:
    """Which events are meant."""

    kind: str
    """Covers every kind below it; `any` covers all."""
    where: Condition | None = None
    relations: tuple[Relation, ...] = ()
    at: At = dataclasses.field(default=At(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Seen:
    """`event ...`: at least one such event."""

    pattern: Pattern
    alias: str | None = None
    """A name for its events, to be used by other facts as an anchor or in values."""


@dataclass(frozen=True, slots=True)
class Absent:
    """`no event ...`: none, as far as the log can tell."""

    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Count:
    """`count(event ...) >= n`."""

    pattern: Pattern
    operator: str
    number: int


@dataclass(frozen=True, slots=True)
class EnvironmentTest:
    """A test of something known about the run: versions, operating system, device family."""

    name: str
    test: Test
    at: At = dataclasses.field(default=At(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class FactRef:
    """Another fact of the same rule, by name."""

    name: str
    at: At = dataclasses.field(default=At(), compare=False, repr=False)


Fact: TypeAlias = "Seen | Absent | Count | EnvironmentTest | FactRef | And[Fact] | Or[Fact] | Not[Fact]"
"""One fact of a rule; also the `needs` of a cause, which consists of references only."""


def walk(node: Fact | Condition) -> Iterator[Fact | Condition]:
    """Yield a node and everything boolean below it, the conditions of its patterns included."""
    todo: list[Fact | Condition] = [node]
    while todo:
        current = todo.pop()
        yield current
        match current:
            case And(parts) | Or(parts):
                todo.extend(reversed(parts))
            case Not(part):
                todo.append(part)
            case Seen() | Absent() | Count():
                todo.extend([current.pattern.where] if current.pattern.where is not None else [])
