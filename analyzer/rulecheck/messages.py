"""Checks of messages by their own samples: each is recognised as what it is, by the pattern that was meant."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from analyzer.knowledge.errors import Finding
from analyzer.parsing.catalogue import Catalogue, Entry, Match
from analyzer.parsing.events import FieldValue
from analyzer.parsing.heads import read_time, strip_heads
from analyzer.rulecheck.registry import check
from analyzer.rulecheck.subject import Placed, Spot, Subject


@check("message-file")
def file_name(subject: Subject) -> Iterator[Finding]:
    """The tool that a file of messages names is the name of the file."""
    for place in subject.files:
        if place.startswith("messages/"):
            tool = subject.source(place).data["tool"]
            if tool != Path(place).stem:
                message = f"the tool is {tool!r}, the file is named {Path(place).stem!r}."
                yield subject.spot(place, "tool").finding(message, "Give both the same name.")


@check("head-sample")
def head_sample(subject: Subject) -> Iterator[Finding]:
    """A sample of a line head is cut by its own style first, and the level that it shows is understood."""
    styles = subject.pack.grammar.heads
    for placed in subject.heads:
        style = placed.value
        shows_level = "(?P<level>" in style.source
        for position, sample in enumerate(style.samples):
            spot = placed.spot.at("samples", position)
            head = strip_heads(sample, styles)
            if not head.styles or head.styles[0] != style.id:
                first = head.styles[0] if head.styles else "no style"
                yield spot.finding(
                    f"{style.id}: the sample is cut by {first}.", "Move this style before that one."
                )
            elif shows_level and not head.level and (match := style.regex.match(sample)) and match["level"]:
                yield spot.finding(f"{style.id}: the level {match['level']!r} is unknown.")


@check("head-time", "warning")
def head_time(subject: Subject) -> Iterator[Finding]:
    """A style of head with a time has a sample whose time can be read."""
    for placed in subject.heads:
        style = placed.value
        times = [
            m["time"] for s in style.samples if "(?P<time>" in style.source and (m := style.regex.match(s))
        ]
        if times and all(read_time(time)[0] is None for time in times):
            yield placed.spot.at("regex").finding(f"{style.id}: none of the sample's times can be read.")


@check("message-sample")
def sample(subject: Subject) -> Iterator[Finding]:
    """Every sample of a message is recognised as that message, before all others of the pack."""
    shadowed = {placed.value.key for placed, _ in _shadowed(subject)}
    for placed in subject.entries:
        if placed.value.key not in shadowed:
            for spot, text, _ in _samples(placed):
                found = _read(subject, placed.value, text)
                if found is None or not (found.entry is placed.value or _shared(placed.value, found.entry)):
                    other = f"recognised as {found.entry.key}" if found else "not recognised"
                    yield spot.finding(
                        f"{placed.value.id}: the sample is {other}.", _advice(placed.value, found)
                    )


@check("message-shared", "warning")
def shared(subject: Subject) -> Iterator[Finding]:
    """A message that two tools print alike, without a line head that tells them apart, is catalogued once."""
    for placed in subject.entries:
        for spot, text, _ in _samples(placed):
            found = _read(subject, placed.value, text)
            if found is not None and _shared(placed.value, found.entry):
                yield spot.finding(
                    f"{placed.value.id}: {found.entry.key} is the same kind of event and takes the sample.",
                    "Show the sample with its line head if it has one, or keep one of the two.",
                )


@check("message-fields")
def fields(subject: Subject) -> Iterator[Finding]:
    """The fields that a sample lists are read from it."""
    for placed in subject.entries:
        for spot, text, expected in _samples(placed):
            found = _read(subject, placed.value, text)
            if found is None or found.entry is not placed.value:
                continue
            for name, value in expected.items():
                actual = found.fields.get(name)
                if not _equal(actual, value):
                    shown = "not read" if actual is None else f"read as {actual!r}"
                    yield spot.at("fields", name).finding(
                        f"{placed.value.id}: {name} is {shown}, not {value!r}."
                    )


@check("pattern-shadowed")
def shadowed(subject: Subject) -> Iterator[Finding]:
    """No message stands behind one of its tool that takes all its samples: it could never be recognised."""
    for placed, other in _shadowed(subject):
        yield placed.spot.at("id").finding(
            f"{placed.value.id}: every sample is recognised as {other} above it.",
            "Move it before that one, or make that one more particular.",
        )


@check("pattern-twice")
def twice(subject: Subject) -> Iterator[Finding]:
    """No pattern stands in the messages of a tool twice."""
    seen: dict[tuple[str, bool, str], str] = {}
    for placed in subject.entries:
        entry = placed.value
        for spot, template in zip(pattern_spots(placed), entry.templates, strict=True):
            shape = re.sub(r"\(\?P<\w+>", "(", template.source)
            other = seen.setdefault((entry.tool, entry.whole, shape), entry.id)
            if other != entry.id:
                yield spot.finding(f"{entry.id}: {other} above has the same pattern.", "Keep one of them.")


def pattern_spots(placed: Placed[Entry]) -> list[Spot]:
    """Where each template of a message is written, in the order in which they are tried."""
    data = placed.spot.value
    pattern, regex = (
        [placed.spot.at(key)] * (data.get(key) not in (None, "")) for key in ("pattern", "regex")
    )
    return [
        *pattern,
        *(placed.spot.at("patterns", i) for i in range(len(data.get("patterns") or []))),
        *regex,
    ]


def _samples(placed: Placed[Entry]) -> Iterator[tuple[Spot, str, Mapping[str, FieldValue]]]:
    for position, (text, expected) in enumerate(placed.value.samples):
        yield placed.spot.at("samples", position), text, expected


def _read(subject: Subject, entry: Entry, text: str) -> Match | None:
    """What the reader makes of a sample; of several messages inside a text, the entry itself when it is among them."""
    grammar = subject.pack.grammar
    head = strip_heads(text, grammar.heads)
    whole = grammar.catalogue.whole(head.body, head.tool)
    if entry.whole:
        return whole
    inside = grammar.catalogue.inside(head.body, entry.at)
    return next((match for match in inside if match.entry is entry), next(iter(inside), whole))


def _shadowed(subject: Subject) -> list[tuple[Placed[Entry], str]]:
    """Messages whose samples all go to another message of the same tool that stands above."""
    order = {placed.value.key: position for position, placed in enumerate(subject.entries)}
    by_tool: dict[str, list[Entry]] = defaultdict(list)
    for placed in subject.entries:
        by_tool[placed.value.tool].append(placed.value)
    catalogues = {tool: Catalogue(tuple(entries)) for tool, entries in by_tool.items()}
    result = []
    for placed in subject.entries:
        own, entry = order[placed.value.key], placed.value
        bodies = [strip_heads(text, subject.pack.grammar.heads).body for text, _ in entry.samples]
        first = [catalogues[entry.tool].whole(body) for body in bodies] if entry.whole else []
        above = [match.entry for match in first if match is not None and order[match.entry.key] < own]
        if above and len(above) == len(bodies):
            result.append((placed, above[0].id))
    return result


def _shared(entry: Entry, other: Entry) -> bool:
    """True when the message of another tool means the same."""
    return other.tool != entry.tool and other.kind == entry.kind


def _advice(entry: Entry, found: Match | None) -> str:
    if found is None:
        return "Compare the pattern with the sample, without its line head."
    same = found.entry.tool == entry.tool
    return "Move it before that one." if same else "Make the pattern more particular than the other tool's."


def _equal(actual: FieldValue | None, expected: FieldValue) -> bool:
    if isinstance(actual, float):
        return actual == float(expected)
    return actual is not None and str(actual) == str(expected)
