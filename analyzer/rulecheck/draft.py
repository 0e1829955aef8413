"""Drafts for what a log holds and the pack does not know: patterns for its lines, each tried on them, and a rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analyzer.parsing.events import Event
from analyzer.parsing.grammar import LogGrammar
from analyzer.parsing.heads import strip_heads
from analyzer.parsing.reader import UNKNOWN, read_events
from analyzer.parsing.templates import fold
from analyzer.rulecheck.draft_groups import Group, Unknown, compiled_of, grouped, sound
from analyzer.rulecheck.draft_shape import Piece, telling_words, template
from analyzer.sources.text import Document

_MOST_SAMPLES = 3
_LETTERS = re.compile(r"[A-Za-z]{3}")  # less is nothing to tell a message by
_FAILURE = re.compile(
    r"\b(error|fail(ed|ure)?|cannot|could not|unable|denied|refused|invalid)\b", re.IGNORECASE
)


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


def draft(document: Document, grammar: LogGrammar) -> tuple[list[Draft], list[int]]:
    """Drafts for the unknown lines of a log, errors first, then the most frequent; and the lines left out.

    Lines without words are left out, and what goes beyond a number of messages that a person can look through.
    """
    unknown = list(unknown_lines(document, grammar))
    known = [
        (entry.key, fold(strip_heads(text, grammar.heads).body))
        for entry in (grammar.catalogue.entries if unknown else ())
        for text, _ in entry.samples
    ]
    drafts: list[Draft] = []
    for group in grouped([line for line in unknown if _LETTERS.search(line.body)], grammar):
        for one in sound(group):
            drafts.append(_draft(one, known, {other.id for other in drafts}))
    drafts.sort(key=lambda d: (not d.is_error, -len(d.lines), d.lines[0]))
    drafted = {number for one in drafts for number in one.lines}
    return drafts, [line.line for line in unknown if line.line not in drafted]


def unknown_lines(document: Document, grammar: LogGrammar) -> Iterator[Unknown]:
    """The lines of a log of which the pack knows the head at most."""
    for event in read_events(document, grammar).events:
        if event.kind == UNKNOWN and event.text.strip():
            yield Unknown(event.line, event.text, _level(event), event.tool)


def _level(event: Event) -> str:
    """The level of the head; of a line without one, whether its words tell of a failure."""
    return event.level or ("error" if _FAILURE.search(event.text) else "info")


def _draft(group: Group, known: Sequence[tuple[str, str]], taken: set[str]) -> Draft:
    """The draft of a message; `known` has the samples of the pack, each behind the key of its message."""
    name = _slug(group.parts, taken)
    levels = [line.level for line in group.members]
    level = "error" if "error" in levels else levels[0]
    compiled = compiled_of(group.parts)
    also = dict.fromkeys(key for key, body in known if compiled and compiled.regex.match(body))
    return Draft(
        id=name,
        kind=f"{'error' if level == 'error' else 'log'}.{name}",
        level=level,
        pattern=template(group.parts),
        samples=tuple(group.bodies[:_MOST_SAMPLES]),
        lines=tuple(line.line for line in group.members),
        tool=next((line.tool for line in group.members if line.tool), None),
        also=tuple(also),
    )


def _slug(parts: Sequence[Piece], taken: set[str]) -> str:
    """An id from the first words of a message."""
    name = "-".join(list(telling_words(parts))[:5]) or "unknown"
    names = (name, *(f"{name}-{number}" for number in range(2, len(taken) + 3)))
    return next(one for one in names if one not in taken)
