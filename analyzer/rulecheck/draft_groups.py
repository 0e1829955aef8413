"""Unknown lines of a log, sorted into messages: lines of one message differ in values and in a few words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from analyzer.parsing.grammar import LogGrammar
from analyzer.parsing.reader import decode
from analyzer.parsing.templates import Template, TemplateError, compile_template, fold, read_fields
from analyzer.rulecheck.draft_shape import Piece, pieces, skeleton_of, template

_MOST_DIFFERENT = 0.34  # share of words in which two lines of one message may differ
_TRIED = 20  # lines of a group on which a common pattern is tried before two groups become one
_MOST_MESSAGES = 300  # different messages that are drafted at once; nobody reads more


@dataclass(frozen=True, slots=True)
class Unknown:
    """A line that no message of the pack fits."""

    line: int
    body: str
    level: str
    tool: str | None


@dataclass(slots=True)
class Group:
    """Lines of one message."""

    parts: list[Piece]
    members: list[Unknown]

    @property
    def bodies(self) -> list[str]:
        """The different texts of its lines."""
        return list(dict.fromkeys(line.body for line in self.members))


def grouped(unknown: Sequence[Unknown], grammar: LogGrammar) -> list[Group]:
    """Lines with equal words first, then those that differ in a few words of the same place."""
    equal: dict[tuple[str, ...], Group] = {}
    for line in unknown:
        parts = pieces(line.body, lambda text: bool(decode(text, 1, grammar)))
        equal.setdefault(skeleton_of(parts), Group(parts, [])).members.append(line)
    most = sorted(equal.values(), key=lambda g: (all(m.level != "error" for m in g.members), -len(g.members)))
    alike: dict[tuple[int, str], list[Group]] = defaultdict(list)
    for group in most[:_MOST_MESSAGES]:
        words = list(_words(group.parts))
        rivals = alike[len(words), words[0].text if words else ""]
        if not any(_joins(group, other) for other in rivals):
            rivals.append(group)
    return [group for rivals in alike.values() for group in rivals]


def sound(group: Group) -> Iterator[Group]:
    """The group itself, or each of its lines word for word where generalising them led astray."""
    if _fits(group.parts, group.bodies):
        yield group
        return
    for body in group.bodies:
        yield Group([Piece(body)], [line for line in group.members if line.body == body])


def compiled_of(parts: Sequence[Piece]) -> Template | None:
    """The pattern of a message in pieces, compiled; None when it is no pattern."""
    try:
        return compile_template(template(parts), whole=True)
    except TemplateError:
        return None


def _fits(parts: Sequence[Piece], bodies: Iterable[str]) -> bool:
    """True when the pattern takes every line, and each of its fields can be read."""
    compiled = compiled_of(parts)
    if compiled is None:
        return False
    try:
        for body in bodies:
            match = compiled.regex.match(fold(body))
            if match is None:
                return False
            read_fields(compiled, match)
    except ValueError:
        return False
    return True


def _joins(group: Group, other: Group) -> bool:
    """Join the first group to the second when one pattern takes the lines of both; False when none does."""
    parts = _common(list(_words(other.parts)), list(_words(group.parts)))
    if parts is None or not _fits(parts, [*other.bodies[:_TRIED], *group.bodies[:_TRIED]]):
        return False
    other.parts, other.members = parts, [*other.members, *group.members]
    return True


def _common(first: Sequence[Piece], second: Sequence[Piece]) -> list[Piece] | None:
    """The message that two lines have in common, words that differ as placeholders; None when too many do."""
    pairs = list(zip(first, second, strict=True))
    words = sum(not piece.text.isspace() for piece in first)
    if words < 3 or sum(not _same(a, b) for a, b in pairs) > _MOST_DIFFERENT * words:
        return None
    return list(_joined(a if _same(a, b) else Piece(a.text, "word") for a, b in pairs))


def _same(piece: Piece, other: Piece) -> bool:
    """True when a piece of a pattern stands for a piece of a line too."""
    if piece.type == "word" and not other.type:
        return not other.text.isspace()
    return piece.type == other.type and (bool(piece.type) or piece.text == other.text)


def _words(parts: Sequence[Piece]) -> Iterator[Piece]:
    """Literal text word by word, with the blanks between as pieces of their own."""
    for part in parts:
        if part.type:
            yield part
        else:
            yield from (Piece(word) for word in re.findall(r"\s+|\S+", part.text))


def _joined(parts: Iterable[Piece]) -> Iterator[Piece]:
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
