"""Checks of the vocabulary: devices, operations, live checks and the numbers behind the words."""

from __future__ import annotations

import fnmatch
import itertools
from collections.abc import Iterator, Mapping

from analyzer.engine.rules import Check
from analyzer.knowledge.errors import Finding, did_you_mean
from analyzer.parsing.grammar import is_kind
from analyzer.rulecheck.registry import check
from analyzer.rulecheck.spelling import is_slip
from analyzer.rulecheck.subject import Subject

SIDE_EFFECTS = ("host", "probe", "target", "halt", "reset")
"""From harmless to disturbing."""
_ENDS = ("starts", "inside", "fails", "succeeds")


@check("device-swallowed")
def swallowed(subject: Subject) -> Iterator[Finding]:
    """No pattern of device names stands behind one that takes all its names."""
    devices = subject.vocabulary("devices").at("devices")
    names = subject.pack.grammar.devices.names
    for position, name in enumerate(names):
        for earlier in names[:position]:
            if all(fnmatch.fnmatchcase(example, earlier.match) for example in _examples(name.match)):
                yield devices.at(position, "match").finding(
                    f"{devices.value[position]['match']!r} stands behind {earlier.match!r}, which takes all its names.",
                    "Put the particular before the general.",
                )
                break


@check("device-family", "warning")
def families(subject: Subject) -> Iterator[Finding]:
    """Every family has a device name that belongs to it."""
    devices = subject.pack.grammar.devices
    spot = subject.vocabulary("devices").at("families")
    named = {name.family for name in devices.names}
    for position, family in enumerate(devices.families):
        if family not in named:
            yield spot.at(position).finding(f"no device belongs to the family {family!r}.")


@check("operation-unseen", "warning")
def unseen(subject: Subject) -> Iterator[Finding]:
    """Messages tell of every kind of operation, and can tell of its failure."""
    kinds = {placed.value.kind for placed in subject.entries}
    spot = subject.vocabulary("operations").at("operations")
    for position, operation in enumerate(subject.pack.grammar.operations):
        told = (*operation.starts, *operation.inside, *operation.fails, *operation.succeeds)
        if not any(is_kind(kind, told) for kind in kinds):
            yield spot.at(position, "kind").finding(f"no message tells of the operation {operation.kind!r}.")
        elif not any(is_kind(kind, operation.fails) for kind in kinds):
            yield spot.at(position, "kind").finding(
                f"no message is of the kinds that end {operation.kind!r} in failure.",
                "Give a message one of the kinds under `fails`.",
            )


@check("operation-kind")
def operation_kind(subject: Subject) -> Iterator[Finding]:
    """A kind that bounds an operation and that no message has is not a slip of one that messages have."""
    kinds = {placed.value.kind for placed in subject.entries}
    spot = subject.vocabulary("operations").at("operations")
    for position, operation in enumerate(subject.pack.grammar.operations):
        for end in _ENDS:
            for index, kind in enumerate(getattr(operation, end)):
                if any(is_kind(known, (kind,)) for known in kinds):
                    continue
                near = _sibling(kind, kinds)
                if near is not None:
                    yield spot.at(position, end, index).finding(
                        f"no message is of the kind {kind!r}.", f"Did you mean {near!r}?"
                    )


@check("operation-medium")
def medium(subject: Subject) -> Iterator[Finding]:
    """Every medium of an operation belongs to a group whose failures are one problem."""
    grammar = subject.pack.grammar
    spot = subject.vocabulary("operations").at("operations")
    for position, operation in enumerate(grammar.operations):
        if operation.medium not in grammar.medium_groups:
            yield spot.at(position, "medium").finding(
                f"the medium {operation.medium!r} is in no group.", "Add it under `groups`."
            )


@check("check-requires")
def requires(subject: Subject) -> Iterator[Finding]:
    """What must run before a check is known, is no check that waits for it, and disturbs no more than it does."""
    checks = subject.pack.base.checks
    spot = subject.vocabulary("checks").at("checks")
    for position, one in enumerate(checks.values()):
        for index, name in enumerate(one.requires):
            place = spot.at(position, "requires", index)
            if name not in checks:
                yield place.finding(f"no check is named {name!r}.", did_you_mean(name, checks))
            elif SIDE_EFFECTS.index(checks[name].side_effect) > SIDE_EFFECTS.index(one.side_effect):
                yield place.finding(
                    f"{name} may {checks[name].side_effect}, {one.id} only {one.side_effect}.",
                    "A check disturbs at least as much as what must run before it.",
                )
            elif one.id in _before(name, checks):
                yield place.finding(f"{one.id} and {name} wait for each other.")


@check("check-outcomes")
def outcomes(subject: Subject) -> Iterator[Finding]:
    """A check has at least two outcomes: with one it would tell nothing."""
    spot = subject.vocabulary("checks").at("checks")
    for position, one in enumerate(subject.pack.base.checks.values()):
        if len(one.outcomes) < 2:
            yield spot.at(position, "outcomes").finding(f"{one.id} has {len(one.outcomes)} outcome.")


@check("check-unused", "warning", whole=True)
def unused(subject: Subject) -> Iterator[Finding]:
    """Every check speaks for or against some cause, or others need it."""
    checks = subject.pack.base.checks
    spot = subject.vocabulary("checks").at("checks")
    used = {name for placed in subject.causes.values() for name in placed.value.checks}
    used |= {name for one in checks.values() for name in one.requires}
    for position, name in enumerate(checks):
        if name not in used:
            yield spot.at(position, "id").finding(f"no rule uses the check {name!r}.")


@check("weights-order")
def weights(subject: Subject) -> Iterator[Finding]:
    """The numbers keep the order of their words, thresholds are probabilities, and every test has a price."""
    spot, numbers = subject.vocabulary("weights"), subject.pack.base.weights
    for key, words, table in (
        ("evidence", ("decisive", "strong", "moderate", "weak"), numbers.evidence),
        ("priors", ("common", "occasional", "uncommon", "rare"), numbers.priors),
    ):
        for more, less in itertools.pairwise(words):
            if more not in table or less not in table or table[more] <= table[less]:
                yield spot.at(key).finding(f"{more!r} must be there and above {less!r}.")
    if numbers.evidence.get("weak", 0) <= 0:
        yield spot.at("evidence").finding("'weak' must be above 0.")
    if not 0 < numbers.possible < numbers.leader <= numbers.likely <= 1:
        yield spot.at("likely").finding("0 < possible < leader <= likely <= 1 must hold.")
    for name in (*SIDE_EFFECTS, "question"):
        if numbers.costs.get(name, 0) <= 0:
            yield spot.at("costs").finding(f"{name!r} needs a price above 0.")


def _examples(glob: str) -> list[str]:
    """Names that a pattern takes: short ones, long ones, with letters and with digits."""
    return [glob.replace("*", some).replace("?", one) for some in ("", "_xx0", "9z") for one in ("q", "7")]


def _sibling(kind: str, kinds: set[str]) -> str | None:
    """A kind beside this one, in the same family, that it is a slip of."""
    parent = kind.rpartition(".")[0]
    beside = (known for known in sorted(kinds) if known.rpartition(".")[0] == parent)
    return next((known for known in beside if is_slip(kind, known)), None)


def _before(name: str, checks: Mapping[str, Check]) -> set[str]:
    """All that must run before a check."""
    found: set[str] = set()
    todo = list(checks[name].requires)
    while todo:
        step = todo.pop()
        if step not in found and step in checks:
            found.add(step)
            todo.extend(checks[step].requires)
    return found
