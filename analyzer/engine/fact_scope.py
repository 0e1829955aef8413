"""Whether a log could show that something never happened: does it hold the start of what is asked about."""

from __future__ import annotations

from analyzer.engine.fact_ast import Absent, Pattern, Same, WithinLines, WithinTime
from analyzer.engine.fact_graph import references
from analyzer.engine.fact_relations import modifiers, sides, tie
from analyzer.engine.holding import PASSED, Check, Scene
from analyzer.engine.truth import Truth
from analyzer.parsing.events import Event


def check_start(pattern: Pattern, scene: Scene) -> Check:
    """Check that no event of the pattern can have happened before the first line of the log."""
    if any(word == "after" for _, word in sides(pattern)):
        return PASSED  # the scope starts at the anchor, which was seen
    windows = [demand for demand in modifiers(pattern) if not isinstance(demand, Same)]
    if any(_reaches_beyond(window, pattern, scene) for window in windows):
        return PASSED
    operations = _operations(pattern, scene) if Same("operation") in pattern.relations else ()
    if operations:
        held, what = all(scene.view.operation_begun(index) for index in operations), "operation"
    else:
        held, what = scene.view.session_begun(), "session"
    return PASSED if held else Check(Truth.UNKNOWN, f"the log does not hold the start of the {what}")


def check_grounds(pattern: Pattern, scene: Scene) -> Check:
    """Check that every fact the pattern refers to holds: what follows a thing unseen cannot be told."""
    for name in dict.fromkeys(name for name, _ in references(Absent(pattern), scene.holdings)):
        truth = scene.holdings[name].truth
        if truth is not Truth.TRUE:
            verb = "does not hold" if truth is Truth.FALSE else "is unknown"
            return Check(truth, f"`{name}` {verb}, so nothing can be told in relation to it")
    return PASSED


def _anchors(pattern: Pattern, scene: Scene) -> list[Event]:
    return [anchor for fact, _ in sides(pattern) for anchor, _ in scene.events_of(fact)]


def _operations(pattern: Pattern, scene: Scene) -> tuple[int, ...]:
    """The operations that `same operation` means; none when the log does not tell all of them."""
    if not any(sides(pattern)):
        return scene.view.operations
    found = [anchor.operation for anchor in _anchors(pattern, scene)]
    return () if None in found else tuple(index for index in found if index is not None)


def _reaches_beyond(window: WithinTime | WithinLines, pattern: Pattern, scene: Scene) -> bool:
    """Say whether for every anchor the log of that run shows something from before the window."""
    events = [scene.view.log.events[index] for index in scene.view.events]
    anchors = _anchors(pattern, scene)
    return bool(anchors) and all(
        any(
            event.index < anchor.index
            and event.session == anchor.session
            and tie(window, event, anchor, scene.view) is Truth.FALSE
            for event in events
        )
        for anchor in anchors
    )
