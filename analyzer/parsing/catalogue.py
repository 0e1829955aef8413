"""The message catalogue: which text of a tool is which kind of event."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from analyzer.parsing.events import FieldValue
from analyzer.parsing.gate import Gate
from analyzer.parsing.needs import is_digit_blind, needs_of, plain_form, shape
from analyzer.parsing.templates import Template, fold, read_fields

MATCHED_LENGTH = 4096  # characters of a message that patterns see; the longest template is below 600
_MOST_SHAPES = 20_000  # shapes of messages remembered at a time: some MiB


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


class Catalogue:
    """All messages of a pack, with a gate that tells cheaply which may fit a text."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        """Take the entries in the order in which they are tried."""
        self.entries = entries
        self._templates = [(entry, template) for entry in entries for template in entry.templates]
        self._gate = Gate([needs_of(template.source, whole=e.whole) for e, template in self._templates])
        self._blind = [is_digit_blind(template.source) for _, template in self._templates]
        self._known: dict[str, _Candidates] = {}
        self.remembered: dict[tuple[str, str | None, bool], Sequence[Match]] = {}
        """What a reader found in messages, kept beside what found it."""

    @cached_property
    def sets(self) -> Mapping[str, Mapping[str, str]]:
        """Key of an entry to what it tells of the environment, and in which field."""
        return {entry.key: entry.sets for entry in self.entries if entry.sets}

    def _open(self, shaped: str) -> Sequence[int]:
        numbers = self._gate.open(plain_form(shaped))
        return sorted({*numbers, *self._gate.always}) if self._needless.match(shaped) else numbers

    @cached_property
    def _needless(self) -> re.Pattern[str]:
        """Matches where any expression may that needs no piece of text: one question instead of one for each."""
        sources = [r".*" + s if not e.whole else s for e, s in map(self._blind_source, self._gate.always)]
        try:
            return re.compile("|".join(f"(?:{_unnamed(source)})" for source in sources) or r"(?!)")
        except re.error:  # flags for the whole of one expression cannot stand within another
            return re.compile("")

    def _blind_source(self, number: int) -> tuple[Entry, str]:
        """An expression that is not blind to digits may match where its shape does not, so anything opens it."""
        entry, template = self._templates[number]
        return entry, template.source if self._blind[number] else ""

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle what was compiled, and nothing that was remembered of a log."""
        return _restored, (self.entries, self._templates, self._gate, self._blind)

    def forget(self) -> None:
        """Drop what is remembered of the texts seen so far."""
        self._known.clear()
        self.remembered.clear()

    def kinds(self) -> dict[str, frozenset[str]]:
        """Every kind of event with the fields that its entries give."""
        result: dict[str, set[str]] = {}
        for entry in self.entries:
            fields = result.setdefault(entry.kind, set())
            fields.update(*(template.types for template in entry.templates), entry.const)
        return {kind: frozenset(fields) for kind, fields in result.items()}

    def whole(self, text: str, tool: str | None = None) -> Match | None:
        """The entry that covers the text: of the tool that the head named if it has one, else the most particular."""
        text = fold(text)[:MATCHED_LENGTH]
        return _best(text, tool, self._candidates(text, "whole"))

    def inside(self, text: str, at: str = "inside") -> list[Match]:
        """Every entry that stands somewhere within the text, the most particular first, one of each kind."""
        text = fold(text)[:MATCHED_LENGTH]
        return _inside(text, self._candidates(text, at))

    def whole_naive(self, text: str, tool: str | None = None) -> Match | None:
        """As `whole`, by trying every entry: the oracle of the gate."""
        return _best(fold(text)[:MATCHED_LENGTH], tool, [p for p in self._templates if p[0].whole])

    def inside_naive(self, text: str, at: str = "inside") -> list[Match]:
        """As `inside`, by trying every entry: the oracle of the gate."""
        return _inside(fold(text)[:MATCHED_LENGTH], [pair for pair in self._templates if pair[0].at == at])

    def entries_of_shape(self, text: str) -> list[Entry] | None:
        """The entries that may fit the texts of a shape; None when that depends on the digits that it stands for."""
        shaped = shape(fold(text)[:MATCHED_LENGTH])
        numbers = self._open(shaped)
        if not all(self._blind[number] for number in numbers):
            return None
        pairs = (self._templates[number] for number in numbers)
        return [entry for entry, template in pairs if _fits(entry, template, shaped)]

    def _candidates(self, text: str, at: str) -> Sequence[_Pair]:
        """The templates that may fit a text, told by its shape: the same for all that differ in numbers only."""
        shaped = shape(text)
        known = self._known.get(shaped)
        if known is None:
            if len(self._known) >= _MOST_SHAPES:
                self._known.clear()
            known = self._known[shaped] = self._sift(shaped)
        return known.get(at, ())

    def _sift(self, shaped: str) -> _Candidates:
        found: _Candidates = {}
        for number in self._open(shaped):
            entry, template = self._templates[number]
            if not self._blind[number] or _fits(entry, template, shaped):
                found.setdefault(entry.at, []).append((entry, template))
        return found


_Pair = tuple[Entry, Template]
_Candidates = dict[str, list[_Pair]]
"""Where an entry stands (whole, inside, phrase) to the templates of such entries, in their order."""


def _restored(entries: tuple[Entry, ...], templates: list[_Pair], gate: Gate, blind: list[bool]) -> Catalogue:
    catalogue = Catalogue.__new__(Catalogue)
    catalogue.entries, catalogue._templates, catalogue._gate = entries, templates, gate
    catalogue._blind, catalogue._known, catalogue.remembered = blind, {}, {}
    return catalogue


def _unnamed(source: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", source)


def _fits(entry: Entry, template: Template, text: str) -> re.Match[str] | None:
    return template.regex.match(text) if entry.whole else template.regex.search(text)


def _try(entry: Entry, template: Template, text: str) -> Match | None:
    match = _fits(entry, template, text)
    if match is None:
        return None
    return Match(entry, {**entry.const, **read_fields(template, match)}, template.weight)


def _best(text: str, tool: str | None, pairs: Iterable[_Pair]) -> Match | None:
    """First match of each tool's file, then the head's own tool, then the most literal text."""
    first: dict[str, Match] = {}
    for entry, template in pairs:
        if entry.tool not in first and (match := _try(entry, template, text)) is not None:
            first[entry.tool] = match
    return max(first.values(), key=lambda m: (m.entry.tool == tool, m.weight), default=None)


def _inside(text: str, pairs: Iterable[_Pair]) -> list[Match]:
    matches: dict[str, Match] = {}
    for entry, template in pairs:
        if entry.key not in matches and (match := _try(entry, template, text)) is not None:
            matches[entry.key] = match
    kinds: dict[str, Match] = {}
    for match in sorted(matches.values(), key=lambda m: -m.weight):
        kinds.setdefault(match.entry.kind, match)
    return list(kinds.values())
