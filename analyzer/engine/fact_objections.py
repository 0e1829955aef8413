"""What speaks against one event, in words: the reasons behind the truth of a condition or a relation.

The words go on after "found at line 41, but ...". They are made for the few events that a note shows, by the same
checks that decided about all of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from analyzer.engine.fact_ast import (
    And,
    Compare,
    Condition,
    Contains,
    FieldTest,
    Known,
    Modifier,
    Not,
    Or,
    Pattern,
    Same,
    WithinLines,
    WithinTime,
)
from analyzer.engine.fact_conditions import predicate
from analyzer.engine.fact_printer import unparse, unparse_value
from analyzer.engine.fact_relations import line_gap, modifiers, same_as_failed, sides, tie, time_gap
from analyzer.engine.fact_values import ERROR_FIELDS, code_text, reader
from analyzer.engine.holding import Scene
from analyzer.engine.truth import Truth
from analyzer.engine.view import View
from analyzer.parsing.events import Event

_LONGEST = 60
"""Characters of a field's value shown in a note."""
_MOST_ANCHORS = 50
"""Anchors that are looked at for the nearest miss of one event."""


@dataclass(frozen=True, slots=True, order=True)
class Miss:
    """How an event missed the demands of a relation; the least is the nearest miss."""

    refuted: bool
    """False while the log leaves it open."""
    failed: int
    """Number of demands that are not met."""
    distance: int
    """Events between it and the anchor."""
    why: str


def against_condition(condition: Condition | None, event: Event, scene: Scene) -> str:
    """Say what keeps a condition from being true of an event; empty when it is."""
    if condition is None or predicate(condition, scene)(event) is Truth.TRUE:
        return ""
    match condition:
        case And(parts) | Or(parts):
            return _joined(against_condition(part, event, scene) for part in parts)
        case Not(part):
            return against_condition(part, event, scene) or unparse(part)
        case FieldTest(field):
            shown = shown_value(event, field, scene.view)
            if not shown:
                return f"its {field} is not told"
            if predicate(condition, scene)(event) is Truth.FALSE:
                return f"its {field} is {shown}"
            if field in ERROR_FIELDS:
                return f"of its codes only {shown} is told"
            return f"its {field} is {shown}, which cannot be compared with certainty"


def against_relations(pattern: Pattern, event: Event, scene: Scene) -> Miss:
    """Say what keeps an event from lying as the pattern demands."""
    demands = modifiers(pattern)
    misses = [_nearest_anchor(fact, word, demands, event, scene) for fact, word in sides(pattern)]
    for demand in demands if not misses else ():
        if isinstance(demand, Same):
            misses.append(_against_failed(demand.what, event, scene.view))
    decisive = [
        miss for miss in misses if miss.why and miss.refuted is any(other.refuted for other in misses)
    ]
    return Miss(
        any(miss.refuted for miss in misses),
        sum(miss.failed for miss in misses),
        max((miss.distance for miss in misses), default=0),
        _joined(miss.why for miss in decisive),
    )


def _nearest_anchor(fact: str, word: str, demands: tuple[Modifier, ...], event: Event, scene: Scene) -> Miss:
    """Find the anchor that suits best and say what is wrong with it."""
    anchors = sorted(scene.events_of(fact), key=lambda pair: abs(pair[0].index - event.index))[:_MOST_ANCHORS]
    misses = [_beside(fact, word, demands, event, anchor, sure, scene.view) for anchor, sure in anchors]
    nobody = Miss(True, len(demands) + 2, 0, f"`{fact}` does not hold, so nothing is {word} it")
    return min(misses, default=nobody)


def _beside(
    fact: str,
    word: str,
    demands: tuple[Modifier, ...],
    event: Event,
    anchor: Event,
    sure: Truth,
    view: View,
) -> Miss:
    ordered = Truth.of(event.index < anchor.index if word == "before" else event.index > anchor.index)
    truths = [ordered, *(tie(demand, event, anchor, view) for demand in demands)]
    refuted = Truth.FALSE in truths
    decides = Truth.FALSE if refuted else Truth.UNKNOWN
    place = f"{fact} (line {anchor.line})"
    whys = [f"not {word} {place}" if ordered is decides else ""]
    whys += [
        _against_tie(demand, event, anchor, place, truth)
        for demand, truth in zip(demands, truths[1:], strict=True)
        if truth is decides
    ]
    if sure is not Truth.TRUE and not any(whys):
        whys.append(f"whether `{fact}` holds is not certain")
    failed = sum(truth is not Truth.TRUE for truth in truths)
    return Miss(refuted, failed, abs(event.index - anchor.index), _joined(whys))


def _against_tie(demand: Modifier, event: Event, anchor: Event, place: str, truth: Truth) -> str:
    word = "before" if event.index < anchor.index else "after"
    match demand:
        case WithinTime(seconds):
            gap = time_gap(event, anchor)
            if gap is None:
                return f"the log does not tell the time between it and {place}"
            if gap < 0:
                return f"the clock runs backwards between it and {place}"
            return f"{_plain(gap)} s {word} {place}; the window is {_plain(seconds)} s"
        case WithinLines(lines):
            return f"{line_gap(event, anchor)} lines {word} {place}; the window is {lines} lines"
        case Same(what):
            if truth is Truth.UNKNOWN:
                return f"the log does not tell the {what} of both it and {place}"
            return f"of another {what} than {place}"


def _against_failed(what: str, event: Event, view: View) -> Miss:
    truth = same_as_failed(what, view, event)
    if truth is Truth.UNKNOWN:
        return Miss(False, 1, 0, f"the log does not tell its {what}")
    why = f"of another {what} than the failure" if truth is Truth.FALSE else ""
    return Miss(truth is Truth.FALSE, int(truth is Truth.FALSE), 0, why)


def shown_value(event: Event, field: str, view: View) -> str:
    """What an event tells of a field, for a note; empty when nothing."""
    if field == "code":
        return ", ".join(dict.fromkeys(code_text(error) for error in event.errors))
    if field == "layer":
        return ", ".join(dict.fromkeys(error.layer for error in event.errors))
    value = reader(field, view)(event)
    text = "" if value is None else str(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def demand_text(condition: Condition) -> str:
    """Say a condition after "none": `with code X`, `with segment >= 3`."""
    match condition:
        case FieldTest(field, Compare("==", value)):
            return f"with {field} {unparse_value(value)}"
        case FieldTest(field, Contains(value)):
            return f"with {unparse_value(value)} in its {field}"
        case FieldTest(field, Known()):
            return f"that tells its {field}"
    return f"with {unparse(condition)}"


def _joined(whys: Iterable[str]) -> str:
    return " and ".join(dict.fromkeys(why for why in whys if why))


def _plain(number: float) -> str:
    return f"{number:.3f}".rstrip("0").rstrip(".")
