"""Facts on a view of a log: the one evaluator, for diagnosing and for explaining alike.

It is meant to be obviously right: every part of a fact is evaluated, nothing is skipped because the result is known
already, so that `why` shows exactly what the diagnosis saw. What nobody asks for is not made, though: a fact is told
when it is first named, and the words why it does not hold when they are read.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from analyzer.engine.fact_ast import (
    Absent,
    And,
    Count,
    EnvironmentTest,
    Fact,
    FactRef,
    Not,
    Or,
    Seen,
)
from analyzer.engine.fact_conditions import check_environment
from analyzer.engine.fact_graph import evaluation_order, with_aliases
from analyzer.engine.fact_notes import found_note, missing_note, open_note
from analyzer.engine.fact_printer import unparse
from analyzer.engine.fact_scope import check_grounds, check_start
from analyzer.engine.found import Found, find
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


_DEEPEST = 40  # facts of one rule that may lean on each other without nesting too deep for the interpreter


class Holdings(Mapping[str, Holding]):
    """The facts of a rule on a view, each told when it is first asked for; they are resolved and free of circles."""

    def __init__(self, facts: Mapping[str, Fact], view: View) -> None:
        """Tell nothing yet, except where the facts may lean on each other in a long chain."""
        self._facts = facts
        self._told: dict[str, Holding] = {}
        self._scene = Scene(view, self)
        if len(facts) > _DEEPEST:
            for name in evaluation_order(self._table):
                self._told[name] = self[name]

    @functools.cached_property
    def _table(self) -> Mapping[str, Fact]:
        return with_aliases(self._facts)

    def __getitem__(self, name: str) -> Holding:
        told = self._told.get(name)
        if told is None:
            fact = self._facts.get(name) or self._table[name]
            told = self._told[name] = _boolean(fact, lambda leaf: _leaf(leaf, self._scene))
        return told

    def __contains__(self, name: object) -> bool:
        return name in self._facts

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)


def evaluate(facts: Mapping[str, Fact], view: View) -> dict[str, Holding]:
    """Tell of every fact of a rule whether it holds."""
    return dict(Holdings(facts, view))


def evaluate_condition(condition: Fact, holdings: Mapping[str, Holding]) -> Holding:
    """Tell whether a condition over the facts of a rule holds, such as `needs`."""
    return _boolean(condition, lambda fact: _reference(fact, holdings))


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
            return Holding(~child.truth, child.events, fact, children=(child,), maybe=child.maybe)
    return leaf(fact)


def _joined(fact: Fact, truth: Truth, children: tuple[Holding, ...]) -> Holding:
    """Gather the events of the parts: sure ones when the whole is true, possible ones while it is open."""
    if truth is Truth.FALSE:
        return Holding(truth, (), fact, children=children)
    sure = _union(child.events for child in children if child.truth is Truth.TRUE)
    maybe = _union(child.maybe for child in children)
    if truth is Truth.UNKNOWN:
        sure, maybe = (), _union((sure, maybe))
    maybe = tuple(index for index in maybe if index not in sure)
    return Holding(truth, sure, fact, children=children, maybe=maybe)


def _union(groups: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(sorted({index for group in groups for index in group}))


def _reference(fact: Fact, holdings: Mapping[str, Holding]) -> Holding:
    if not isinstance(fact, FactRef):
        raise TypeError(f"a condition consists of names of facts only, not of `{unparse(fact)}`")
    named = holdings[fact.name]
    return Holding(named.truth, named.events, fact, named.reason, maybe=named.maybe)


def _leaf(fact: Fact, scene: Scene) -> Holding:
    match fact:
        case Seen(pattern):
            return _seen(fact, find(pattern, scene), scene)
        case Absent(pattern):
            return _absent(fact, find(pattern, scene), scene)
        case Count(pattern):
            return _count(fact, find(pattern, scene), scene)
        case EnvironmentTest():
            check = check_environment(fact, scene)
            return Holding(check.truth, (), fact, check.why)
    return _reference(fact, scene.holdings)


def _indices(events: Sequence[Event]) -> tuple[int, ...]:
    return tuple(event.index for event in events)


def _seen(fact: Seen, found: Found, scene: Scene) -> Holding:
    maybe = _indices(found.maybe)
    if found.sure:
        return Holding(Truth.TRUE, _indices(found.sure), fact, maybe=maybe)
    if found.maybe:
        note = partial(open_note, fact.pattern, found.maybe, scene)
        return Holding(Truth.UNKNOWN, (), fact, note, maybe=maybe)
    return Holding(Truth.FALSE, (), fact, partial(missing_note, fact.pattern, found.fitting, scene))


def _absent(fact: Absent, found: Found, scene: Scene) -> Holding:
    grounds = check_grounds(fact.pattern, scene)
    if grounds.truth is Truth.FALSE:
        return Holding(Truth.FALSE, (), fact, grounds.why)
    if found.sure:
        return Holding(Truth.FALSE, _indices(found.sure), fact, partial(found_note, found.sure))
    if found.maybe:
        note = partial(open_note, fact.pattern, found.maybe, scene)
        return Holding(Truth.UNKNOWN, (), fact, note, maybe=_indices(found.maybe))
    start = check_start(fact.pattern, scene)
    return Holding(grounds.truth & start.truth, (), fact, grounds.why or start.why)


def _count(fact: Count, found: Found, scene: Scene) -> Holding:
    grounds, start = check_grounds(fact.pattern, scene), check_start(fact.pattern, scene)
    least = len(found.sure)
    most = least + len(found.maybe) if start.truth is Truth.TRUE else float("inf")
    truth = grounds.truth & _count_truth(fact, least, most)
    if truth is Truth.TRUE:
        return Holding(truth, _indices(found.sure), fact, maybe=_indices(found.maybe))
    maybe = tuple(sorted(_indices((*found.sure, *found.maybe)))) if truth is Truth.UNKNOWN else ()
    note = partial(_counted_note, fact, found, scene, start.why if truth is Truth.UNKNOWN else None)
    return Holding(truth, (), fact, grounds.why or note, maybe=maybe)


def _counted_note(fact: Count, found: Found, scene: Scene, start: str | None) -> str:
    """Say what was counted and, where that is not sure, why; `start` is None where it is."""
    note = f"{len(found.sure)} counted" + (f", {found_note(found.sure)}" if found.sure else "")
    if start is None:
        return note
    reasons = [open_note(fact.pattern, found.maybe, scene) if found.maybe else "", start]
    return "; ".join([note, *filter(None, reasons)])


def _count_truth(fact: Count, least: int, most: float) -> Truth:
    """Compare a number known by its bounds only: the result can turn at the wanted number, nowhere else."""
    turning = (least, most, fact.number - 1, fact.number, fact.number + 1)
    results = {_COMPARE[fact.operator](number, fact.number) for number in turning if least <= number <= most}
    return Truth.of(results.pop()) if len(results) == 1 else Truth.UNKNOWN
