"""Checks of what a rule weighs: facts without use, facts that count twice, needs that nothing can meet."""

from __future__ import annotations

from collections.abc import Iterator

from analyzer.engine.fact_ast import FactRef, Seen
from analyzer.engine.fact_vocabulary import ANY
from analyzer.engine.rules import Cause
from analyzer.knowledge.errors import Finding
from analyzer.rulecheck.facts import cases, demands_presence, needed, used
from analyzer.rulecheck.registry import check
from analyzer.rulecheck.subject import Placed, Spot, Subject


@check("fact-unused", "warning")
def unused(subject: Subject) -> Iterator[Finding]:
    """Every fact bears on the cause: it is needed, weighed, a condition of a fix, or part of a fact that is."""
    for placed in subject.causes.values():
        bearing = used(placed.value)
        for name in placed.value.facts:
            if name not in bearing:
                message = f"the fact {name!r} is used nowhere."
                yield _fact(placed, name).finding(message, "Weigh it, or leave it out.")


@check("fact-always", "warning")
def always(subject: Subject) -> Iterator[Finding]:
    """No fact is true of every log: `event any` without a condition is."""
    for placed in subject.causes.values():
        for name, fact in placed.value.facts.items():
            pattern = fact.pattern if isinstance(fact, Seen) else None
            if pattern and pattern.kind == ANY and not pattern.where and not pattern.relations:
                yield _fact(placed, name).finding(
                    f"the fact {name!r} is true of every log.", "Say which event is meant."
                )


@check("fact-twice", "warning")
def twice(subject: Subject) -> Iterator[Finding]:
    """Evidence counts once: two weighed facts that say the same stand in one group of `same`."""
    for placed in subject.causes.values():
        cause = placed.value
        for role in (cause.for_, cause.against):
            names = [name for name in role if name in cause.facts]
            for position, name in enumerate(names):
                other = next((o for o in names[:position] if _says_the_same(cause, o, name)), None)
                if other and not any({name, other} <= group for group in cause.same):
                    message = f"{name!r} and {other!r} are the same fact, and both are weighed."
                    yield _fact(placed, name).finding(
                        message, "Keep one, or put both into a group of `same`."
                    )


@check("fact-both-ways")
def both_ways(subject: Subject) -> Iterator[Finding]:
    """No fact speaks for a cause and against it."""
    for placed in subject.causes.values():
        for name in placed.value.against:
            if name in placed.value.for_:
                yield placed.spot.at("cause", "against", name).finding(
                    f"the fact {name!r} stands under `for` and under `against`.", "Decide for one of them."
                )


@check("same-group", "warning")
def same_groups(subject: Subject) -> Iterator[Finding]:
    """A group of `same` holds two or more facts that are weighed on the same side, and no fact is in two groups."""
    for placed in subject.causes.values():
        cause = placed.value
        seen: set[str] = set()
        for position, group in enumerate(cause.same):
            spot = placed.spot.at("cause", "same", position)
            for complaint in _group_complaints(cause, group, seen):
                yield spot.finding(complaint, "Only the strongest true fact of a group counts.")
            seen |= group


def _group_complaints(cause: Cause, group: frozenset[str], seen: set[str]) -> Iterator[str]:
    if len(group) < 2:
        yield f"the group holds {len(group)} fact."
    loose = sorted(group - set(cause.for_) - set(cause.against))
    if loose:
        yield f"{', '.join(loose)}: not weighed, so the group does nothing for it."
    if len(group & set(cause.for_)) == 1 and len(group & set(cause.against)) == 1:
        yield "one fact is for and one against: such facts are never counted as one."
    if group & seen:
        yield f"{', '.join(sorted(group & seen))}: already in another group."


@check("needs-presence")
def needs_presence(subject: Subject) -> Iterator[Finding]:
    """`needs` asks for something that was seen; what is only missing from a log proves no cause."""
    for placed in subject.causes.values():
        if not demands_presence(placed.value.needs, placed.value.facts):
            yield placed.spot.at("cause", "needs").finding(
                "can be met by the absence of events alone.", "Add a fact about an event or the environment."
            )


@check("needs-constant")
def needs_constant(subject: Subject) -> Iterator[Finding]:
    """`needs` can be true and can be false."""
    for placed in subject.causes.values():
        results = {result for _, result in cases(placed.value.needs)}
        if len(results) == 1:
            word = "always true" if results.pop() else "never true"
            yield placed.spot.at("cause", "needs").finding(f"is {word}, whatever the facts are.")


@check("needs-ruled-out")
def needs_ruled_out(subject: Subject) -> Iterator[Finding]:
    """No fact that `needs` cannot do without rules the cause out."""
    for placed in subject.causes.values():
        certain = _certain(placed.value)
        for position, name in enumerate(placed.value.rules_out):
            if name in certain:
                yield placed.spot.at("cause", "rules_out", position).finding(
                    f"{name!r} is true whenever `needs` is, so the cause is always ruled out."
                )


@check("needs-against", "warning")
def needs_against(subject: Subject) -> Iterator[Finding]:
    """No fact that `needs` cannot do without speaks against the cause: it would lower every score alike."""
    for placed in subject.causes.values():
        certain = _certain(placed.value)
        for name in placed.value.against:
            if name in certain:
                yield placed.spot.at("cause", "against", name).finding(
                    f"{name!r} is true whenever `needs` is, so it weighs nothing against a rival.",
                    "Choose a lower `prior` instead.",
                )


def _certain(cause: Cause) -> frozenset[str]:
    """The facts that are true in every case in which `needs` is."""
    met = [told for told, result in cases(cause.needs) if result]
    return frozenset(name for name in needed(cause) if met and all(told[name] for told in met))


def _says_the_same(cause: Cause, name: str, other: str) -> bool:
    first, second = cause.facts[name], cause.facts[other]
    return first == second or first == FactRef(other) or second == FactRef(name)


def _fact(placed: Placed[Cause], name: str) -> Spot:
    return placed.spot.at("facts", name).key
