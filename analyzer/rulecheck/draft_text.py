"""Drafts as the YAML that goes into a pack: messages first, then a rule for the errors among them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from analyzer.rulecheck.draft import Draft
from analyzer.rulecheck.skeleton import Example, Fact, skeleton
from analyzer.sources.text import Document

_MOST_NUMBERS = 20  # lines named in a comment
_CONTEXT = 3  # lines around an error that the test of the drafted rule keeps


def as_text(drafts: Sequence[Draft], left_out: Sequence[int], document: Document) -> str:
    """A file of messages and, where errors are among them, a rule: two YAML documents, to be put into two files."""
    tool = f"{next((one.tool for one in drafts if one.tool), 'new-tool')}-own"
    lines = [
        f"# messages/{tool}.yaml, a file of its own: one of the same name would replace the built-in one.",
        "# Change serial numbers, paths and names in the samples before you share them.",
        *(
            [f"# Left out, without words or beyond what can be looked through: {_numbers(left_out)}."]
            * bool(left_out)
        ),
        f"tool: {tool}",
        f"title: {tool}",
        "entries:",
        *(line for one in drafts for line in _entry(one)),
    ]
    errors = [one for one in drafts if one.is_error]
    return "\n".join([*lines, *(["---", _rule(errors, document)] if errors else []), ""])


def _rule(errors: Sequence[Draft], document: Document) -> str:
    """The rule for unknown errors."""
    name = errors[0].id
    facts = [Fact(_fact_name(one), f"event {one.kind}", "TODO: what this line means.") for one in errors]
    return f"# causes/<area>/{name}.yaml\n" + skeleton(name, facts, _tests(errors, document))


def _fact_name(one: Draft) -> str:
    """The id as the name of a fact; a single word might be one of the language's own."""
    name = one.id.replace("-", "_")
    return name if "_" in name else f"{name}_seen"


def _numbers(lines: Sequence[int]) -> str:
    more = f" and {len(lines) - _MOST_NUMBERS} more" if len(lines) > _MOST_NUMBERS else ""
    return f"lines {', '.join(map(str, lines[:_MOST_NUMBERS]))}{more}"


def _entry(one: Draft) -> Iterator[str]:
    times = (
        f"{len(one.lines)} lines, the first is {one.lines[0]}"
        if len(one.lines) > 1
        else f"line {one.lines[0]}"
    )
    yield f"  - id: {one.id}  # {times}"
    yield f"    kind: {one.kind}  # TODO: a kind that other messages have, if one fits"
    if one.level != "info":
        yield f"    level: {one.level}"
    if one.also:
        yield f"    # takes samples of {', '.join(one.also[:3])} too: make it more particular"
    yield f"    pattern: {_quoted(one.pattern)}"
    yield "    samples:"
    yield from (f"      - {_quoted(sample)}" for sample in one.samples)


def _tests(errors: Sequence[Draft], document: Document) -> list[Example]:
    """The log around the first error as a test, and the same without any of the errors."""
    unwanted = {line for one in errors for line in one.lines}
    first = errors[0].lines[0]
    near = [line for line in document.lines if first - _CONTEXT <= line.number <= first + _CONTEXT]
    position = next(i for i, line in enumerate(near, 1) if line.number == first)
    positive = "\n".join(line.text for line in near)
    negative = "\n".join(line.text for line in near if line.number not in unwanted)
    return [
        Example("TODO: what happened here", positive, "likely", (position,)),
        Example(
            "TODO: the same without the error", negative or "TODO: a log of a run that went well", "absent"
        ),
    ]


def _quoted(text: str) -> str:
    """Text as a YAML value in double quotes, readable in any script."""
    return json.dumps(text, ensure_ascii=False)
