"""Explaining codes and causes: a word in any writing to every meaning it has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analyzer.engine.fact_ast import CodeName, Count, FactRef, FieldTest, Integer, Seen, values_of, walk
from analyzer.engine.result import Remedy
from analyzer.engine.rules import Cause, Weights
from analyzer.knowledge.errors import did_you_mean
from analyzer.pack import Pack
from analyzer.parsing.codes import Code, Layer

_HEX = re.compile(r"(?:0[xX])?([0-9a-fA-F]{1,8})\Z")


@dataclass(frozen=True, slots=True)
class CauseHint:
    """A cause that a code is evidence of."""

    id: str
    title: str
    remedies: tuple[Remedy, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """One meaning of a word."""

    word: str
    layer: str
    layer_title: str
    code: int | None
    hex: str | None
    name: str | None
    aliases: tuple[str, ...]
    meaning: str
    usually: tuple[str, ...]
    since: str | None
    note: str | None
    umbrella: bool
    causes: tuple[CauseHint, ...]


def explain(words: Sequence[str], pack: Pack) -> tuple[list[Explanation], list[str]]:
    """Every meaning of the words, and a sentence for each word that has none."""
    found: list[Explanation] = []
    unknown: list[str] = []
    for word in words:
        plain = word.strip(" \t()[]{},.;:'\"`")
        meanings = list(_meanings(plain, pack))
        found.extend(meanings)
        if not meanings:
            known = [*pack.grammar.codes.names(), *pack.base.causes]
            hint = did_you_mean(plain, known)
            unknown.append(f"{word}: neither a known code nor a cause. {hint}".rstrip())
    return found, unknown


def _meanings(word: str, pack: Pack) -> Iterator[Explanation]:
    if word in pack.base.causes:
        yield _of_cause(word, pack.base.causes[word])
        return
    seen: set[tuple[str, int | None, str | None]] = set()
    for layer, row in [*_by_name(word, pack), *_by_number(word, pack)]:
        key = (layer.id, row.code, row.name)
        if key not in seen:
            seen.add(key)
            yield _of_code(word, layer, row, pack)


def _by_name(word: str, pack: Pack) -> Iterator[tuple[Layer, Code]]:
    for layer in pack.grammar.codes.layers.values():
        row = layer.by_name.get(word.lower())
        if row is not None:
            yield layer, row


def _by_number(word: str, pack: Pack) -> Iterator[tuple[Layer, Code]]:
    """The number in decimal, else in hexadecimal: `33` is thirty-three, `0x33` and `ffffff9a` are not."""
    try:
        values = [int(word, 10)]
    except ValueError:
        digits = _HEX.match(word)
        values = [int(digits.group(1), 16)] if digits else []
    for layer in pack.grammar.codes.layers.values():
        for value in values:
            row = layer.by_number.get(layer.number(value))
            if row is not None:
                yield layer, row


def _of_code(word: str, layer: Layer, row: Code, pack: Pack) -> Explanation:
    return Explanation(
        word=word,
        layer=layer.id,
        layer_title=layer.title,
        code=row.code,
        hex=None if row.code is None else layer.hex(row.code),
        name=row.name,
        aliases=row.aliases,
        meaning=row.meaning,
        usually=row.usually,
        since=row.since,
        note=row.note,
        umbrella=row.umbrella,
        causes=tuple(_hint(cause) for cause in _told_by(row, pack)),
    )


def _of_cause(word: str, cause: Cause) -> Explanation:
    return Explanation(
        word=word,
        layer="cause",
        layer_title="Causes",
        code=None,
        hex=None,
        name=cause.id,
        aliases=(),
        meaning=f"{cause.title}. {cause.explain.strip()}",
        usually=(),
        since=None,
        note=None,
        umbrella=False,
        causes=(_hint(cause),),
    )


def _hint(cause: Cause) -> CauseHint:
    return CauseHint(cause.id, cause.title, tuple(Remedy(f.do, f.run, f.risk, f.loses) for f in cause.fixes))


def _told_by(row: Code, pack: Pack) -> list[Cause]:
    """The causes that the code is evidence of, the one it tells most first."""
    weights = pack.base.weights
    told = {cause.id: _weight(cause, row, weights) for cause in pack.base.causes.values()}
    causes = [cause for cause in pack.base.causes.values() if told[cause.id] is not None]
    return sorted(causes, key=lambda c: (-(told[c.id] or 0.0), -weights.priors[c.prior], c.id))


def _weight(cause: Cause, row: Code, weights: Weights) -> float | None:
    """Decibans of the heaviest fact that names the code; 0 where it is only needed, None where no fact names it."""
    needed = {node.name for node in walk(cause.needs) if isinstance(node, FactRef)}
    named = [
        weights.evidence[cause.for_[name]] if name in cause.for_ else 0.0
        for name in needed | set(cause.for_)
        if name in cause.facts and any(_names(test, row) for test in _code_tests(cause, name))
    ]
    return max(named, default=None)


def _code_tests(cause: Cause, fact: str) -> Iterator[FieldTest]:
    for node in walk(cause.facts[fact]):
        if isinstance(node, (Seen, Count)) and node.pattern.where is not None:
            tests = (n for n in walk(node.pattern.where) if isinstance(n, FieldTest))
            yield from (test for test in tests if test.field == "code")


def _names(test: FieldTest, row: Code) -> bool:
    for value in values_of(test.test):
        if isinstance(value, CodeName) and any(
            r.layer == row.layer and r.code == row.code for r in value.refs
        ):
            return row.code is not None or row.name == value.text
        if isinstance(value, Integer) and value.value == row.code:
            return True
    return False
