"""Checking the values that a test compares with: codes by name, fields of other facts, closed lists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from analyzer.engine.fact_ast import (
    At,
    CodeName,
    CodeRef,
    Compare,
    Contains,
    Fact,
    FieldOf,
    Integer,
    Known,
    OneOf,
    Quoted,
    Range,
    Test,
    Value,
    Word,
)
from analyzer.engine.fact_error import FactError, nearest
from analyzer.engine.fact_graph import kinds_of
from analyzer.engine.fact_vocabulary import KIND_FIELDS, Vocabulary, covers
from analyzer.engine.versions import Version, whole_number

EQUALITIES = frozenset({"==", "!="})
"""The comparisons that need no order."""

_DOTTED = re.compile(r"[A-Za-z_]\w*\.")


def resolve_test(test: Test, name: str, vocabulary: Vocabulary, table: Mapping[str, Fact]) -> Test:
    """Look up every value of a test of the field or environment name given."""
    match test:
        case Compare(operator, value):
            return replace(test, value=_value(value, name, operator in EQUALITIES, vocabulary, table))
        case OneOf(values):
            return OneOf(tuple(_value(value, name, True, vocabulary, table) for value in values))
        case Range(low, high):
            return Range(*(_value(value, name, False, vocabulary, table) for value in (low, high)))
        case Contains(value):
            return Contains(_reference(value, name, vocabulary, table))
        case Known():
            return test


def _value(
    value: Value, name: str, equality: bool, vocabulary: Vocabulary, table: Mapping[str, Fact]
) -> Value:
    """Look up one value; `equality` when it is compared by == or !=, not by order."""
    value = _reference(value, name, vocabulary, table)
    match value:
        case FieldOf():
            return value
        case Integer(number, _, at) if name == "code" and equality:
            _check_number(number, at, vocabulary)
        case Quoted(text, at) | Word(text, at) if name == "code":
            if not equality:
                raise FactError.at(at, "codes have an order by number only, not by name")
            return _named(text, at, vocabulary)
        case Quoted(text, at) | Word(text, at) if equality:
            _check_word(text, at, name, vocabulary)
    return value


def _reference(value: Value, name: str, vocabulary: Vocabulary, table: Mapping[str, Fact]) -> Value:
    """Take a dotted word for what it is: `fact.field`, or a kind where kinds are compared, or a version."""
    if not isinstance(value, Word) or not _DOTTED.match(value.text) or Version.read(value.text) is not None:
        return value
    fact, _, field = value.text.partition(".")
    if fact in table:
        known = frozenset().union(*(vocabulary.fields_of(kind) for kind in kinds_of(table[fact], table)))
        if field not in known:
            raise FactError.at(
                value.at, f"the events of `{fact}` have no field `{field}`", nearest(field, known)
            )
        return FieldOf(fact, field, value.at)
    if name in KIND_FIELDS:
        return value
    message = f"no fact is named `{fact}`; a text with a dot in it stands in quotes"
    raise FactError.at(value.at, message, nearest(fact, table))


def _check_number(number: int, at: At, vocabulary: Vocabulary) -> None:
    known = {ref.code for ref in vocabulary.numbers()}
    if not known & {number, signed(number)}:
        raise FactError.at(at, f"no table of codes has the number {number}")


def signed(number: int) -> int:
    """Read a number as a 32 bit one with a sign: 0xffffff9a is -102."""
    return number - (1 << 32) if 1 << 31 <= number < 1 << 32 else number


def _named(text: str, at: At, vocabulary: Vocabulary) -> CodeName:
    """Find a code written as NAME, `layer:NAME` or `layer:number`."""
    layer, colon, name = text.rpartition(":")
    if not colon:
        return CodeName(text, _refs(text, text, at, vocabulary), at)
    if layer not in vocabulary.layers():
        raise FactError.at(at, f"no table of codes is named `{layer}`", nearest(layer, vocabulary.layers()))
    number = whole_number(name)
    found = _refs(name, text, at, vocabulary) if number is None else vocabulary.numbers()
    numbers = None if number is None else {number, signed(number)}
    refs = tuple(ref for ref in found if ref.layer == layer and (numbers is None or ref.code in numbers))
    if not refs:
        raise FactError.at(at, f"the table `{layer}` has no code `{name}`")
    return CodeName(text, refs, at)


def _refs(name: str, text: str, at: At, vocabulary: Vocabulary) -> tuple[CodeRef, ...]:
    refs = vocabulary.codes.get(name)
    if refs is None:
        near = nearest(name, vocabulary.codes)
        suggestion = None if near is None else text.removesuffix(name) + near
        raise FactError.at(at, f"no table of codes has the name `{name}`", suggestion)
    return refs


def _check_word(text: str, at: At, name: str, vocabulary: Vocabulary) -> None:
    """Refuse a word that the field or name can never have."""
    known = {"layer": vocabulary.layers(), "kind": vocabulary.every_kind()}.get(name) or vocabulary.values_of(
        name
    )
    if known is None or text.casefold() in {word.casefold() for word in known}:
        return
    if name in KIND_FIELDS and any(covers(text, word) for word in known):
        return
    raise FactError.at(at, f"`{name}` is never `{text}`", nearest(text, known))
