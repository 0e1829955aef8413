"""Checks of how patterns are written: what is too loose, too vague or repeats in a dangerous way."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from analyzer.knowledge.errors import Finding
from analyzer.rulecheck.messages import pattern_spots
from analyzer.rulecheck.regex_shape import Atom, bare_dots, greedy_middles, nested_repeats
from analyzer.rulecheck.registry import check
from analyzer.rulecheck.subject import Spot, Subject

_MOST_TEXTS = 3  # free texts in one pattern: with more, a line that almost fits is tried in too many ways
_LEAST_LITERAL = 4  # literal characters: fewer fit lines of any tool
_FREE = ("text", "path", "rest", "payload")
_OPTIONAL = re.compile(r"\{\?[^{}]*\}")
_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One `{...}` of a template."""

    name: str
    """Empty for `{*}` and `{?...}`."""
    type: str
    start: int
    end: int

    @property
    def is_free(self) -> bool:
        """True when it takes any text."""
        return self.type in _FREE or self.type == "*"


def placeholders(pattern: str) -> list[Placeholder]:
    """The placeholders of a template, those for optional literal text left out."""
    result = []
    for found in _PLACEHOLDER.finditer(pattern):
        body = found.group(1)
        if body is None or body.startswith("?"):
            continue
        name, _, type_ = ("", "", "*") if body == "*" else body.partition(":")
        result.append(Placeholder(name, type_ or "text", found.start(), found.end()))
    return result


@check("pattern-texts", "warning")
def texts(subject: Subject) -> Iterator[Finding]:
    """A pattern has at most three placeholders for free text."""
    for spot, pattern in _templates(subject):
        free = [p for p in placeholders(pattern) if p.is_free]
        if len(free) > _MOST_TEXTS:
            yield spot.finding(
                f"the pattern has {len(free)} placeholders for free text.",
                "Give them types that say where they end: word, name, quoted, version.",
            )


@check("pattern-neighbours", "warning")
def neighbours(subject: Subject) -> Iterator[Finding]:
    """Between two placeholders stands text that tells where one ends and the next begins."""
    for spot, pattern in _templates(subject):
        for first, second in itertools.pairwise(placeholders(pattern)):
            between = _OPTIONAL.sub("", pattern[first.end : second.start])
            if not between.strip() and _run_together(first, second, bool(between)):
                yield spot.finding(
                    f"{pattern[first.start : second.end]!r}: nothing tells where the first ends.",
                    "Put literal text between them, or give the free one a type.",
                )


@check("pattern-vague", "warning")
def vague(subject: Subject) -> Iterator[Finding]:
    """A pattern has enough literal text not to fit the lines of any other tool."""
    for spot, pattern in _templates(subject):
        literal = _PLACEHOLDER.sub("", pattern).replace(" ", "")
        if len(literal) < _LEAST_LITERAL:
            yield spot.finding(
                f"the pattern has only {len(literal)} literal characters.",
                "Say more of the message, or use a regex that tells it apart.",
            )


@check("regex-dot", "warning")
def dots(subject: Subject) -> Iterator[Finding]:
    """A point between letters in a raw expression is escaped: it stands for any character otherwise."""
    for spot, source in _expressions(subject):
        for atom in bare_dots(source):
            yield spot.finding(f"an unescaped point in {_around(source, atom)!r}.", r"Write \. for a point.")


@check("regex-nested")
def nested(subject: Subject) -> Iterator[Finding]:
    """No group repeated without end holds something repeated without end."""
    for spot, source in _expressions(subject):
        for atom in nested_repeats(source):
            yield spot.finding(
                f"nested quantifiers in {_around(source, atom)!r}: some lines would take for ever.",
                "Give the inner or the outer one bounds, or make it possessive.",
            )


@check("regex-greedy", "warning")
def greedy(subject: Subject) -> Iterator[Finding]:
    """No `.*` stands in the middle of a raw expression."""
    for spot, source in _expressions(subject):
        for atom in greedy_middles(source):
            yield spot.finding(
                f"a greedy {atom.text}{atom.count} in the middle, in {_around(source, atom)!r}.",
                "Say which characters it may take, e.g. [^,]*.",
            )


def _templates(subject: Subject) -> Iterator[tuple[Spot, str]]:
    for placed in subject.entries:
        for spot in pattern_spots(placed):
            if spot.path[-1] != "regex":
                yield spot, str(spot.value)


def _expressions(subject: Subject) -> Iterator[tuple[Spot, str]]:
    for placed in subject.entries:
        for spot in pattern_spots(placed):
            if spot.path[-1] == "regex":
                yield spot, str(spot.value)
    for head in subject.heads:
        yield head.spot.at("regex"), head.value.source
    for kind in subject.private:
        for position, shape in enumerate(kind.value.shapes):
            yield kind.spot.at("shapes", position, "regex"), shape.source


def _run_together(first: Placeholder, second: Placeholder, blank: bool) -> bool:
    """True when one of two neighbours takes too little or too much, with at most a blank between them.

    A free one takes as little as it can, a typed one as much as it can. So a number ends by itself; a word behind which
    a text must follow without a blank loses its last letter to it.
    """
    if first.is_free:
        return second.is_free or not blank
    return not blank and first.type in ("word", "name", "hex") and second.type in ("text", "path")


def _around(source: str, atom: Atom) -> str:
    return source[max(0, atom.at - 8) : atom.at + 12]
