"""Which events a pattern means, for sure or perhaps: what every fact about events is told from."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from analyzer.engine.fact_ast import Absent, Condition, FieldOf, FieldTest, Pattern, values_of, walk
from analyzer.engine.fact_conditions import Predicate, predicate
from analyzer.engine.fact_relations import link
from analyzer.engine.fact_vocabulary import ANY
from analyzer.engine.holding import Scene
from analyzer.engine.truth import Truth
from analyzer.engine.view import View
from analyzer.engine.witness import CodeOf, Witness, witnesses_of
from analyzer.parsing.events import Event


@dataclass(frozen=True, slots=True)
class Found:
    """The events that a pattern means."""

    fitting: tuple[Event, ...]
    """Of the kind and not refuted by the condition, wherever they lie."""
    sure: tuple[Event, ...]
    maybe: tuple[Event, ...]


_NOTHING = Found((), (), ())


def find(pattern: Pattern, scene: Scene) -> Found:
    """Look through the view; what several rules ask in the same words is looked for once."""
    if not scene.view.of_kind(pattern.kind):
        return _NOTHING
    known = scene.view.found.get(pattern)
    if known is None:
        known = _look(pattern, scene)
        if _stands_alone(pattern):
            scene.view.found[pattern] = known
    return known


@functools.cache
def _stands_alone(pattern: Pattern) -> bool:
    """Say whether the events depend on the view only, not on other facts of the rule."""
    tests = (node.test for node in walk(Absent(pattern)) if isinstance(node, FieldTest))
    return not pattern.relations and not any(
        isinstance(v, FieldOf) for test in tests for v in values_of(test)
    )


def _look(pattern: Pattern, scene: Scene) -> Found:
    candidates = _candidates(pattern, scene.view)
    if not candidates:
        return _NOTHING
    fits, lies = _fits(pattern, scene), link(pattern, scene)
    asked = ((event, fits(event)) for event in candidates)
    fitting = [(event, truth) for event, truth in asked if truth is not Truth.FALSE]
    truths = [(event, truth & lies(event)) for event, truth in fitting]
    return Found(
        tuple(event for event, _ in fitting),
        tuple(event for event, truth in truths if truth is Truth.TRUE),
        tuple(event for event, truth in truths if truth is Truth.UNKNOWN),
    )


def _candidates(pattern: Pattern, view: View) -> Sequence[Event]:
    """The events that a pattern could mean: of just any event, none where the view lacks what it asks for."""
    if pattern.kind != ANY or pattern.where is None:
        return view.of_kind(pattern.kind)
    asked = _asked(pattern.where)
    if asked is None:
        return view.of_kind(ANY)
    if not any(view.shows(witness) for witness in asked):
        return ()
    return view.erring if all(isinstance(witness, CodeOf) for witness in asked) else view.of_kind(ANY)


@functools.cache
def _asked(where: Condition) -> frozenset[Witness] | None:
    return witnesses_of(where)


def _fits(pattern: Pattern, scene: Scene) -> Predicate:
    """Make the check of the condition; of just any event it asks what is told, not what might be."""
    fits = predicate(pattern.where, scene)
    if pattern.kind != ANY or pattern.where is None:
        return fits
    return lambda event: Truth.of(fits(event) is Truth.TRUE)
