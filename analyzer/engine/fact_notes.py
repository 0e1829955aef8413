"""Near misses in words: what was found instead, and what kept it from counting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analyzer.engine.fact_ast import FieldTest, Pattern
from analyzer.engine.fact_conditions import demand, shown_value
from analyzer.engine.fact_vocabulary import ANY
from analyzer.engine.holding import Check, Scene
from analyzer.engine.truth import Truth
from analyzer.parsing.events import Event

_MOST = 5
"""Lines or values named in one note."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An event of the right kind, and how it stands to the rest of the pattern."""

    event: Event
    where: Check
    relations: Check

    @property
    def truth(self) -> Truth:
        """Whether it is one of the events that are meant."""
        return self.where.truth & self.relations.truth


def missing_note(pattern: Pattern, candidates: Sequence[Candidate], scene: Scene) -> str:
    """Say why no candidate is one: none of the kind, none under the condition, or the nearest one's miss."""
    if not candidates:
        return _nowhere(pattern, scene)
    fitting = [item for item in candidates if item.where.truth is not Truth.FALSE]
    if fitting:
        nearest = min(fitting, key=lambda item: (item.where.truth is not Truth.TRUE, item.relations.miss))
        more = f" (the nearest of {len(fitting)})" if len(fitting) > 1 else ""
        return f"found at line {nearest.event.line}{more}, but {nearest.relations.why}"
    return _none_under_condition(pattern, candidates, scene)


def _nowhere(pattern: Pattern, scene: Scene) -> str:
    note = "no event" if pattern.kind == ANY else f"no event of kind {pattern.kind}"
    return note if scene.view.session_begun() else f"{note}; the log does not hold the start of the session"


def _none_under_condition(pattern: Pattern, candidates: Sequence[Candidate], scene: Scene) -> str:
    number = len(candidates)
    kind = "" if pattern.kind == ANY else f" of kind {pattern.kind}"
    note = f"{number} {'event' if number == 1 else 'events'}{kind}"
    if pattern.where is None:  # cannot be: without a condition all of them fit
        return note
    note = f"{note}, none {demand(pattern.where)}"
    if isinstance(pattern.where, FieldTest):
        field = pattern.where.field
        seen = dict.fromkeys(shown_value(item.event, field, scene.view) for item in candidates)
        return f"{note} (seen: {_some([value for value in seen if value]) or 'nothing'})"
    last = candidates[-1]
    return f"{note} (at line {last.event.line} {last.where.why})"


def open_note(candidates: Sequence[Candidate]) -> str:
    """Say which events may be one and what the log does not tell of them."""
    first = candidates[0]
    whys = [
        check.why for check in (first.where, first.relations) if check.truth is Truth.UNKNOWN and check.why
    ]
    more = f" and {len(candidates) - 1} more" if len(candidates) > 1 else ""
    return f"line {first.event.line}{more} may be one: {' and '.join(whys)}"


def found_note(candidates: Sequence[Candidate]) -> str:
    """Say where events were found."""
    lines = [str(item.event.line) for item in candidates]
    return f"found at {'line' if len(lines) == 1 else 'lines'} {_some(lines)}"


def _some(words: Sequence[str]) -> str:
    shown = ", ".join(words[:_MOST])
    return f"{shown} and {len(words) - _MOST} more" if len(words) > _MOST else shown
