"""How the facts of one rule lean on each other: who names whom, in which order they are told, circles."""

from __future__ import annotations

import graphlib
from collections.abc import Collection, Iterator, Mapping

from analyzer.engine.fact_ast import (
    Absent,
    After,
    And,
    At,
    Before,
    Between,
    Count,
    EnvironmentTest,
    Fact,
    FactRef,
    FieldOf,
    FieldTest,
    Or,
    Pattern,
    Seen,
    Test,
    Word,
    values_of,
    walk,
)


def with_aliases(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """Add a fact for every `as NAME`: an alias is a fact that holds for the events it names."""
    table = dict(facts)
    for fact in facts.values():
        table.update({alias: Seen(pattern) for alias, pattern in aliases(fact)})
    return table


def aliases(fact: Fact) -> Iterator[tuple[str, Pattern]]:
    """Yield every alias of a fact with the pattern that it names."""
    for node in walk(fact):
        if isinstance(node, Seen) and node.alias is not None:
            yield node.alias, node.pattern


def patterns_of(fact: Fact) -> Iterator[Pattern]:
    """Yield every pattern of a fact."""
    for node in walk(fact):
        if isinstance(node, (Seen, Absent, Count)):
            yield node.pattern


def references(fact: Fact, names: Collection[str]) -> Iterator[tuple[str, At]]:
    """Yield every fact that this one names, and where: as a fact, as an anchor, as `fact.field`."""
    for node in walk(fact):
        match node:
            case FactRef(name, at):
                yield name, at
            case FieldTest() | EnvironmentTest():
                yield from _of_test(node.test, names)
            case Seen(pattern) | Absent(pattern) | Count(pattern):
                yield from anchors(pattern)


def anchors(pattern: Pattern) -> Iterator[tuple[str, At]]:
    """Yield the facts that a pattern's events are before, after or between."""
    for relation in pattern.relations:
        match relation:
            case Before(name, at) | After(name, at):
                yield name, at
            case Between(first, second, at, second_at):
                yield first, at
                yield second, second_at


def _of_test(test: Test, names: Collection[str]) -> Iterator[tuple[str, At]]:
    for value in values_of(test):
        match value:
            case FieldOf(name, _, at):
                yield name, at
            case Word(text, at) if "." in text and text.split(".")[0] in names:
                yield text.split(".")[0], at


def evaluation_order(table: Mapping[str, Fact]) -> tuple[str, ...]:
    """Order the facts so that each comes after all it names; raise graphlib.CycleError for a circle."""
    graph = {name: {needed for needed, _ in references(fact, table)} for name, fact in table.items()}
    return tuple(name for name in graphlib.TopologicalSorter(graph).static_order() if name in table)


def circle(start: str, table: Mapping[str, Fact]) -> tuple[str, ...] | None:
    """Find a circle that a fact leads into, as names in the order they need each other; None without one."""
    reached = {start: table[start]} if start in table else {}
    todo = list(reached)
    while todo:
        for needed, _ in references(reached[todo.pop()], table):
            if needed in table and needed not in reached:
                reached[needed] = table[needed]
                todo.append(needed)
    try:
        evaluation_order(reached)
    except graphlib.CycleError as error:
        needed_first: list[str] = error.args[1]
        return tuple(reversed(needed_first))
    return None


def kinds_of(fact: Fact, table: Mapping[str, Fact]) -> frozenset[str]:
    """Find the kinds of the events that a true fact points to; none for absence and for the environment."""
    kinds: set[str] = set()
    todo, passed = [fact], set[str]()
    while todo:
        match todo.pop():
            case Seen(pattern) | Count(pattern):
                kinds.add(pattern.kind)
            case FactRef(name) if name in table and name not in passed:
                passed.add(name)
                todo.append(table[name])
            case And(parts) | Or(parts):
                todo.extend(parts)
    return frozenset(kinds)
