"""Unknown lines of a log, sorted into messages: lines of one message differ in values and in a few words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analyzer.parsing.grammar import LogGrammar
from analyzer.parsing.reader import decode
from analyzer.parsing.templates import Template, TemplateError, compile_template, fold, read_fields
from analyzer.rulecheck.draft_shape import Piece, pieces, skeleton_of, template

_MOST_DIFFERENT = 0.34  # share of words in which two lines of one message may differ


@dataclass(frozen=True, slots=True)
class Unknown:
    """A line that no message of the pack fits."""

    line: int
    raw: str
    body: str
    level: str
    tool: str | None


@dataclass(slots=True)
class Group:
    """Lines of one message."""

    parts: list[Piece]
    members: list[Unknown]


def grouped(unknown: Sequence[Unknown], grammar: LogGrammar) -> list[Group]:
    """Lines with equal words first, then those that differ in a few words of the same place."""
    equal: dict[tuple[str, ...], Group] = {}
    for line in unknown:
        parts = pieces(line.body, lambda text: bool(decode(text, 1, grammar)))
        equal.setdefault(skeleton_of(parts), Group(parts, [])).members.append(line)
    merged: list[Group] = []
    for group in equal.values():
        if not any(_joins(group, other) for other in merged):
            merged.append(group)
    return merged


def _joins(group: Group, other: Group) -> bool:
    """Join the first group to the second when one pattern takes the lines of both; False when none does."""
    parts = _common(other.parts, group.parts)
    members = [*other.members, *group.members]
    if parts is None or not all(_fits(parts, line.body) for line in members):
        return False
    other.parts, other.members = parts, members
    return True


def _common(first: Sequence[Piece], second: Sequence[Piece]) -> list[Piece] | None:
    """The message that two lines have in common, words that differ as placeholders; None when too many do."""
    one, two = list(_words(first)), list(_words(second))
    if len(one) != len(two) or len(one) < 3 or one[0].text != two[0].text:
        return None
    same = [a.type == b.type and (a.text == b.text or bool(a.type)) for a, b in zip(one, two, strict=True)]
    if same.count(False) > _MOST_DIFFERENT * len(same):
        return None
    chosen = (a if fits else Piece(a.text, "word") for a, fits in zip(one, same, strict=True))
    return list(_joined(chosen))


def _words(parts: Sequence[Piece]) -> Iterator[Piece]:
    """Literal text word by word, with the blanks between as pieces of their own."""
    for part in parts:
        if part.type:
            yield part
        else:
            yield from (Piece(word) for word in re.findall(r"\s+|\S+", part.text))


def _joined(parts: Iterator[Piece]) -> Iterator[Piece]:
    """Neighbouring literal pieces as one."""
    text = ""
    for part in parts:
        if part.type:
            yield from ([Piece(text)] if text else [])
            text = ""
            yield part
        else:
            text += part.text
    yield from ([Piece(text)] if text else [])


def compiled_of(parts: Sequence[Piece]) -> Template | None:
    """The pattern of a message in pieces, compiled; None when it is no pattern."""
    try:
        return compile_template(template(parts), whole=True)
    except TemplateError:
        return None


def _fits(parts: Sequence[Piece], body: str) -> bool:
    """True when the pattern takes the line, and each of its fields can be read."""
    compiled = compiled_of(parts)
    match = compiled.regex.match(fold(body)) if compiled else None
    if compiled is None or match is None:
        return False
    try:
        read_fields(compiled, match)
    except ValueError:
        return False
    return True


def sound(group: Group) -> Iterator[Group]:
    """The group itself, or each of its lines word for word where generalising them led astray."""
    if all(_fits(group.parts, line.body) for line in group.members):
        yield group
        return
    for body in dict.fromkeys(line.body for line in group.members):
        yield Group([Piece(body)], [line for line in group.members if line.body == body])
