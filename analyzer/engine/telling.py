"""Which lines of a log say something: that anything is known of a failure without the others.

A line says nothing when no repair, no code, no operation, session or environment, and no fact of any cause can come
of it. This is told from the line with every digit a 0, so that it holds for all lines that differ in numbers only;
where the pack or the line does not allow to be sure, the line says something.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from analyzer.engine.fact_ast import (
    And,
    Compare,
    Condition,
    Contains,
    FieldTest,
    Known,
    OneOf,
    Or,
    Pattern,
    Quoted,
    Range,
)
from analyzer.engine.fact_graph import patterns_of
from analyzer.engine.fact_vocabulary import ANY, covers
from analyzer.engine.rules import RuleBase
from analyzer.parsing.catalogue import Entry
from analyzer.parsing.grammar import LogGrammar, is_kind
from analyzer.parsing.heads import Head, severity, strip_heads
from analyzer.parsing.needs import is_digit_blind, shape
from analyzer.parsing.operations import empty_kinds
from analyzer.parsing.reader import UNKNOWN as UNKNOWN_KIND
from analyzer.sources.repair import leaves_alone
from analyzer.sources.skim import KNOWN, TELLS, UNKNOWN, Said

_LONGEST = 4000  # characters; templates see no more of a message
_SOMETHING = Said(TELLS)


class Telling:
    """Judges lines for a pack."""

    def __init__(self, grammar: LogGrammar, base: RuleBase) -> None:
        """Take what the pack knows; nothing is looked at before the first line is asked about."""
        self._grammar = grammar
        self._base = base
        self._pieces: dict[str, frozenset[str] | None] = {}

    def __call__(self, line: str) -> Said:
        """What a line of printable ASCII says; its digits are all 0."""
        if len(line) > _LONGEST or not self._sure or not leaves_alone(line):
            return _SOMETHING
        head = strip_heads(line, self._grammar.heads)
        if head.serial or severity(head.level) >= severity("warning") or not head.body:
            return _SOMETHING
        return _SOMETHING if self._may_carry_a_code(head.body) else self._as_event(head)

    def _as_event(self, head: Head) -> Said:
        entries = self._grammar.catalogue.entries_of_shape(head.body)
        if entries is None or not all(_is_quiet(entry) for entry in entries):
            return _SOMETHING
        kinds = [entry.kind for entry in entries] or [UNKNOWN_KIND]
        if not all(self._is_idle(kind, head.body) for kind in kinds):
            return _SOMETHING
        return Said(KNOWN if entries else UNKNOWN, " ".join(head.styles))

    def _is_idle(self, kind: str, text: str) -> bool:
        """True when an event of a kind is of no consequence: nothing is bounded by it and no rule can mean it."""
        if kind not in self._pieces:
            self._pieces[kind] = self._looked_for(kind)
        pieces = self._pieces[kind]
        return pieces is not None and not any(piece in text for piece in pieces)

    def _looked_for(self, kind: str) -> frozenset[str] | None:
        """What rules look for in the text of events of a kind; None when they may mean them for other reasons."""
        grammar = self._grammar
        bounds = [kinds for operation in grammar.operations for kinds in operation.bounds]
        asking = [pattern for pattern in self._patterns if covers(pattern.kind, kind)]
        used = is_kind(kind, (*bounds, *grammar.session_starts, *empty_kinds(grammar)))
        if used or any(_may_mean(pattern) for pattern in asking):
            return None
        found = (piece for p in asking if p.where is not None for piece in _pieces(p.where))
        return frozenset(shape(piece) for piece in found)

    @cached_property
    def _sure(self) -> bool:
        """False when a head of the pack heeds particular digits, so that a shape tells too little."""
        return all(is_digit_blind(style.source) for style in self._grammar.heads)

    @cached_property
    def _patterns(self) -> frozenset[Pattern]:
        causes = self._base.causes.values()
        return frozenset(p for cause in causes for fact in cause.facts.values() for p in patterns_of(fact))

    def _may_carry_a_code(self, body: str) -> bool:
        codes = self._grammar.codes
        written = self._grammar.payload.codes(body)
        unknown = (code for code in written if code.notation != "named" or self._is_code(code.name or ""))
        return any(unknown) or codes.may_tell(body)

    def _is_code(self, name: str) -> bool:
        return shape(name).lower() in self._names

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(shape(name).lower() for name in self._grammar.codes.names())


def _is_quiet(entry: Entry) -> bool:
    """True for a message that sets, continues, names and warns of nothing."""
    fields = {name for template in entry.templates for name in template.types} | set(entry.const)
    speaks = entry.sets or entry.continues or entry.format or not fields.isdisjoint(("name", "serial"))
    return not speaks and severity(entry.level) < severity("warning")


def _pieces(where: Condition) -> Iterable[str]:
    match where:
        case And(parts) | Or(parts):
            return [piece for part in parts for piece in _pieces(part)]
        case FieldTest("text", Contains(Quoted(text))):
            return [text]
    return []


def _may_mean(pattern: Pattern) -> bool:
    """Whether a pattern can mean a quiet event of its kind, one without codes and without any of the pieces."""
    return pattern.where is None or _may_fit(pattern.where, any_kind=pattern.kind == ANY)


def _may_fit(where: Condition, *, any_kind: bool) -> bool:
    match where:
        case And(parts):
            return all(_may_fit(part, any_kind=any_kind) for part in parts)
        case Or(parts):
            return any(_may_fit(part, any_kind=any_kind) for part in parts)
        case FieldTest("code" | "layer", Compare("==") | OneOf() | Range() | Contains() | Known()):
            return False
        case FieldTest("text", Contains(Quoted())):
            return False
        case FieldTest("level", Compare("==", value)) if any_kind and getattr(value, "text", "") == "error":
            return False
    return True
