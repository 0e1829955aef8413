"""How a fact held, with its reasons: the result of evaluating the fact language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from analyzer.engine.fact_ast import Fact
from analyzer.engine.fact_printer import unparse
from analyzer.engine.truth import Truth
from analyzer.engine.view import View
from analyzer.parsing.events import Event

Reason: TypeAlias = "str | Callable[[], str]"
"""Words, or what makes them: of the thousands of facts that do not hold, few are ever asked why."""


@dataclass(frozen=True, slots=True)
class Holding:
    """The truth of one node of a fact; the tree of them explains it, held or not."""

    truth: Truth
    events: tuple[int, ...]
    """Events that carry it, in order: what shows that it is true, or which event refutes a `no event`."""
    fact: Fact
    """The node itself."""
    reason: Reason = field(default="", compare=False, repr=False)
    children: tuple[Holding, ...] = ()
    """The parts of `and`, `or` and `not`; a fact that is only named has its tree under its own name."""
    maybe: tuple[int, ...] = ()
    """Events that might carry it as well: the log does not tell enough of them."""

    @property
    def label(self) -> str:
        """The node as text."""
        return unparse(self.fact)

    @property
    def note(self) -> str:
        """When it is not true: how near it came and what is missing, in words. Quotes the log: untrusted."""
        return self.reason if isinstance(self.reason, str) else self.reason()

    def __reduce__(self) -> tuple[type[Holding], tuple[object, ...]]:
        """Pickle the words, not the log that they would be made of."""
        return Holding, (self.truth, self.events, self.fact, self.note, self.children, self.maybe)


@dataclass(frozen=True, slots=True)
class Scene:
    """What a fact is evaluated on: a view of the log, and the facts that are told already."""

    view: View
    holdings: Mapping[str, Holding]

    def events_of(self, fact: str) -> Iterator[tuple[Event, Truth]]:
        """Yield the events that can carry a fact, each with how sure it is that it does."""
        held = self.holdings[fact]
        if held.truth is not Truth.FALSE:
            yield from ((self.view.log.events[index], Truth.TRUE) for index in held.events)
            yield from ((self.view.log.events[index], Truth.UNKNOWN) for index in held.maybe)


@dataclass(frozen=True, slots=True)
class Check:
    """The truth of something with the reason when it is not true."""

    truth: Truth
    why: str = ""


PASSED = Check(Truth.TRUE)


def all_true(truths: Iterable[Truth]) -> Truth:
    """Kleene's `and` of any number, none of them being true."""
    result = Truth.TRUE
    for truth in truths:
        if truth is Truth.FALSE:
            return truth
        if truth is Truth.UNKNOWN:
            result = truth
    return result


def any_true(truths: Iterable[Truth]) -> Truth:
    """Kleene's `or` of any number, none of them being false."""
    result = Truth.FALSE
    for truth in truths:
        if truth is Truth.TRUE:
            return truth
        if truth is Truth.UNKNOWN:
            result = truth
    return result
