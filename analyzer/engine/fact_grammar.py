"""The grammar of the fact language at work: text to nodes.

This and fact_mistakes are all that needs lark: import them late, a cached pack of rules does without.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from importlib import resources
from typing import Any

from lark import Lark, Token, Transformer, UnexpectedInput, v_args

from analyzer.engine.fact_ast import (
    Absent,
    After,
    And,
    At,
    Before,
    Between,
    Compare,
    Condition,
    Contains,
    Count,
    EnvironmentTest,
    Fact,
    FactRef,
    FieldTest,
    Integer,
    Known,
    Not,
    OneOf,
    Or,
    Pattern,
    Quoted,
    Range,
    Relation,
    Same,
    Seen,
    Test,
    Value,
    WithinLines,
    WithinTime,
    Word,
)
from analyzer.engine.fact_mistakes import explain
from analyzer.engine.versions import whole_number

_SECONDS = {"ms": 0.001, "s": 1.0, "min": 60.0, "h": 3600.0}
_ESCAPES = {"n": "\n", "t": "\t"}


def parse(text: str) -> Fact:
    """Read one expression; raise FactError where it breaks off."""
    try:
        tree: Any = _parser().parse(text)
    except UnexpectedInput as error:
        raise explain(error, text, _parser().parse) from None
    fact: Fact = tree
    return fact


@functools.cache
def _parser() -> Lark:
    grammar = resources.files(__package__).joinpath("facts.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", transformer=_Builder())


def _at(token: Token) -> At:
    return At(token.line or 1, token.column or 1)


def _unquoted(text: str) -> str:
    """Strip the quotes of a string and undo its escapes."""
    parts = text[1:-1].split("\\\\")
    return "\\".join(_unescaped(part) for part in parts)


def _unescaped(text: str) -> str:
    head, *tails = text.split("\\")
    return head + "".join(_ESCAPES.get(tail[:1], tail[:1]) + tail[1:] for tail in tails)


def _joined(node: Callable[[tuple[Any, ...]], Any]) -> Callable[..., Any]:
    """Make a builder method that collects all its children in one boolean node."""
    return lambda _self, *parts: node(parts)


@v_args(inline=True)
class _Builder(Transformer[Token, Any]):
    """One method for each rule of the grammar."""

    disjunction = any_condition = _joined(Or)
    conjunction = all_condition = _joined(And)

    def start(self, fact: Fact) -> Fact:
        return fact

    def negated(self, part: Any) -> Not[Any]:  # noqa: ANN401 - a fact or a condition
        return Not(part)

    def seen(self, kind: Token, alias: Token | None, where: Condition | None, *relations: Relation) -> Seen:
        return Seen(_pattern(kind, where, relations), None if alias is None else str(alias))

    def absent(self, kind: Token, where: Condition | None, *relations: Relation) -> Absent:
        return Absent(_pattern(kind, where, relations))

    def count(self, kind: Token, where: Condition | None, *rest: Any) -> Count:  # noqa: ANN401 - relations, tokens
        *relations, operator, number = rest
        return Count(_pattern(kind, where, tuple(relations)), str(operator), int(number))

    def environment(self, name: Token, test: Test) -> EnvironmentTest:
        return EnvironmentTest(str(name), test, _at(name))

    def reference(self, name: Token) -> FactRef:
        return FactRef(str(name), _at(name))

    def where(self, condition: Condition) -> Condition:
        return condition

    def field_test(self, name: Token, test: Test) -> FieldTest:
        return FieldTest(str(name), test, _at(name))

    def compare(self, operator: Token, value: Value) -> Compare:
        return Compare(str(operator), value)

    def one_of(self, *values: Value) -> OneOf:
        return OneOf(values)

    def range(self, low: Value, high: Value) -> Range:
        return Range(low, high)

    def contains(self, value: Value) -> Contains:
        return Contains(value)

    def known(self) -> Known:
        return Known()

    def value(self, token: Token) -> Value:
        if token.type == "STRING":
            return Quoted(_unquoted(token), _at(token))
        number = whole_number(token)
        if number is None:
            return Word(str(token), _at(token))
        return Integer(number, "x" in token.lower(), _at(token))

    def before(self, name: Token) -> Before:
        return Before(str(name), _at(name))

    def after(self, name: Token) -> After:
        return After(str(name), _at(name))

    def between(self, first: Token, second: Token) -> Between:
        return Between(str(first), str(second), _at(first), _at(second))

    def within_time(self, token: Token) -> WithinTime:
        number = token.rstrip("msinh").strip()
        return WithinTime(round(float(number) * _SECONDS[token[len(number) :].strip()], 3), _at(token))

    def within_lines(self, token: Token) -> WithinLines:
        return WithinLines(int(token.split("l")[0]), _at(token))

    def same(self, what: Token) -> Same:
        return Same(str(what), _at(what))


def _pattern(kind: Token, where: Condition | None, relations: tuple[Relation, ...]) -> Pattern:
    return Pattern(str(kind), where, relations, _at(kind))
