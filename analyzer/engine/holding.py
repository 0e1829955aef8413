"""How a fact held, with its reasons: the result of evaluating the fact language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from analyzer.engine.truth import Truth
from analyzer.engine.view import View


@dataclass(frozen=True, slots=True)
class Holding:
    """The truth of one node of a fact; the tree of them explains it, held or not."""

    truth: Truth
    events: tuple[int, ...]
    """Events that carry it, in order: what shows that it is true, or which event refutes a `no event`."""
    label: str
    """The node as text."""
    note: str = ""
    """When it is not true: how near it came and what is missing, in words."""
    children: tuple[Holding, ...] = ()
    """The parts of `and`, `or` and `not`; a fact that is only named has its tree under its own name."""
    maybe: tuple[int, ...] = ()
    """Events that might carry it as well: the log does not tell enough of them."""

    def candidates(self) -> Iterator[tuple[int, Truth]]:
        """Yield the events that other facts can hang on, with how sure they are."""
        if self.truth is not Truth.FALSE:
            yield from ((index, Truth.TRUE) for index in self.events)
            yield from ((index, Truth.UNKNOWN) for index in self.maybe)


@dataclass(frozen=True, slots=True)
class Scene:
    """What a fact is evaluated on: a view of the log, and the facts that are told already."""

    view: View
    holdings: Mapping[str, Holding]


@dataclass(frozen=True, slots=True)
class Check:
    """Whether one event passes one demand, and if not, what stands against it."""

    truth: Truth
    why: str = ""
    """Words that go on after "found at line 41, but"; empty when it passes."""
    miss: tuple[int, int] = (0, 0)
    """How far it is from passing, to find the nearest miss: demands not met, then events in between."""


PASSED = Check(Truth.TRUE)


def every(checks: Iterable[Check]) -> Check:
    """All demands together; the reasons are those of the demands that decide it."""
    found = tuple(checks)
    truth = all_true(check.truth for check in found)
    whys = (check.why for check in found if check.truth is truth and check.why)
    return Check(truth, " and ".join(whys), max((check.miss for check in found), default=(0, 0)))


def all_true(truths: Iterable[Truth]) -> Truth:
    """Kleene's `and` of any number, none of them being true."""
    result = Truth.TRUE
    for truth in truths:
        result &= truth
    return result


def any_true(truths: Iterable[Truth]) -> Truth:
    """Kleene's `or` of any number, none of them being false."""
    result = Truth.FALSE
    for truth in truths:
        result |= truth
    return result
