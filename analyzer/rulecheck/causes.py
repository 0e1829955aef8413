"""Checks of a rule as a whole: its name and place, its title, how it stands to other causes, which tests it has."""

from __future__ import annotations

import graphlib
from collections import Counter
from collections.abc import Iterator, Mapping

from analyzer.engine.rules import Cause
from analyzer.knowledge.errors import Finding, did_you_mean
from analyzer.rulecheck.edits import Drop, Ending
from analyzer.rulecheck.registry import check
from analyzer.rulecheck.spelling import listed, slip_of
from analyzer.rulecheck.subject import Placed, Subject

_SHORTEST_TITLE, _LONGEST_TITLE = (
    10,
    80,
)  # characters: a title says what is wrong and fits a line of a terminal
_POSITIVE = ("likely", "possible")


@check("cause-file")
def file_name(subject: Subject) -> Iterator[Finding]:
    """The id of a cause is the name of its file."""
    for placed in subject.causes.values():
        if placed.value.id != placed.stem:
            message = f"the id is {placed.value.id!r}, the file is named {placed.stem!r}."
            yield placed.spot.at("id").finding(message, "Give both the same name.")


@check("cause-area")
def area(subject: Subject) -> Iterator[Finding]:
    """A cause lies in the folder of an area, causes/<area>/<id>.yaml, and no area is a misspelling of another."""
    areas = Counter(placed.value.area for placed in subject.causes.values())
    for placed in subject.causes.values():
        name = placed.value.area
        if placed.place.count("/") != 2:
            yield placed.spot.at("id").finding(
                f"the file is {placed.place}.", "Put it into the folder of an area: causes/<area>/<id>.yaml."
            )
        elif (other := slip_of(name, areas)) is not None:
            yield placed.spot.at("id").finding(
                f"the area {name!r} has {areas[name]} of the causes, {other!r} has {areas[other]}.",
                f"Did you mean {other!r}?",
            )


@check("cause-title", "warning")
def title(subject: Subject) -> Iterator[Finding]:
    """A title names the root cause in one line: neither too short nor too long, and without a full stop."""
    for placed in subject.causes.values():
        text, spot = placed.value.title, placed.spot.at("title")
        if not _SHORTEST_TITLE <= len(text) <= _LONGEST_TITLE:
            bounds = f"Use {_SHORTEST_TITLE} to {_LONGEST_TITLE}."
            yield spot.finding(f"the title has {len(text)} characters.", bounds)
        if text.endswith("."):
            yield spot.finding("the title ends with a full stop.", "Leave it out.", Ending(spot.path, 1, ""))
        if text.split(" ")[0].islower():
            yield spot.finding("the title begins with a small letter.", "Begin it with a capital.")


@check("cause-tests")
def tests(subject: Subject) -> Iterator[Finding]:
    """Every rule has a test in which its cause is found and one in which it is not."""
    for placed in subject.causes.values():
        positive, negative = _counts(placed.value)
        if not positive:
            yield _lacks(placed, "no test in which the cause is likely or possible")
        if not negative:
            yield _lacks(placed, "no test in which the cause is absent or ruled out")


@check("cause-more-tests", "warning")
def more_tests(subject: Subject) -> Iterator[Finding]:
    """Two tests of each kind keep a rule from fitting one log only."""
    for placed in subject.causes.values():
        positive, negative = _counts(placed.value)
        if positive == 1:
            yield _lacks(placed, "only one test in which the cause is likely or possible")
        if negative == 1:
            yield _lacks(placed, "only one test in which the cause is absent or ruled out")


@check("cause-not-weighed", "warning")
def not_weighed(subject: Subject) -> Iterator[Finding]:
    """A cause without anything for or against it cannot be told from its rivals."""
    for placed in subject.causes.values():
        if not placed.value.for_ and not placed.value.against:
            yield placed.spot.at("cause").finding(
                "no fact speaks for or against the cause.",
                "Weigh at least one fact under `for` or `against`.",
            )


