"""How an event lies to others: before or after them, near them, of the same session, operation or probe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
from analyzer.engine.holding import PASSED, Check, Scene, every
from analyzer.engine.truth import Truth
from analyzer.engine.view import View
from analyzer.parsing.events import Event, Operation

_DAY = 86400.0
_MIDNIGHT = -_DAY / 2
"""A clock without a date that falls by more than half a day passed midnight; by less, it was set back."""


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
    """List what else the pattern demands of its events and their anchors."""
    return tuple(item for item in pattern.relations if isinstance(item, (WithinTime, WithinLines, Same)))


def check_relations(pattern: Pattern, event: Event, scene: Scene) -> Check:
    """Check everything that follows the condition of a pattern."""
    demands = modifiers(pattern)
    anchored = [_check_side(fact, word, demands, event, scene) for fact, word in sides(pattern)]
    if anchored:
        return every(anchored)
    return every(_of_problem(item.what, event, scene.view) for item in demands if isinstance(item, Same))


def _check_side(fact: str, word: str, demands: tuple[Modifier, ...], event: Event, scene: Scene) -> Check:
    """Find an event of the anchor fact that suits; without one, give the check of the one that suits best."""
    best = Check(Truth.FALSE, f"`{fact}` does not hold, so nothing is {word} it", (len(demands) + 2, 0))
    for index, sure in _anchors(fact, word, demands, scene):
        anchor = scene.view.log.events[index]
        ties = [tie(demand, event, anchor, fact, scene.view) for demand in demands]
        checks = [_ordered(event, anchor, fact, word), *ties]
        tied = every(checks)
        if tied.truth is Truth.TRUE and sure is Truth.TRUE:
            return PASSED
        miss = (sum(check.truth is not Truth.TRUE for check in checks), abs(event.index - index))
        found = Check(tied.truth & sure, tied.why or f"whether `{fact}` holds is not certain", miss)
        best = min(best, found, key=lambda check: (check.truth is Truth.FALSE, check.miss))
    return best


def _anchors(
    fact: str, word: str, demands: tuple[Modifier, ...], scene: Scene
) -> Iterable[tuple[int, Truth]]:
    """Yield the events of the anchor fact; where only the order counts, the last or first ones are enough."""
    anchors = list(scene.holdings[fact].candidates())
    if demands:
        return anchors
    furthest = max if word == "before" else min
    groups = ([pair for pair in anchors if pair[1] is sure] for sure in (Truth.TRUE, Truth.UNKNOWN))
    return [furthest(group, key=lambda pair: pair[0]) for group in groups if group]


def _ordered(event: Event, anchor: Event, fact: str, word: str) -> Check:
    right = event.index < anchor.index if word == "before" else event.index > anchor.index
    return PASSED if right else Check(Truth.FALSE, f"not {word} {fact} (line {anchor.line})")


def tie(demand: Modifier, event: Event, anchor: Event, fact: str, view: View) -> Check:
    """Check one demand between an event and its anchor."""
    match demand:
        case WithinTime(seconds):
            return _in_time(seconds, event, anchor, fact)
        case WithinLines(lines):
            return _in_lines(lines, event, anchor, fact)
        case Same(what):
            truth = _same(what, event, anchor, view)
            if truth is Truth.UNKNOWN:
                return Check(
                    truth, f"the log does not tell the {what} of both it and {fact} (line {anchor.line})"
                )
            return (
                PASSED
                if truth is Truth.TRUE
                else Check(truth, f"of another {what} than {fact} (line {anchor.line})")
            )


def _in_time(seconds: float, event: Event, anchor: Event, fact: str) -> Check:
    earlier, later = sorted((event, anchor), key=lambda item: item.index)
    if earlier.time is None or later.time is None or earlier.dated is not later.dated:
        return Check(
            Truth.UNKNOWN, f"the log does not tell the time between it and {fact} (line {anchor.line})"
        )
    gap = later.time - earlier.time
    if gap < _MIDNIGHT and not later.dated:
        gap += _DAY
    if gap < 0:
        return Check(Truth.UNKNOWN, f"the clock runs backwards between it and {fact} (line {anchor.line})")
    # Times are floats: half a millisecond is less than any log prints.
    if gap <= seconds + 0.0005:
        return PASSED
    return Check(
        Truth.FALSE, f"{_distance(gap, 's', event, anchor, fact)}; the window is {_plain(seconds)} s"
    )


def _in_lines(lines: int, event: Event, anchor: Event, fact: str) -> Check:
    earlier, later = sorted((event, anchor), key=lambda item: item.index)
    gap = max(0, later.line - earlier.last_line)
    if gap <= lines:
        return PASSED
    return Check(Truth.FALSE, f"{_distance(gap, 'lines', event, anchor, fact)}; the window is {lines} lines")


def _distance(gap: float, unit: str, event: Event, anchor: Event, fact: str) -> str:
    word = "before" if event.index < anchor.index else "after"
    return f"{_plain(gap)} {unit} {word} {fact} (line {anchor.line})"


def _plain(number: float) -> str:
    return f"{number:.3f}".rstrip("0").rstrip(".")


def _same(what: str, event: Event, anchor: Event, view: View) -> Truth:
    if what == "session":
        return Truth.of(event.session == anchor.session)
    if what == "probe":
        return _equal_probes(view.probe_of(event), view.probe_of(anchor))
    if event.operation is not None and anchor.operation is not None:
        return Truth.of(event.operation == anchor.operation)
    outside, other = (event, anchor) if event.operation is None else (anchor, event)
    operation = view.operation_of(other)
    return Truth.UNKNOWN if operation is None else _lies_in(outside, operation)


def _of_problem(what: str, event: Event, view: View) -> Check:
    """Check `same ...` without an anchor: it means the failed operations that are diagnosed."""
    operations = [view.log.operations[index] for index in view.operations]
    truth = Truth.UNKNOWN
    if what == "session" and (view.session is not None or operations):
        wanted = {view.session} if view.session is not None else {item.session for item in operations}
        truth = Truth.of(event.session in wanted)
    for operation in operations if what != "session" else ():
        own = event.operation == operation.index
        in_it = Truth.of(own) if event.operation is not None else _lies_in(event, operation)
        found = in_it if what == "operation" else _equal_probes(view.probe_of(event), operation.probe)
        truth = found if operation is operations[0] else truth | found
    if truth is Truth.TRUE:
        return PASSED
    why = (
        f"the log does not tell its {what}"
        if truth is Truth.UNKNOWN
        else f"of another {what} than the failure"
    )
    return Check(truth, why)


def _lies_in(event: Event, operation: Operation) -> Truth:
    """Place an event of no operation: it is surely outside another one only when its lines are."""
    inside = operation.first_line <= event.line <= operation.last_line and event.session == operation.session
    return Truth.UNKNOWN if inside else Truth.FALSE


def _equal_probes(one: str | None, other: str | None) -> Truth:
    if not one or not other:
        return Truth.UNKNOWN
    return Truth.of(one.lstrip("0") == other.lstrip("0"))
