"""Reading the fact language: text in, a fact out, FactError for everything that is not one.

Importing this does not import the parser generator; only the first call of `parse_fact` does.
"""

from __future__ import annotations

from analyzer.engine.fact_ast import Absent, And, Count, Fact, Not, Or, Seen
from analyzer.engine.fact_error import FactError

_LONGEST = 4000
"""Characters of one expression; the longest useful ones have some three hundred."""
_DEEPEST = 40
"""Levels of nesting; far below what recursion can bear, far above what anybody can read."""


def parse_fact(text: str) -> Fact:
    """Read the syntax of one expression; names are checked by `resolve`."""
    if len(text) > _LONGEST:
        raise FactError(f"the expression is longer than {_LONGEST} characters")
    if not text.strip():
        raise FactError("the expression is empty")
    from analyzer.engine.fact_grammar import parse  # late: a compiled pack does without lark

    fact = parse(text)
    if _depth(fact) > _DEEPEST:
        raise FactError(f"the expression is nested more than {_DEEPEST} levels deep")
    return fact


def _depth(fact: Fact) -> int:
    """Count the levels of boolean nesting without recursion, which is what it protects."""
    deepest = 0
    todo: list[tuple[object, int]] = [(fact, 1)]
    while todo:
        node, level = todo.pop()
        deepest = max(deepest, level)
        match node:
            case And(parts) | Or(parts):
                todo.extend((part, level + 1) for part in parts)
            case Not(part):
                todo.append((part, level + 1))
            case Seen() | Absent() | Count():
                todo.append((node.pattern.where, level))
    return deepest
