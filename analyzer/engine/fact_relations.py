"""How an event lies to others: before or after them, near them, of the same session, operation or probe."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from functools import partial

from analyzer.engine.fact_ast import (
    After,
    Before,
    Between,
    Modifier,
    Pattern,
    Same,
    WithinLines,
    WithinTime,
)
from analyzer.engine.fact_conditions import Predicate
from analyzer.engine.holding import Scene, all_true, any_true
from analyzer.engine.truth import Truth
from analyzer.engine.view import View
from analyzer.parsing.events import Event, Operation

_DAY = 86400.0
_MIDNIGHT = -_DAY / 2
"""A clock without a date that falls by more than half a day passed midnight; by less, it was set back."""
_TICK = 0.0005
"""Times are floats; half a millisecond is less than any log prints."""


def sides(pattern: Pattern) -> Iterator[tuple[str, str]]:
    """Yield the facts that the pattern's events are `before` or `after`, with that word."""
    for relation in pattern.relations:
        match relation:
            case Before(fact):
                yield fact, "before"
            case After(fact):
                yield fact, "after"
            case Between(first, second):
                yield first, "after"
                yield second, "before"


def modifiers(pattern: Pattern) -> tuple[Modifier, ...]:
    """What else the pattern demands of its events and their anchors."""
    return tuple(item for item in pattern.relations if isinstance(item, (WithinTime, WithinLines, Same)))


def link(pattern: Pattern, scene: Scene) -> Predicate:
    """Make the check of everything that follows the condition of a pattern."""
    demands = modifiers(pattern)
    checks: list[Predicate] = [_beside(fact, word, demands, scene) for fact, word in sides(pattern)]
    if not checks:
        named = [demand.what for demand in demands if isinstance(demand, Same)]
        checks = [partial(same_as_failed, what, scene.view) for what in named]
    return lambda event: all_true(check(event) for check in checks)


def _beside(fact: str, word: str, demands: Sequence[Modifier], scene: Scene) -> Predicate:
    """Make the check that some event of the anchor fact, one and the same, suits in every respect."""
    anchors = sorted(scene.events_of(fact), key=lambda pair: pair[0].index)
    if not demands:
        anchors = _outermost(anchors, word)
    places = [anchor.index for anchor, _ in anchors]

    def nearest_first(event: Event) -> range:
        if word == "before":
            return range(bisect.bisect_right(places, event.index), len(places))
        return range(bisect.bisect_left(places, event.index) - 1, -1, -1)

    def check(event: Event) -> Truth:
        found = Truth.FALSE
        for at in nearest_first(event):
            anchor, sure = anchors[at]
            suits = all_true(tie(demand, event, anchor, scene.view) for demand in demands)
            if suits is Truth.TRUE and sure is Truth.TRUE:
                return Truth.TRUE
            if suits is not Truth.FALSE:
                found = Truth.UNKNOWN
        return found

    return check


def _outermost(anchors: list[tuple[Event, Truth]], word: str) -> list[tuple[Event, Truth]]:
    """Where only the order counts, the last or first of the sure and of the possible anchors are enough."""
    furthest = max if word == "before" else min
    groups = ([pair for pair in anchors if pair[1] is sure] for sure in (Truth.TRUE, Truth.UNKNOWN))
    kept = [furthest(group, key=lambda pair: pair[0].index) for group in groups if group]
    return sorted(kept, key=lambda pair: pair[0].index)


def tie(demand: Modifier, event: Event, anchor: Event, view: View) -> Truth:
    """Check one demand between an event and its anchor."""
    if isinstance(demand, WithinTime):
        gap = time_gap(event, anchor)
        return Truth.UNKNOWN if gap is None or gap < 0 else Truth.of(gap <= demand.seconds + _TICK)
    if isinstance(demand, WithinLines):
        return Truth.of(line_gap(event, anchor) <= demand.lines)
    if demand.what == "session":
        return Truth.of(event.session == anchor.session)
    if demand.what == "probe":
        return _equal_probes(view.probe_of(event), view.probe_of(anchor))
    return _same_operation(event, anchor, view)


def time_gap(one: Event, other: Event) -> float | None:
    """Seconds from the earlier to the later event; below zero when the clock was set back, None without times."""
    earlier, later = (one, other) if one.index < other.index else (other, one)
    if earlier.time is None or later.time is None or earlier.dated is not later.dated:
        return None
    gap = later.time - earlier.time
    return gap + _DAY if gap < _MIDNIGHT and not later.dated else gap


def line_gap(one: Event, other: Event) -> int:
    """Lines from the end of the earlier to the start of the later event."""
    earlier, later = (one, other) if one.index < other.index else (other, one)
    return max(0, later.line - earlier.last_line)


def _same_operation(event: Event, anchor: Event, view: View) -> Truth:
    if event.operation is not None and anchor.operation is not None:
        return Truth.of(event.operation == anchor.operation)
    outside, other = (event, anchor) if event.operation is None else (anchor, event)
    operation = view.operation_of(other)
    return Truth.UNKNOWN if operation is None else _lies_in(outside, operation)


def same_as_failed(what: str, view: View, event: Event) -> Truth:
    """Check `same ...` without an anchor: it means the failed operations that are diagnosed."""
    operations = [view.log.operations[index] for index in view.operations]
    if what == "session":
        if view.session is not None:
            return Truth.of(event.session == view.session)
        truths = [Truth.of(event.session == operation.session) for operation in operations]
    elif what == "probe":
        truths = [_equal_probes(view.probe_of(event), operation.probe) for operation in operations]
    elif event.operation is not None:
        truths = [Truth.of(event.operation == operation.index) for operation in operations]
    else:
        truths = [_lies_in(event, operation) for operation in operations]
    return any_true(truths) if truths else Truth.UNKNOWN


def _lies_in(event: Event, operation: Operation) -> Truth:
    """An event that was given to no operation is surely outside one only when its lines are."""
    inside = operation.first_line <= event.line <= operation.last_line and event.session == operation.session
    return Truth.UNKNOWN if inside else Truth.FALSE


def _equal_probes(one: str | None, other: str | None) -> Truth:
    if not one or not other:
        return Truth.UNKNOWN
    return Truth.of(one.lstrip("0") == other.lstrip("0"))
