"""What follows `where`: does one event fulfil it, and what speaks against it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import TypeAlias

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
    Range,
    Test,
    Value,
)
from analyzer.engine.fact_printer import unparse, unparse_value
from analyzer.engine.fact_values import code_text, compare_field, compare_value, field_value, told
from analyzer.engine.holding import PASSED, Check, Scene, all_true, any_true, every
from analyzer.engine.truth import Truth
from analyzer.engine.view import View
from analyzer.parsing.events import Event

_LONGEST = 60
"""Characters of a field's value shown in a note."""

Subject: TypeAlias = Callable[[str, Literal], Truth]
"""Compares what is tested by an operator with a value."""


def check_condition(condition: Condition | None, event: Event, scene: Scene) -> Check:
    """Check one event; never short, so that every reason is named."""
    match condition:
        case None:
            return PASSED
        case And(parts):
            return every(check_condition(part, event, scene) for part in parts)
        case Or(parts):
            checks = tuple(check_condition(part, event, scene) for part in parts)
            truth = any_true(check.truth for check in checks)
            whys = dict.fromkeys(check.why for check in checks if check.why)
            return PASSED if truth is Truth.TRUE else Check(truth, " and ".join(whys))
        case Not(part):
            inner = check_condition(part, event, scene)
            return Check(~inner.truth, f"{unparse(part)}" if inner.truth is Truth.TRUE else inner.why)
        case FieldTest():
            return _check_field(condition, event, scene)


def _check_field(condition: FieldTest, event: Event, scene: Scene) -> Check:
    field, test = condition.field, condition.test
    known = bool(told(event, field, scene.view))
    if isinstance(test, Known):
        return PASSED if known else Check(Truth.FALSE, f"its {field} is not told")
    truth = _field_truth(field, test, event, scene)
    if truth is Truth.TRUE:
        return PASSED
    shown = shown_value(event, field, scene.view)
    if not shown:
        return Check(truth, f"its {field} is not told")
    if truth is Truth.FALSE:
        return Check(truth, f"its {field} is {shown}")
    if field in ("code", "layer"):
        return Check(truth, f"of its codes only {shown} is told")
    return Check(truth, f"its {field} is {shown}, which cannot be compared with certainty")


def _field_truth(field: str, test: Test, event: Event, scene: Scene) -> Truth:
    if isinstance(test, Range) and field == "code" and len(event.errors) > 1:
        # Both ends must hold of one and the same code.
        singles = [replace(event, errors=(error,)) for error in event.errors]
        truths = {_field_truth(field, test, single, scene) for single in singles}
        return next(truth for truth in (Truth.TRUE, Truth.FALSE, Truth.UNKNOWN) if truth in truths)
    return _test(test, partial(_compare, event, field, scene.view), scene)


def _compare(event: Event, field: str, view: View, operator: str, wanted: Literal) -> Truth:
    return compare_field(event, field, operator, wanted, view)


def check_environment(fact: EnvironmentTest, scene: Scene) -> Check:
    """Check what is known about the run."""
    actual = scene.view.environment.get(fact.name)
    if isinstance(fact.test, Known):
        return PASSED if actual is not None else Check(Truth.FALSE, f"the log does not tell {fact.name}")
    if actual is None:
        return Check(Truth.UNKNOWN, f"the log does not tell {fact.name}")
    truth = _test(fact.test, partial(compare_value, actual), scene)
    if truth is Truth.TRUE:
        return PASSED
    return Check(truth, f"{fact.name} is {_shortened(actual)}")


def _test(test: Test, subject: Subject, scene: Scene) -> Truth:
    """Apply a test other than `known`."""
    match test:
        case Compare(operator, value):
            return _compared(operator, value, subject, scene)
        case OneOf(values):
            return any_true(_compared("==", value, subject, scene) for value in values)
        case Range(low, high):
            ends = ((">=", low), ("<=", high))
            return all_true(_compared(operator, value, subject, scene) for operator, value in ends)
        case Contains(value):
            return _compared("contains", value, subject, scene)
        case Known():
            return Truth.TRUE


def _compared(operator: str, value: Value, subject: Subject, scene: Scene) -> Truth:
    """Compare with a value, or with any that the events of another fact tell."""
    wanted = _wanted(value, scene)
    return any_true(
        sure if literal is None else sure & subject(operator, literal) for literal, sure in wanted
    )


def _wanted(value: Value, scene: Scene) -> Iterator[tuple[Literal | None, Truth]]:
    """Yield what a value stands for and how sure that is; None where the log does not tell."""
    if not isinstance(value, FieldOf):
        yield value, Truth.TRUE
        return
    for index, sure in scene.holdings[value.fact].candidates():
        values = told(scene.view.log.events[index], value.field, scene.view)
        yield from ((wanted, sure) for wanted in values)
        if not values:
            yield None, Truth.UNKNOWN


def shown_value(event: Event, field: str, view: View) -> str:
    """Write what an event tells of a field, for a note; empty when nothing."""
    if field == "code":
        return ", ".join(dict.fromkeys(code_text(error) for error in event.errors))
    if field == "layer":
        return ", ".join(dict.fromkeys(error.layer for error in event.errors))
    value = field_value(event, field, view)
    return "" if value is None else _shortened(str(value))


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def demand(condition: Condition) -> str:
    """Say a condition after "none": `with code X`, `with segment >= 3`."""
    match condition:
        case FieldTest(field, Compare("==", value)):
            return f"with {field} {unparse_value(value)}"
        case FieldTest(field, Contains(value)):
            return f"with {unparse_value(value)} in its {field}"
        case FieldTest(field, Known()):
            return f"that tells its {field}"
    return f"with {unparse(condition)}"
