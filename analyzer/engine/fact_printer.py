"""Writing a fact as text again: the labels of the `why` tree, and the normal form of an expression."""

from __future__ import annotations

from analyzer.engine.fact_ast import (
    Absent,
    After,
    And,
    Before,
    Between,
    CodeName,
    Compare,
    Condition,
    Contains,
    Count,
    EnvironmentTest,
    Fact,
    FactRef,
    FieldOf,
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


def unparse(node: Fact | Condition) -> str:
    """Write a fact or condition so that reading it gives the same node."""
    match node:
        case Or(parts):
            return " or ".join(_part(part, (Or,)) for part in parts)
        case And(parts):
            return " and ".join(_part(part, (Or, And)) for part in parts)
        case Not(part):
            return f"not {_part(part, (Or, And))}"
        case Seen(pattern, alias):
            return f"event {_pattern(pattern, alias)}"
        case Absent(pattern):
            return f"no event {_pattern(pattern)}"
        case Count(pattern, operator, number):
            return f"count(event {_pattern(pattern)}) {operator} {number}"
        case EnvironmentTest(name, test) | FieldTest(name, test):
            return f"{name} {unparse_test(test)}"
        case FactRef(name):
            return name


def unparse_test(test: Test) -> str:
    """Write a test without the name of what it tests."""
    match test:
        case Compare(operator, value):
            return f"{operator} {unparse_value(value)}"
        case OneOf(values):
            return f"in {{{', '.join(unparse_value(value) for value in values)}}}"
        case Range(low, high):
            return f"in {unparse_value(low)}..{unparse_value(high)}"
        case Contains(value):
            return f"contains {unparse_value(value)}"
        case Known():
            return "known"


def unparse_value(value: Value) -> str:
    """Write one value."""
    match value:
        case Integer(number, True):
            return f"{'-' if number < 0 else ''}0x{abs(number):x}"
        case Integer(number):
            return str(number)
        case Quoted(text):
            return quoted(text)
        case Word(text) | CodeName(text):
            return text
        case FieldOf(fact, field):
            return f"{fact}.{field}"


def quoted(text: str) -> str:
    """Put a text in double quotes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def _part(part: Fact | Condition, wrapped: tuple[type, ...]) -> str:
    """Write a part of a boolean node, in parentheses where it would be read otherwise."""
    text = unparse(part)
    return f"({text})" if isinstance(part, wrapped) or _goes_on(part) else text


def _goes_on(part: Fact | Condition) -> bool:
    """Say whether an `and` after this part would be taken for a piece of its `where`."""
    match part:
        case Seen(pattern) | Absent(pattern):
            return pattern.where is not None and not pattern.relations
    return False


def _pattern(pattern: Pattern, alias: str | None = None) -> str:
    parts = [pattern.kind]
    if alias is not None:
        parts.append(f"as {alias}")
    if pattern.where is not None:
        parts.append(f"where {unparse(pattern.where)}")
    return " ".join([*parts, *(unparse_relation(relation) for relation in pattern.relations)])


def unparse_relation(relation: Relation) -> str:
    """Write what ties an event to others."""
    match relation:
        case Before(fact):
            return f"before {fact}"
        case After(fact):
            return f"after {fact}"
        case Between(first, second):
            return f"between {first} and {second}"
        case WithinTime(seconds):
            return f"within {f'{seconds:.3f}'.rstrip('0').rstrip('.')}s"
        case WithinLines(lines):
            return f"within {lines} {'line' if lines == 1 else 'lines'}"
        case Same(what):
            return f"same {what}"
