"""What redaction needs of a whole pack: its private kinds, and what the rules look for in a log."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from analyzer.engine.fact_ast import Contains, FieldTest, Quoted, Word, walk
from analyzer.pack.compiled import Pack
from analyzer.redact.kinds import PrivateKinds

_WORD = re.compile(r"[A-Za-z]{3,}")
# What the name of a folder or a user can hold; shorter texts are in too many of them.
_MARK = re.compile(r"[\w.-]{3,}")
_LEAST_CODE = (
    8  # letters of the name of a code: `ERROR` stands in many names, `TIME_OUT_ERROR` in none by chance
)


def private_kinds(pack: Pack) -> PrivateKinds:
    """The private kinds of a pack, with the words of its messages, which are no names, and what its facts look for."""
    marks = {*_looked_for(pack), *map(re.escape, _codes(pack))}
    words = {word.casefold() for text in _texts(pack) for word in _WORD.findall(text)}
    longest_first = sorted(marks, key=lambda mark: (-len(mark), mark))
    return replace(pack.private, common=pack.private.common | words, marks=tuple(longest_first))


def _looked_for(pack: Pack) -> Iterator[str]:
    """Expressions of the texts that facts look for within a field: a bare word in any case, as facts do."""
    for cause in pack.base.causes.values():
        for fact in cause.facts.values():
            for node in walk(fact):
                match node:
                    case FieldTest(test=Contains(Quoted(text))) if _MARK.fullmatch(text):
                        yield re.escape(text)
                    case FieldTest(test=Contains(Word(text))) if _MARK.fullmatch(text):
                        yield f"(?i:{re.escape(text)})"


def _codes(pack: Pack) -> Iterator[str]:
    for layer in pack.grammar.codes.layers.values():
        for code in layer.codes:
            yield from (name for name in code.names if "_" in name and len(name) >= _LEAST_CODE)


def _texts(pack: Pack) -> Iterator[str]:
    for entry in pack.grammar.catalogue.entries:
        yield from (template.source.replace("\\", "") for template in entry.templates)
