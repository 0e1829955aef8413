"""Drafts for what a log holds and the pack does not know: patterns for its lines, each tried on them, and a rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analyzer.parsing.events import Event
from analyzer.parsing.grammar import LogGrammar
from analyzer.parsing.heads import strip_heads
from analyzer.parsing.reader import UNKNOWN, decode, read_events
from analyzer.parsing.templates import Template, TemplateError, compile_template, read_fields
from analyzer.rulecheck.draft_shape import Piece, literal_words, pieces, skeleton_of, template
from analyzer.sources.text import Document

_MOST_DIFFERENT = 0.34  # share of words in which two lines of one message may differ
_MOST_SAMPLES = 3
_FAILURE = re.compile(
    r"\b(error|fail(ed|ure)?|cannot|could not|unable|denied|refused|invalid)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Unknown:
    """A line that no message of the pack fits."""

    line: int
    raw: str
    body: str
    level: str
    tool: str | None


@dataclass(frozen=True, slots=True)
class Draft:
    """A message that the pack lacks, as far as its lines tell."""

    id: str
    kind: str
    level: str
    pattern: str
    samples: tuple[str, ...]
    lines: tuple[int, ...]
    tool: str | None
    also: tuple[str, ...]
    """Known messages whose samples the pattern would take too."""

    @property
    def is_error(self) -> bool:
        """True when its lines tell of a failure."""
        return self.level == "error"


def draft(document: Document, grammar: LogGrammar) -> list[Draft]:
    """Drafts for the unknown lines of a log, errors first, then the most frequent."""
    unknown = list(unknown_lines(document, grammar))
    drafts: list[Draft] = []
    for group in _grouped(unknown, grammar):
        for sound in _sound(group):
            drafts.append(_draft(sound, grammar, {one.id for one in drafts}))
    return sorted(drafts, key=lambda d: (not d.is_error, -len(d.lines), d.lines[0]))


def unknown_lines(document: Document, grammar: LogGrammar) -> Iterator[Unknown]:
    """The lines of a log of which the pack knows the head at most."""
    for event in read_events(document, grammar).events:
        if event.kind == UNKNOWN and event.text.strip():
            yield Unknown(event.line, event.raw, event.text, _level(event), event.tool)


def _level(event: Event) -> str:
    """The level of the head; of a line without one, whether its words tell of a failure."""
    return event.level or ("error" if _FAILURE.search(event.text) else "info")


@dataclass(slots=True)
class _Group:
    """Lines of one message."""

    parts: list[Piece]
    members: list[Unknown]


def _grouped(unknown: Sequence[Unknown], grammar: LogGrammar) -> list[_Group]:
    """Lines with equal words first, then those that differ in a few words of the same place."""
    equal: dict[tuple[str, ...], _Group] = {}
    for line in unknown:
        parts = pieces(line.body, lambda text: bool(decode(text, 1, grammar)))
        equal.setdefault(skeleton_of(parts), _Group(parts, [])).members.append(line)
    merged: list[_Group] = []
    for group in equal.values():
        if not any(_joins(group, other) for other in merged):
            merged.append(group)
    return merged


def _joins(group: _Group, other: _Group) -> bool:
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


def _compiled(parts: Sequence[Piece]) -> Template | None:
    try:
        return compile_template(template(parts), whole=True)
    except TemplateError:
        return None


def _fits(parts: Sequence[Piece], body: str) -> bool:
    """True when the pattern takes the line, and each of its fields can be read."""
    compiled = _compiled(parts)
    match = compiled.regex.match(body) if compiled else None
    if compiled is None or match is None:
        return False
    try:
        read_fields(compiled, match)
    except ValueError:
        return False
    return True


def _sound(group: _Group) -> Iterator[_Group]:
    """The group itself, or each of its lines word for word where generalising them led astray."""
    if all(_fits(group.parts, line.body) for line in group.members):
        yield group
        return
    for body in dict.fromkeys(line.body for line in group.members):
        yield _Group([Piece(body)], [line for line in group.members if line.body == body])


def _draft(group: _Group, grammar: LogGrammar, taken: set[str]) -> Draft:
    name = _slug(group.parts, taken)
    levels = [line.level for line in group.members]
    level = "error" if "error" in levels else levels[0]
    return Draft(
        id=name,
        kind=f"{'error' if level == 'error' else 'log'}.{name}",
        level=level,
        pattern=template(group.parts),
        samples=tuple(dict.fromkeys(line.body for line in group.members))[:_MOST_SAMPLES],
        lines=tuple(line.line for line in group.members),
        tool=next((line.tool for line in group.members if line.tool), None),
        also=tuple(_taken_too(group.parts, grammar)),
    )


def _slug(parts: Sequence[Piece], taken: set[str]) -> str:
    words = [word.lower() for word in literal_words(parts) if len(word) > 1][:5]
    name = "-".join(words) or "unknown"
    return (
        name
        if name not in taken
        else next(f"{name}-{n}" for n in range(2, 999) if f"{name}-{n}" not in taken)
    )


def _taken_too(parts: Sequence[Piece], grammar: LogGrammar) -> Iterator[str]:
    """Known messages that the pattern would take from their entries."""
    compiled = _compiled(parts)
    for entry in grammar.catalogue.entries if compiled is not None else ():
        bodies = (strip_heads(text, grammar.heads).body for text, _ in entry.samples)
        if compiled is not None and any(compiled.regex.match(body) for body in bodies):
            yield entry.key
