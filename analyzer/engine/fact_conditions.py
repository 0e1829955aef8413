"""What follows `where`, made into a check of one event.

Whatever is the same for all events (codes looked up, fields of other facts collected) is done when the check is made:
a rule pack asks some hundred conditions of every event of a log.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias, TypeVar

from analyzer.engine.fact_ast import (
    And,
    Compare,
    Condition,
    Contains,
    EnvironmentTest,
    FieldOf,
    FieldTest,
    Known,
    Literal,
    Not,
    OneOf,
    Or,
    Quoted,
    Range,
    Test,
    Value,
)
from analyzer.engine.fact_values import (
    ERROR_FIELDS,
    compare_code,
    compare_kind,
    compare_layer,
    compare_value,
    reader,
    told,
)
from analyzer.engine.fact_vocabulary import KIND_FIELDS
from analyzer.engine.holding import PASSED, Check, Scene, all_true, any_true
from analyzer.engine.truth import Truth
from analyzer.parsing.events import Event

SubjectT = TypeVar("SubjectT")

Predicate: TypeAlias = Callable[[Event], Truth]
"""Tells of one event whether it is meant."""


def predicate(condition: Condition | None, scene: Scene) -> Predicate:
    """Make the check of a condition."""
    match condition:
        case None:
            return lambda _: Truth.TRUE
        case And(parts):
            every = [predicate(part, scene) for part in parts]
            return lambda event: all_true(check(event) for check in every)
        case Or(parts):
            some = [predicate(part, scene) for part in parts]
            return lambda event: any_true(check(event) for check in some)
        case Not(part):
            inner = predicate(part, scene)
            return lambda event: ~inner(event)
        case FieldTest("text", Contains(Quoted(piece))):  # the one question that is asked of every event
            return lambda event: Truth.TRUE if piece in event.text else Truth.FALSE
        case FieldTest(field, Known()):
            return lambda event: Truth.of(bool(told(event, field, scene.view)))
        case FieldTest(field):
            return (_of_errors if field in ERROR_FIELDS else _of_field)(condition, scene)


def check_environment(fact: EnvironmentTest, scene: Scene) -> Check:
    """Check what is known about the run."""
    actual = scene.view.environment.get(fact.name)
    if actual is None:
        truth = Truth.FALSE if isinstance(fact.test, Known) else Truth.UNKNOWN
        return Check(truth, f"the log does not tell {fact.name}")
    truth = Truth.TRUE if isinstance(fact.test, Known) else _judge(fact.test, compare_value, scene)(actual)
    return PASSED if truth is Truth.TRUE else Check(truth, f"{fact.name} is {actual}")


def _of_field(asked: FieldTest, scene: Scene) -> Predicate:
    field, kinds = asked.field, asked.kinds
    read = reader(field, scene.view)
    judge = _judge(asked.test, compare_kind if field in KIND_FIELDS else compare_value, scene)
    if field != "text":
        judge = functools.cache(judge)  # few values, many events

    def check(event: Event) -> Truth:
        value = read(event)
        if value is not None:
            return judge(value)
        return Truth.UNKNOWN if kinds is None or event.kind in kinds else Truth.FALSE

    return check


def _of_errors(asked: FieldTest, scene: Scene) -> Predicate:
    judge = _judge(asked.test, compare_code if asked.field == "code" else compare_layer, scene)
    without: dict[str, Truth] = {}

    def check(event: Event) -> Truth:
        if not event.errors:  # most are so, and all of one level alike
            if event.level not in without:
                without[event.level] = judge(event)
            return without[event.level]
        if not isinstance(asked.test, Range):
            return judge(event)
        # Both ends of a range must hold of one and the same code.
        truths = {judge(replace(event, errors=(error,))) for error in event.errors}
        return next(truth for truth in (Truth.TRUE, Truth.FALSE, Truth.UNKNOWN) if truth in truths)

    return check


def _judge(
    test: Test, compare: Callable[[SubjectT, str, Literal], Truth], scene: Scene
) -> Callable[[SubjectT], Truth]:
    """Make a test, other than `known`, of anything that can be compared with a value."""

    def any_of(operator: str, values: Sequence[Value]) -> Callable[[SubjectT], Truth]:
        wanted = [pair for value in values for pair in _wanted(value, scene)]
        only = values[0]
        if len(values) == 1 and not isinstance(only, FieldOf):  # much the most frequent case
            return lambda subject: compare(subject, operator, only)
        return lambda subject: any_true(
            sure if literal is None else sure & compare(subject, operator, literal)
            for literal, sure in wanted
        )

    match test:
        case Compare(operator, value):
            return any_of(operator, [value])
        case OneOf(values):
            return any_of("==", values)
        case Contains(value):
            return any_of("contains", [value])
        case Range(low, high):
            floor, ceiling = any_of(">=", [low]), any_of("<=", [high])
            return lambda subject: floor(subject) & ceiling(subject)
        case Known():
            return lambda _: Truth.TRUE


def _wanted(value: Value, scene: Scene) -> Iterator[tuple[Literal | None, Truth]]:
    """Yield what a value stands for and how sure that is; None where the log does not tell."""
    if not isinstance(value, FieldOf):
        yield value, Truth.TRUE
        return
    found: dict[tuple[Literal | None, Truth], None] = {}
    for event, sure in scene.events_of(value.fact):
        values = told(event, value.field, scene.view)
        found.update(dict.fromkeys((wanted, sure) for wanted in values))
        if not values:
            found[(None, Truth.UNKNOWN)] = None
    yield from found
