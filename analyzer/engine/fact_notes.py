"""Near misses in words: what was found instead, and what kept it from counting."""

from __future__ import annotations

from collections.abc import Sequence

from analyzer.engine.fact_ast import FieldTest, Pattern
from analyzer.engine.fact_objections import against_condition, against_relations, demand_text, shown_value
from analyzer.engine.fact_vocabulary import ANY
from analyzer.engine.holding import Scene
from analyzer.parsing.events import Event

_MOST = 5
"""Lines or values named in one note."""
_MOST_LOOKED_AT = 50
"""Events that are looked at for the nearest miss."""


def missing_note(pattern: Pattern, fitting: Sequence[Event], scene: Scene) -> str:
    """Say why no event is meant: none of the kind, none that fits the condition, or the nearest one's miss."""
    if fitting:
        misses = [(against_relations(pattern, event, scene), event) for event in fitting[-_MOST_LOOKED_AT:]]
        miss, event = min(misses, key=lambda pair: pair[0])
        more = f" (the nearest of {len(fitting)})" if len(fitting) > 1 else ""
        return f"found at line {event.line}{more}, but {miss.why}"
    kind = "" if pattern.kind == ANY else f" of kind {pattern.kind}"
    events = scene.view.of_kind(pattern.kind)
    if events:
        return f"{len(events)} {'event' if len(events) == 1 else 'events'}{kind}, {_unfit(pattern, events, scene)}"
    cut = "" if scene.view.session_begun() else "; the log does not hold the start of the session"
    return f"no event{kind}{cut}"


def _unfit(pattern: Pattern, events: Sequence[Event], scene: Scene) -> str:
    """Say what the condition demands and what there was instead; whole texts are too long to be shown."""
    if pattern.where is None:  # cannot be: without a condition every event fits
        return "none"
    none = f"none {demand_text(pattern.where)}"
    if not isinstance(pattern.where, FieldTest):
        last = events[-1]
        return f"{none} (at line {last.line} {against_condition(pattern.where, last, scene)})"
    field = pattern.where.field
    if field == "text":
        return none
    seen = dict.fromkeys(shown_value(event, field, scene.view) for event in events)
    return f"{none} (seen: {_some([value for value in seen if value]) or 'nothing'})"


def open_note(pattern: Pattern, events: Sequence[Event], scene: Scene) -> str:
    """Say which events may be meant and what the log does not tell of them."""
    first = events[0]
    whys = [against_condition(pattern.where, first, scene), against_relations(pattern, first, scene).why]
    more = f" and {len(events) - 1} more" if len(events) > 1 else ""
    return f"line {first.line}{more} may be one: {' and '.join(why for why in whys if why)}"


def found_note(events: Sequence[Event]) -> str:
    """Say where events were found."""
    lines = [str(event.line) for event in events]
    return f"found at {'line' if len(lines) == 1 else 'lines'} {_some(lines)}"


def _some(words: Sequence[str]) -> str:
    shown = ", ".join(words[:_MOST])
    return f"{shown} and {len(words) - _MOST} more" if len(words) > _MOST else shown
