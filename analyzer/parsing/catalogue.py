"""The message catalogue: which text of a tool is which kind of event."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from analyzer.parsing.events import FieldValue
from analyzer.parsing.templates import Template, fold, read_fields

_WORDS = re.compile(r"[A-Za-z0-9_]+")
_MATCHED_LENGTH = (
    4096  # characters of a message that patterns see; the longest template of any tool is below 600
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One message of one tool."""

    tool: str
    id: str
    kind: str
    level: str
    templates: tuple[Template, ...]
    at: str
    """whole: the message as a whole; inside: anywhere in it; phrase: anywhere, where nothing else fits."""
    sets: Mapping[str, str]
    const: Mapping[str, FieldValue]
    continues: bool
    format: str | None
    samples: tuple[tuple[str, Mapping[str, FieldValue]], ...]
    """Sample lines with the fields that must be read from them."""

    @property
    def whole(self) -> bool:
        """True when it must cover the message."""
        return self.at == "whole"

    @property
    def key(self) -> str:
        """`<tool>/<id>`, unique in the pack."""
        return f"{self.tool}/{self.id}"


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that fits a text."""

    entry: Entry
    fields: dict[str, FieldValue]
    weight: int


@dataclass(slots=True)
class Catalogue:
    """All messages of a pack, indexed by a word that their text cannot lack."""

    entries: tuple[Entry, ...]
    _by_word: dict[str, list[int]] = field(default_factory=dict)
    _always: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Build the word index: each entry hangs on the rarest of its certain words."""
        counts = Counter(word for e in self.entries for t in e.templates for word in t.anchors)
        for position, entry in enumerate(self.entries):
            words = {_rarest(template.anchors, counts) for template in entry.templates}
            if None in words:
                self._always.append(position)
                continue
            for word in words:
                if word is not None:
                    self._by_word.setdefault(word, []).append(position)

    def kinds(self) -> dict[str, frozenset[str]]:
        """Every kind of event with the fields that its entries give."""
        result: dict[str, set[str]] = {}
        for entry in self.entries:
            fields = result.setdefault(entry.kind, set())
            fields.update(*(template.types for template in entry.templates), entry.const)
        return {kind: frozenset(fields) for kind, fields in result.items()}

    def candidates(self, text: str) -> list[Entry]:
        """Entries that may fit the text, in the order of the catalogue."""
        found = set(self._always)
        for word in set(_WORDS.findall(text)):
            found.update(self._by_word.get(word, ()))
        return [self.entries[i] for i in sorted(found)]

    def whole(self, text: str, tool: str | None = None) -> Match | None:
        """The entry that covers the text: of the tool that the head named if it has one, else the most particular."""
        text = fold(text)[:_MATCHED_LENGTH]
        return _best(text, tool, self.candidates(text), gated=True)

    def inside(self, text: str, at: str = "inside") -> list[Match]:
        """Every entry that stands somewhere within the text, the most particular first, one of each kind."""
        text = fold(text)[:_MATCHED_LENGTH]
        return _inside(text, [e for e in self.candidates(text) if e.at == at], gated=True)

    def whole_naive(self, text: str, tool: str | None = None) -> Match | None:
        """As `whole`, by trying every entry: the oracle of the index."""
        return _best(fold(text)[:_MATCHED_LENGTH], tool, self.entries, gated=False)

    def inside_naive(self, text: str, at: str = "inside") -> list[Match]:
        """As `inside`, by trying every entry: the oracle of the index."""
        return _inside(fold(text)[:_MATCHED_LENGTH], [e for e in self.entries if e.at == at], gated=False)


def _rarest(anchors: Iterable[str], counts: Mapping[str, int]) -> str | None:
    return min(anchors, key=lambda word: (counts[word], -len(word), word), default=None)


def _try(entry: Entry, text: str, *, gated: bool = True) -> Match | None:
    """Match an entry. Not `gated`, its expressions are tried even where a text they cannot lack is missing."""
    for template in entry.templates:
        if gated and template.needle not in text:
            continue
        match = template.regex.match(text) if entry.whole else template.regex.search(text)
        if match is not None:
            fields = {**entry.const, **read_fields(template, match)}
            return Match(entry, fields, template.weight)
    return None


def _best(text: str, tool: str | None, entries: Sequence[Entry], *, gated: bool) -> Match | None:
    """First match of each tool's file, then the head's own tool, then the most literal text."""
    first: dict[str, Match] = {}
    for entry in entries:
        if entry.whole and entry.tool not in first and (match := _try(entry, text, gated=gated)) is not None:
            first[entry.tool] = match
    return max(first.values(), key=lambda m: (m.entry.tool == tool, m.weight), default=None)


def _inside(text: str, entries: Iterable[Entry], *, gated: bool) -> list[Match]:
    matches = [m for e in entries if (m := _try(e, text, gated=gated)) is not None]
    kinds: dict[str, Match] = {}
    for match in sorted(matches, key=lambda m: -m.weight):
        kinds.setdefault(match.entry.kind, match)
    return list(kinds.values())
