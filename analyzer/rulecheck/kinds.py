"""Checks of the names that messages give: kinds of events, fields, names of the environment."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from analyzer.knowledge.errors import Finding
from analyzer.parsing.grammar import is_kind
from analyzer.rulecheck.registry import check
from analyzer.rulecheck.spelling import slip_of
from analyzer.rulecheck.subject import Placed, Subject

_DEEPEST = 4  # parts of a kind: what, of what, in which phase, and one more
_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")


@check("kind-form", "warning")
def form(subject: Subject) -> Iterator[Finding]:
    """A kind has two to four parts: what it is about and what happened to it."""
    for placed in subject.entries:
        kind = placed.value.kind
        parts = kind.count(".") + 1
        if parts > _DEEPEST or (parts == 1 and kind not in _alone(subject)):
            yield placed.spot.at("kind").finding(
                f"the kind {kind!r} has {parts} {'part' if parts == 1 else 'parts'}.", f"Use 2 to {_DEEPEST}."
            )


@check("kind-spelling", "warning")
def spelling(subject: Subject) -> Iterator[Finding]:
    """No kind is a slip of another that many more messages have."""
    used = Counter(placed.value.kind for placed in subject.entries)
    for placed in subject.entries:
        other = slip_of(placed.value.kind, used)
        if other is not None:
            yield placed.spot.at("kind").finding(
                f"the kind {placed.value.kind!r} is almost {other!r}, which {used[other]} messages have.",
                f"Did you mean {other!r}?",
            )


@check("sets-name")
def sets_name(subject: Subject) -> Iterator[Finding]:
    """Names of the environment are words in small letters, joined by `_`."""
    for placed in subject.entries:
        for name in placed.value.sets:
            if not _NAME.match(name):
                spot = placed.spot.at("sets", name).key
                yield spot.finding(
                    f"{name!r} is no name of the environment.", "Use small letters, digits and `_`."
                )


@check("sets-spelling", "warning")
def sets_spelling(subject: Subject) -> Iterator[Finding]:
    """No name of the environment is a slip of another that many more messages set."""
    used = Counter(name for placed in subject.entries for name in placed.value.sets)
    for placed in subject.entries:
        for name in placed.value.sets:
            other = slip_of(name, used)
            if other is not None:
                yield placed.spot.at("sets", name).key.finding(
                    f"{name!r} is almost {other!r}, which {used[other]} messages set.",
                    f"Did you mean {other!r}?",
                )


@check("field-type", "warning")
def field_type(subject: Subject) -> Iterator[Finding]:
    """A field is a number in every message of a kind, or in none: rules compare it."""
    found: dict[tuple[str, str], dict[bool, list[Placed[object]]]] = defaultdict(lambda: defaultdict(list))
    for placed in subject.entries:
        for template in placed.value.templates:
            for name, type_ in template.types.items():
                numeric = type_ in ("int", "hex", "number", "address")
                found[placed.value.kind, name][numeric].append(placed)
    for (kind, name), sides in found.items():
        if len(sides) == 2:
            rare = min(sides.values(), key=len)
            yield (
                rare[0]
                .spot.at("id")
                .finding(
                    f"the field {name!r} of {kind} is a number in some messages and text in others.",
                    "Give it the same type in all.",
                )
            )


@check("failure-level", "warning")
def failure_level(subject: Subject) -> Iterator[Finding]:
    """A message that ends an operation in failure is an error or a warning where its head does not say."""
    ends = tuple(kind for operation in subject.pack.grammar.operations for kind in operation.fails)
    for placed in subject.entries:
        entry = placed.value
        if is_kind(entry.kind, ends) and entry.level not in ("error", "warning"):
            yield placed.spot.at("kind").finding(
                f"{entry.id}: {entry.kind} ends an operation in failure, and the level is {entry.level}.",
                "Write `level: error`.",
            )


def _alone(subject: Subject) -> frozenset[str]:
    """Kinds of one part that the vocabulary names itself."""
    grammar = subject.pack.grammar
    return frozenset({*grammar.session_starts, *grammar.session_begins, "separator"})
