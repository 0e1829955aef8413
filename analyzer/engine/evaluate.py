"""Facts on a view of a log: the one evaluator, for diagnosing and for explaining alike.

It is meant to be obviously right: every part of every fact is evaluated, nothing is skipped because the
result is known already, so that `why` shows exactly what the diagnosis saw.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from analyzer.engine.fact_ast import (
    Absent,
    And,
    Condition,
    Count,
    EnvironmentTest,
    Fact,
    FactRef,
    FieldTest,
    Known,
    Not,
    Or,
    Pattern,
    Seen,
)
from analyzer.engine.fact_conditions import Predicate, check_environment, predicate
from analyzer.engine.fact_graph import evaluation_order, with_aliases
from analyzer.engine.fact_notes import found_note, missing_note, open_note
from analyzer.engine.fact_printer import unparse
from analyzer.engine.fact_relations import link
from analyzer.engine.fact_scope import check_grounds, check_start
from analyzer.engine.fact_values import ERROR_FIELDS
from analyzer.engine.fact_vocabulary import ANY
from analyzer.engine.holding import Holding, Scene, all_true, any_true
from analyzer.engine.truth import Truth
from analyzer.engine.view import View
from analyzer.parsing.events import Event

__all__ = ["Holding", "evaluate", "evaluate_condition"]

_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def evaluate(facts: Mapping[str, Fact], view: View) -> dict[str, Holding]:
    """Tell of every fact of a rule whether it holds; the facts are resolved and free of circles."""
    table = with_aliases(facts)
    holdings: dict[str, Holding] = {}
    scene = Scene(view, holdings)
    for name in evaluation_order(table):
        holdings[name] = _hold(table[name], scene)
    return {name: holdings[name] for name in facts}


def evaluate_condition(condition: Fact, holdings: Mapping[str, Holding]) -> Holding:
    """Tell whether a condition over the facts of a rule holds, such as `needs`."""
    return _boolean(condition, lambda fact: _reference(fact, holdings))


def _hold(fact: Fact, scene: Scene) -> Holding:
    return _boolean(fact, lambda leaf: _leaf(leaf, scene))


def _boolean(fact: Fact, leaf: Callable[[Fact], Holding]) -> Holding:
    """Evaluate `and`, `or` and `not`; leave everything else to `leaf`."""
    match fact:
        case And(parts):
            children = tuple(_boolean(part, leaf) for part in parts)
            return _joined(fact, all_true(child.truth for child in children), children)
        case Or(parts):
            children = tuple(_boolean(part, leaf) for part in parts)
            return _joined(fact, any_true(child.truth for child in children), children)
        case Not(part):
            child = _boolean(part, leaf)
            return Holding(~child.truth, child.events, unparse(fact), children=(child,), maybe=child.maybe)
    return leaf(fact)


def _joined(fact: Fact, truth: Truth, children: tuple[Holding, ...]) -> Holding:
    """Gather the events of the parts: sure ones when the whole is true, possible ones while it is open."""
    if truth is Truth.FALSE:
        return Holding(truth, (), unparse(fact), children=children)
    sure = _union(child.events for child in children if child.truth is Truth.TRUE)
    maybe = _union(child.maybe for child in children)
    if truth is Truth.UNKNOWN:
        sure, maybe = (), _union((sure, maybe))
    maybe = tuple(index for index in maybe if index not in sure)
    return Holding(truth, sure, unparse(fact), children=children, maybe=maybe)


def _union(groups: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(sorted({index for group in groups for index in group}))


def _reference(fact: Fact, holdings: Mapping[str, Holding]) -> Holding:
    if not isinstance(fact, FactRef):
        raise TypeError(f"a condition consists of names of facts only, not of `{unparse(fact)}`")
    named = holdings[fact.name]
    return Holding(named.truth, named.events, fact.name, named.note, maybe=named.maybe)


def _leaf(fact: Fact, scene: Scene) -> Holding:
    match fact:
        case Seen(pattern):
            return _seen(fact, _Found.of(pattern, scene), scene)
        case Absent(pattern):
            return _absent(fact, _Found.of(pattern, scene), scene)
        case Count(pattern):
            return _count(fact, _Found.of(pattern, scene), scene)
        case EnvironmentTest():
            check = check_environment(fact, scene)
            return Holding(check.truth, (), unparse(fact), check.why)
    return _reference(fact, scene.holdings)


@dataclass(frozen=True, slots=True)
class _Found:
    """The events that a pattern means, for sure or perhaps."""

    fitting: tuple[Event, ...]
    """Of the kind and not refuted by the condition, wherever they lie."""
    sure: tuple[Event, ...]
    maybe: tuple[Event, ...]

    @classmethod
    def of(cls, pattern: Pattern, scene: Scene) -> _Found:
        fits, lies = _fits(pattern, scene), link(pattern, scene)
        asked = ((event, fits(event)) for event in _candidates(pattern, scene.view))
        fitting = [(event, truth) for event, truth in asked if truth is not Truth.FALSE]
        truths = [(event, truth & lies(event)) for event, truth in fitting]
        return cls(
            tuple(event for event, _ in fitting),
            tuple(event for event, truth in truths if truth is Truth.TRUE),
            tuple(event for event, truth in truths if truth is Truth.UNKNOWN),
        )


def _candidates(pattern: Pattern, view: View) -> Iterable[Event]:
    """The events that a pattern could mean. Of just any event a code is asked for, only those that carry one could."""
    if pattern.kind == ANY and pattern.where is not None and _asks_code(pattern.where):
        return view.erring
    return view.of_kind(pattern.kind)


@functools.cache
def _asks_code(where: Condition) -> bool:
    """Say whether a condition cannot hold of an event without an error code."""
    match where:
        case FieldTest(field, test):
            return field in ERROR_FIELDS and not isinstance(test, Known)
        case And(parts):
            return any(_asks_code(part) for part in parts)
        case Or(parts):
            return all(_asks_code(part) for part in parts)
    return False


def _fits(pattern: Pattern, scene: Scene) -> Predicate:
    """Make the check of the condition; of just any event it asks what is told, not what might be."""
    fits = predicate(pattern.where, scene)
    if pattern.kind != ANY or pattern.where is None:
        return fits
    return lambda event: Truth.of(fits(event) is Truth.TRUE)


def _indices(events: Sequence[Event]) -> tuple[int, ...]:
    return tuple(event.index for event in events)


def _seen(fact: Seen, found: _Found, scene: Scene) -> Holding:
    label, maybe = unparse(fact), _indices(found.maybe)
    if found.sure:
        return Holding(Truth.TRUE, _indices(found.sure), label, maybe=maybe)
    if found.maybe:
        return Holding(Truth.UNKNOWN, (), label, open_note(fact.pattern, found.maybe, scene), maybe=maybe)
    return Holding(Truth.FALSE, (), label, missing_note(fact.pattern, found.fitting, scene))


def _absent(fact: Absent, found: _Found, scene: Scene) -> Holding:
    label, grounds = unparse(fact), check_grounds(fact.pattern, scene)
    if grounds.truth is Truth.FALSE:
        return Holding(Truth.FALSE, (), label, grounds.why)
    if found.sure:
        return Holding(Truth.FALSE, _indices(found.sure), label, found_note(found.sure))
    if found.maybe:
        note = open_note(fact.pattern, found.maybe, scene)
        return Holding(Truth.UNKNOWN, (), label, note, maybe=_indices(found.maybe))
    start = check_start(fact.pattern, scene)
    return Holding(grounds.truth & start.truth, (), label, grounds.why or start.why)


def _count(fact: Count, found: _Found, scene: Scene) -> Holding:
    grounds, start = check_grounds(fact.pattern, scene), check_start(fact.pattern, scene)
    least = len(found.sure)
    most = least + len(found.maybe) if start.truth is Truth.TRUE else float("inf")
    truth = grounds.truth & _count_truth(fact, least, most)
    if truth is Truth.TRUE:
        return Holding(truth, _indices(found.sure), unparse(fact), maybe=_indices(found.maybe))
    note = f"{least} counted" + (f", {found_note(found.sure)}" if found.sure else "")
    maybe: tuple[int, ...] = ()
    if truth is Truth.UNKNOWN:
        reasons = [open_note(fact.pattern, found.maybe, scene) if found.maybe else "", start.why]
        note = "; ".join([note, *filter(None, reasons)])
        maybe = tuple(sorted(_indices((*found.sure, *found.maybe))))
    return Holding(truth, (), unparse(fact), grounds.why or note, maybe=maybe)


def _count_truth(fact: Count, least: int, most: float) -> Truth:
    """Compare a number known by its bounds only: the result can turn at the wanted number, nowhere else."""
    turning = (least, most, fact.number - 1, fact.number, fact.number + 1)
    results = {_COMPARE[fact.operator](number, fact.number) for number in turning if least <= number <= most}
    return Truth.of(results.pop()) if len(results) == 1 else Truth.UNKNOWN