@check("cause-applies")
def applies(subject: Subject) -> Iterator[Finding]:
    """`applies` names tools and families that exist."""
    grammar = subject.pack.grammar
    known = {
        "tools": set(grammar.tools) | {style.tool for style in grammar.heads if style.tool},
        "families": set(grammar.devices.families),
    }
    for placed in subject.causes.values():
        for name, words in (placed.spot.value.get("applies") or {}).items():
            for position, word in enumerate(map(str, words)):
                if word not in known[name]:
                    message = f"{word!r} is none of the {name} that the pack knows."
                    suggestion = did_you_mean(word, known[name]) or f"Known are {listed(known[name])}."
                    yield placed.spot.at("applies", name, position).finding(message, suggestion)


@check("supersedes-itself")
def supersedes_itself(subject: Subject) -> Iterator[Finding]:
    """A cause neither supersedes itself nor is compatible with itself."""
    for placed in subject.causes.values():
        for path in (("cause", "supersedes"), ("compatible",)):
            for position, other in enumerate(_list(placed, *path)):
                spot = placed.spot.at(*path, position)
                if other == placed.value.id:
                    yield spot.finding("the cause names itself.", "Leave it out.", Drop(spot.path))


@check("supersedes-circle")
def supersedes_circle(subject: Subject) -> Iterator[Finding]:
    """`supersedes` never leads back to where it began: each of the causes would hide the next."""
    graph = {name: placed.value.supersedes - {name} for name, placed in subject.causes.items()}
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        way: list[str] = list(reversed(error.args[1]))
        shown = " supersedes ".join(way)
        yield (
            subject.causes[way[0]]
            .spot.at("cause", "supersedes")
            .finding(
                f"runs in a circle: {shown}.",
                "The particular cause supersedes the general one, never the reverse.",
            )
        )


@check("supersedes-compatible", "warning")
def supersedes_compatible(subject: Subject) -> Iterator[Finding]:
    """A cause that hides another is not listed beside it as compatible."""
    for placed in subject.causes.values():
        for position, other in enumerate(_list(placed, "compatible")):
            if other in placed.value.supersedes:
                yield placed.spot.at("compatible", position).finding(
                    f"{other} is superseded by this cause and compatible with it.", "Decide for one of them."
                )


@check("reference-missing", "warning")
def references(subject: Subject) -> Iterator[Finding]:
    """A rule says where its knowledge can be read."""
    for placed in subject.causes.values():
        if not placed.value.refs:
            yield placed.spot.at("id").finding(
                "the rule has no `refs`.", "Name the threads or documents that it was learned from."
            )


@check("reference-form")
def reference_form(subject: Subject) -> Iterator[Finding]:
    """References are addresses that a browser opens."""
    for placed in subject.causes.values():
        for position, address in enumerate(placed.value.refs):
            if not address.startswith(("https://", "http://")) or " " in address or "." not in address:
                yield placed.spot.at("refs", position).finding(
                    f"{address!r} is no address of the web.", "Write the whole address, from https:// on."
                )


@check("reference-twice", "warning")
def reference_twice(subject: Subject) -> Iterator[Finding]:
    """A reference stands in a rule once."""
    for placed in subject.causes.values():
        for position, address in enumerate(placed.value.refs):
            spot = placed.spot.at("refs", position)
            if address in placed.value.refs[:position]:
                yield spot.finding("the reference stands here already.", "Leave it out.", Drop(spot.path))


def _counts(cause: Cause) -> tuple[int, int]:
    positive = sum(test.expected in _POSITIVE for test in cause.tests)
    return positive, len(cause.tests) - positive


def _lacks(placed: Placed[Cause], what: str) -> Finding:
    there = placed.spot.at("tests") if "tests" in placed.spot.value else placed.spot.at("id")
    return there.finding(f"{placed.value.id} has {what}.", "Add one under `tests`.")


def _list(placed: Placed[Cause], *path: str) -> list[str]:
    """A list of a rule as it is written; empty when the rule has none."""
    found = placed.spot.value
    for step in path:
        found = found.get(step) if isinstance(found, Mapping) else None
    return list(map(str, found or []))
