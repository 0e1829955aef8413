"""Checking a fact against the vocabulary: every name must be known, and every value be one that can occur."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from analyzer.engine.fact_ast import (
    Absent,
    After,
    And,
    At,
    Before,
    Between,
    Condition,
    Count,
    EnvironmentTest,
    Fact,
    FactRef,
    FieldTest,
    Not,
    Or,
    Pattern,
    Seen,
    WithinLines,
    WithinTime,
    walk,
)
from analyzer.engine.fact_error import FactError, nearest
from analyzer.engine.fact_graph import aliases, anchors, circle, kinds_of, references, with_aliases
from analyzer.engine.fact_parser import parse_fact
from analyzer.engine.fact_values_resolve import resolve_test
from analyzer.engine.fact_vocabulary import Vocabulary

_RESERVED = frozenset(
    [
        "and",
        "or",
        "not",
        "no",
        "event",
        "as",
        "where",
        "before",
        "after",
        "between",
        "within",
        "same",
        "in",
        "contains",
    ]
)
"""Keywords; a fact of such a name could not be referred to."""
_NAME = re.compile(r"[A-Za-z_]\w*")


def resolve(fact: Fact, vocabulary: Vocabulary, facts_of_rule: Mapping[str, Fact]) -> Fact:
    """Check every name of a fact and look up its codes; raise FactError for the first that nobody knows.

    `facts_of_rule` holds all facts of the rule by name, as they were parsed.
    """
    _check_aliases(fact, facts_of_rule)
    table = with_aliases(facts_of_rule)
    _check_references(fact, vocabulary, table)
    return _Resolver(vocabulary, table).fact(fact)


def check_fact_name(name: str) -> None:
    """Refuse a name that no other fact could refer to."""
    if not _NAME.fullmatch(name) or name in _RESERVED:
        raise FactError(
            f"`{name}` cannot be the name of a fact: letters, digits and `_`, no keyword of the language"
        )


def parse_condition(text: str, names: Collection[str]) -> Fact:
    """Read a condition over the facts of a rule, such as `needs`: names with `and`, `or`, `not` and `( )`."""
    condition = parse_fact(text)
    for node in walk(condition):
        match node:
            case FactRef(name, at) if name not in names:
                raise FactError.at(at, f"no fact is named `{name}`", nearest(name, names))
            case Seen() | Absent() | Count():
                raise FactError.at(node.pattern.at, "only names of facts stand here; make this event a fact")
            case EnvironmentTest(name, _, at):
                raise FactError.at(at, f"only names of facts stand here; make the test of `{name}` a fact")
    return condition


def _check_aliases(fact: Fact, facts_of_rule: Mapping[str, Fact]) -> None:
    taken = list(facts_of_rule)
    taken += [alias for other in facts_of_rule.values() for alias, _ in aliases(other) if other != fact]
    for alias, pattern in aliases(fact):
        if alias in taken:
            raise FactError.at(pattern.at, f"`as {alias}`: this name is taken already in this rule")
        taken.append(alias)


def _check_references(fact: Fact, vocabulary: Vocabulary, table: Mapping[str, Fact]) -> None:
    for name, at in references(fact, table):
        if name not in table:
            raise _unknown_fact(name, at, vocabulary, table)
        way = circle(name, table)
        if way is not None:
            raise FactError.at(at, f"facts run in a circle: {' needs '.join(way)}")


def _unknown_fact(name: str, at: At, vocabulary: Vocabulary, table: Mapping[str, Fact]) -> FactError:
    if name in vocabulary.environment:
        return FactError.at(
            at, f"`{name}` is no fact but a part of the environment: compare it, or write `{name} known`"
        )
    return FactError.at(at, f"no fact is named `{name}`", nearest(name, table))


@dataclass(frozen=True, slots=True)
class _Resolver:
    """Walks one fact and gives it back with its codes and fields looked up."""

    vocabulary: Vocabulary
    table: Mapping[str, Fact]

    def fact(self, fact: Fact) -> Fact:
        match fact:
            case And(parts):
                return And(tuple(self.fact(part) for part in parts))
            case Or(parts):
                return Or(tuple(self.fact(part) for part in parts))
            case Not(part):
                return Not(self.fact(part))
            case Seen() | Absent() | Count():
                return replace(fact, pattern=self.pattern(fact.pattern))
            case EnvironmentTest():
                return self.environment(fact)
            case FactRef():
                return fact

    def environment(self, fact: EnvironmentTest) -> EnvironmentTest:
        known = self.vocabulary.environment
        if fact.name in self.table:
            raise FactError.at(fact.at, f"`{fact.name}` is a fact; only the environment can be compared")
        if fact.name not in known:
            message = f"`{fact.name}` is no name of the environment"
            raise FactError.at(fact.at, message, nearest(fact.name, known))
        return replace(fact, test=resolve_test(fact.test, fact.name, self.vocabulary, self.table))

    def pattern(self, pattern: Pattern) -> Pattern:
        if not self.vocabulary.covered(pattern.kind):
            suggestion = nearest(pattern.kind, self.vocabulary.every_kind())
            raise FactError.at(pattern.at, f"no event is of kind `{pattern.kind}`", suggestion)
        self.relations(pattern)
        where = None if pattern.where is None else self.condition(pattern.where, pattern.kind)
        return replace(pattern, where=where)

    def condition(self, condition: Condition, kind: str) -> Condition:
        match condition:
            case And(parts):
                return And(tuple(self.condition(part, kind) for part in parts))
            case Or(parts):
                return Or(tuple(self.condition(part, kind) for part in parts))
            case Not(part):
                return Not(self.condition(part, kind))
            case FieldTest(field, test, at):
                known = self.vocabulary.fields_of(kind)
                if field not in known:
                    message = f"no event of kind `{kind}` has a field `{field}`"
                    raise FactError.at(at, message, nearest(field, known))
                resolved = resolve_test(test, field, self.vocabulary, self.table)
                return replace(condition, test=resolved, kinds=self.vocabulary.kinds_with(field))

    def relations(self, pattern: Pattern) -> None:
        for name, at in anchors(pattern):
            if not kinds_of(self.table[name], self.table):
                raise FactError.at(at, f"`{name}` points to no event: nothing can be before or after it")
        anchored = any(isinstance(relation, (Before, After, Between)) for relation in pattern.relations)
        for relation in pattern.relations:
            if isinstance(relation, (WithinTime, WithinLines)) and not anchored:
                raise FactError.at(
                    relation.at, "`within` needs a `before`, `after` or `between` to measure from"
                )
