"""The words of the fact language as values: what is compared, and how."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias


class At(NamedTuple):
    """Where something stands in the text of its expression, both counted from 1."""

    line: int = 1
    column: int = 1


class CodeRef(NamedTuple):
    """One entry of one table of error codes."""

    layer: str
    code: int | None
    """None for an entry that has a name and no number."""


@dataclass(frozen=True, slots=True)
class Integer:
    """A whole number, `-102` or `0x9`."""

    value: int
    hex: bool = dataclasses.field(default=False, compare=False)
    """Written in hexadecimal; says nothing about the value."""
    at: At = dataclasses.field(default=At(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A text in quotes: compared letter by letter."""

    text: str
    at: At = dataclasses.field(default=At(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Word:
    """A bare word, `nrf91` or `10.12.0`: compared as a version, a number, or a text whatever its case."""

    text: str
    at: At = dataclasses.field(default=At(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class CodeName:
    """An error code by its name, `JLINKARM_DLL_ERROR` or `nrfjprogdll:-102`, found in the tables."""

    text: str
    refs: tuple[CodeRef, ...]
    at: At = dataclasses.field(default=At(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class FieldOf:
    """A field of the events of another fact, `started.segment`."""

    fact: str
    field: str
    at: At = dataclasses.field(default=At(), compare=False, repr=False)


Literal: TypeAlias = Integer | Quoted | Word | CodeName
"""A value that stands for itself."""

Value: TypeAlias = Literal | FieldOf
"""What something is compared with."""


@dataclass(frozen=True, slots=True)
class Compare:
    """`== != < <= > >=` and a value."""

    operator: str
    value: Value


@dataclass(frozen=True, slots=True)
class OneOf:
    """`in {a, b}`."""

    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """`in a..b`, both ends included."""

    low: Value
    high: Value


@dataclass(frozen=True, slots=True)
class Contains:
    """`contains "text"`."""

    value: Value


@dataclass(frozen=True, slots=True)
class Known:
    """`known`: the log tells it, whatever it is."""


Test: TypeAlias = Compare | OneOf | Range | Contains | Known


def values_of(test: Test) -> tuple[Value, ...]:
    """Every value that a test compares with."""
    match test:
        case Compare(value=value) | Contains(value):
            return (value,)
        case OneOf(values):
            return values
        case Range(low, high):
            return (low, high)
    return ()
