"""Comparing what an event or the environment tells with a value of a rule."""

from __future__ import annotations

import operator as order
from collections.abc import Callable
from typing import TypeAlias

from analyzer.engine.fact_ast import CodeName, CodeRef, Integer, Literal, Quoted, Word
from analyzer.engine.fact_vocabulary import covers
from analyzer.engine.holding import any_true
from analyzer.engine.truth import Truth
from analyzer.engine.versions import Version, whole_number
from analyzer.engine.view import View
from analyzer.parsing.events import ErrorCode, Event, FieldValue

ERROR_FIELDS = frozenset({"code", "layer"})
"""Fields of the errors that an event carries: they may have several values."""

Reader: TypeAlias = Callable[[Event], FieldValue | None]

_ORDER: dict[str, Callable[[float, float], bool]] = {
    "==": order.eq,
    "!=": order.ne,
    "<": order.lt,
    "<=": order.le,
    ">": order.gt,
    ">=": order.ge,
}


def reader(field: str, view: View) -> Reader:
    """Make what reads a field that has one value; it gives None where the log does not tell."""
    match field:
        case "kind" | "text" | "line":
            return order.attrgetter(field)
        case "level" | "tool":
            return lambda event: getattr(event, field) or None
        case "operation" | "outcome" | "attempt":
            name = "kind" if field == "operation" else field
            return lambda event: getattr(view.operation_of(event), name, None)
    return lambda event: event.fields.get(field)


def told(event: Event, field: str, view: View) -> tuple[Literal, ...]:
    """List what an event tells of a field, as values to compare others with; codes may be several."""
    if field == "code":
        errors = filter(_is_told, event.errors)
        return tuple(CodeName(code_text(error), (CodeRef(error.layer, error.code),)) for error in errors)
    if field == "layer":
        return tuple(Word(error.layer) for error in event.errors)
    value = reader(field, view)(event)
    if value is None:
        return ()
    return (Integer(value) if isinstance(value, int) else Word(str(value)),)


def code_text(error: ErrorCode) -> str:
    """The shortest way to write a code."""
    return error.name or (str(error.code) if error.code is not None else error.hex or "?")


def compare_code(event: Event, operator: str, wanted: Literal) -> Truth:
    """Compare the codes of an event with one: any of them may fit."""
    return _compare_errors(_code_fits, event, operator, wanted)


def compare_layer(event: Event, operator: str, wanted: Literal) -> Truth:
    """Compare the tables that the codes of an event belong to."""
    return _compare_errors(_layer_fits, event, operator, wanted)


_Fits: TypeAlias = Callable[[ErrorCode, str, Literal], Truth]


def _compare_errors(fits: _Fits, event: Event, operator: str, wanted: Literal) -> Truth:
    """True when an error fits, false when the code asked for is told and is another, else unknown."""
    if operator == "!=":
        return ~_compare_errors(fits, event, "==", wanted)
    if not event.errors:
        return Truth.UNKNOWN if event.level == "error" else Truth.FALSE
    found = [(error, fits(error, operator, wanted)) for error in event.errors]
    if any(truth is Truth.TRUE for _, truth in found):
        return Truth.TRUE
    layers = {ref.layer for ref in wanted.refs} if isinstance(wanted, CodeName) else None
    refuted = (
        truth is Truth.FALSE and _is_told(error) and (layers is None or error.layer in layers)
        for error, truth in found
    )
    return Truth.FALSE if any(refuted) else Truth.UNKNOWN


def _is_told(error: ErrorCode) -> bool:
    return error.code is not None or error.name is not None


def _layer_fits(error: ErrorCode, operator: str, wanted: Literal) -> Truth:
    return compare_value(error.layer, operator, wanted)


def _code_fits(error: ErrorCode, operator: str, wanted: Literal) -> Truth:
    match wanted:
        case CodeName(text, refs) if operator == "==":
            # A name without a number is one that the tables do not have; the log may still print it so.
            named = error.code is None and (error.name or "").casefold() == text.rpartition(":")[2].casefold()
            return Truth.of(
                any(ref.layer == error.layer and (named or ref.code == error.code) for ref in refs)
            )
        case Integer() if operator != "contains":
            if error.code is None:
                return Truth.UNKNOWN
            numbers = {error.code, error.code & 0xFFFFFFFF} if operator == "==" else {error.code}
            return any_true(compare_value(number, operator, wanted) for number in numbers)
    return compare_value(error.name or "", operator, wanted)


def compare_kind(actual: FieldValue, operator: str, wanted: Literal) -> Truth:
    """Compare kinds: one is equal to all that it covers."""
    if operator not in ("==", "!="):
        return compare_value(actual, operator, wanted)
    return Truth.of(covers(text_of(wanted), str(actual)) is (operator == "=="))


def compare_value(actual: FieldValue, operator: str, wanted: Literal) -> Truth:
    """Compare as numbers, else as versions, else as texts; texts that differ have no order: unknown."""
    text = text_of(wanted)
    if operator == "contains":
        return Truth.of(_folded(text, wanted) in _folded(str(actual), wanted))
    if isinstance(wanted, Quoted) and operator in ("==", "!="):
        return Truth.of((str(actual) == text) is (operator == "=="))
    difference = _difference(actual, text)
    if difference is not None:
        return Truth.of(_ORDER[operator](difference, 0))
    if operator not in ("==", "!="):
        return Truth.UNKNOWN
    return Truth.of((str(actual).casefold() == text.casefold()) is (operator == "=="))


def text_of(value: Literal) -> str:
    """A value as plain text."""
    return str(value.value) if isinstance(value, Integer) else value.text


def _folded(text: str, wanted: Literal) -> str:
    return text if isinstance(wanted, Quoted) else text.casefold()


def _difference(actual: FieldValue, wanted: str) -> float | None:
    """Below, at or above zero as the order is; None when the two have none."""
    left, right = _number(actual), _number_like(wanted, actual)
    if left is not None and right is not None:
        return (left > right) - (left < right)
    old, new = Version.read(str(actual)), Version.read(wanted)
    if old is None or new is None:
        return None
    return (old > new) - (old < new)


def _number(actual: FieldValue) -> float | None:
    return whole_number(actual) if isinstance(actual, str) else actual


def _number_like(wanted: str, actual: FieldValue) -> float | None:
    """Read a value as a number; with a point it is one only beside a number, beside a text a version."""
    number = whole_number(wanted)
    if number is not None or isinstance(actual, str):
        return number
    try:
        return float(wanted)
    except ValueError:
        return None
