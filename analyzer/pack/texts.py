"""The texts of the rules that customers read: what a translation has to cover."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analyzer.engine.rules import Cause
from analyzer.knowledge.language import normalised
from analyzer.pack.compiled import Pack


@dataclass(frozen=True, slots=True)
class RuleText:
    """One text of a rule."""

    text: str
    """As it is written, with the blanks normalised but for the ends of paragraphs."""
    area: str
    """What it belongs to: the area of a cause, `codes`, `checks` or `operations`."""
    owner: str
    """The cause, the layer of codes, the check or the operation."""


def rule_texts(pack: Pack) -> list[RuleText]:
    """Every text of the rules once, in the order of the files."""
    found: dict[str, RuleText] = {}
    for one in _all(pack):
        if one.text.strip():
            found.setdefault(normalised(one.text), one)
    return list(found.values())


def _all(pack: Pack) -> Iterator[RuleText]:
    for cause in pack.base.causes.values():
        yield from (RuleText(text, cause.area, cause.id) for text in _of_cause(cause))
    for operation in pack.grammar.operations:
        yield RuleText(operation.title, "operations", operation.kind)
    for check in pack.base.checks.values():
        for text in (check.asks, check.how, *check.outcomes.values()):
            yield RuleText(text, "checks", check.id)
    for layer in pack.grammar.codes.layers.values():
        for code in layer.codes:
            for text in (code.meaning, *code.usually):
                yield RuleText(text, "codes", layer.id)


def _of_cause(cause: Cause) -> Iterator[str]:
    yield cause.title
    yield cause.explain
    yield from cause.says.values()
    yield from (ask.question for ask in cause.asks.values())
    for fix in cause.fixes:
        yield fix.do
        yield fix.loses or ""
