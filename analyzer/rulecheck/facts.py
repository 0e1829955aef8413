"""What can be said of a rule's facts without any log: which are used, which need something to be seen."""

from __future__ import annotations

import itertools
import operator
from collections.abc import Callable, Iterator, Mapping

from analyzer.engine.fact_ast import Absent, And, Count, Fact, FactRef, Not, Or, Seen, walk
from analyzer.engine.fact_graph import aliases, references, with_aliases
from analyzer.engine.rules import Cause

_MOST_NAMES = 12  # facts in one `needs`: their 4096 combinations are tried in some milliseconds
_COMPARE: Mapping[str, Callable[[int, int], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def needed(cause: Cause) -> tuple[str, ...]:
    """The facts that `needs` names, each once."""
    names = (node.name for node in walk(cause.needs) if isinstance(node, FactRef))
    return tuple(dict.fromkeys(names))


def used(cause: Cause) -> frozenset[str]:
    """The facts that bear on the cause, directly or through others that name them."""
    table = with_aliases(cause.facts)
    owners = {alias: name for name, fact in cause.facts.items() for alias, _ in aliases(fact)}
    conditions = (fix.condition for fix in cause.fixes if fix.condition)
    todo = [*needed(cause), *cause.for_, *cause.against, *cause.rules_out, *conditions]
    found: set[str] = set()
    while todo:
        name = todo.pop()
        name = owners.get(name, name)
        if name not in found and name in cause.facts:
            found.add(name)
            todo.extend(named for named, _ in references(cause.facts[name], table))
    return frozenset(found)


def demands_presence(fact: Fact, facts: Mapping[str, Fact], holds: bool = True) -> bool:
    """True when the fact can be so only where something was seen: an event, or a part of the environment."""
    match fact:
        case Seen():
            return holds
        case Absent():
            return not holds
        case Count(_, compare, number):
            return _COMPARE[compare](0, number) != holds
        case FactRef(name):
            return name not in facts or demands_presence(facts[name], facts, holds)
        case Not(part):
            return demands_presence(part, facts, not holds)
        case And(parts) | Or(parts):
            # Of a true `and` any part may demand it; of a true `or` all must, since each alone is enough.
            enough = any if isinstance(fact, And) == holds else all
            return enough(demands_presence(part, facts, holds) for part in parts)
    return True


def cases(condition: Fact) -> Iterator[tuple[dict[str, bool], bool]]:
    """Every combination of the facts that a condition names, with what the condition is then; none for very many."""
    names = list(dict.fromkeys(node.name for node in walk(condition) if isinstance(node, FactRef)))
    if len(names) > _MOST_NAMES:
        return
    for values in itertools.product((False, True), repeat=len(names)):
        told = dict(zip(names, values, strict=True))
        yield told, _is_true(condition, told)


def _is_true(condition: Fact, told: Mapping[str, bool]) -> bool:
    match condition:
        case And(parts):
            return all(_is_true(part, told) for part in parts)
        case Or(parts):
            return any(_is_true(part, told) for part in parts)
        case Not(part):
            return not _is_true(part, told)
        case FactRef(name):
            return told[name]
    return False
