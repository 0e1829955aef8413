"""The expressions of a user's pack, refused when a line could keep the program busy for ever.

The rules that come with the program are held to the same by tests; a pack of one's own is looked at when it is loaded
for the first time, and its compiled form is kept only when nothing was found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from analyzer.knowledge.errors import Finding, PackError
from analyzer.knowledge.models import MessagesFile
from analyzer.knowledge.validate import validate
from analyzer.knowledge.yaml_source import Path_, YamlSource
from analyzer.pack.backtracking import Look, TooLargeError, slow_text
from analyzer.pack.files import PackFile, builtin_rules
from analyzer.pack.parse_file import parse_file
from analyzer.parsing.catalogue import MATCHED_LENGTH
from analyzer.parsing.compile import compile_heads, compile_messages
from analyzer.parsing.heads import HEAD_LENGTH
from analyzer.parsing.templates import Template, fold
from analyzer.redact.compile import compile_kinds
from analyzer.redact.kinds import Kind, compiled

_LONGEST_LINE = 4096
"""Characters of a line in which private values are looked for: longer ones are dumps."""


@dataclass(frozen=True, slots=True)
class _Expression:
    """An expression of a file: where it stands, and how the program uses it."""

    at: Path_
    name: str
    source: str
    look: Look
    longest: int


def refuse_slow(files: Sequence[PackFile]) -> None:
    """Raise PackError for expressions in the files of a user's pack that a text can drive into endless backtracking.

    The files have compiled. What is written as in the file of the program that it replaces is not looked at.
    """
    findings = [
        finding
        for file in files
        if not file.path.is_relative_to(builtin_rules())
        for finding in _findings(file)
    ]
    if findings:
        raise PackError(findings)


def _findings(file: PackFile) -> Iterator[Finding]:
    source = parse_file(file)
    replaced = builtin_rules() / file.place
    known = set()
    if replaced.is_file():
        ours = PackFile(replaced, file.place, replaced.read_bytes())
        known = {one.source for one in _expressions(ours.place, parse_file(ours))}
    for one in _expressions(file.place, source):
        if one.source not in known and (reason := _reason(one)):
            hint = "Make its quantifiers possessive (a++), give them bounds, or say which characters they may take."
            yield source.finding(one.at, f"{one.name}: {reason}.", hint, "pattern-slow")


def _reason(one: _Expression) -> str:
    """Why an expression cannot be used; empty when it can."""
    try:
        found = slow_text(one.source, one.look, one.longest)
    except TooLargeError:
        return "the expression is too large to be looked through for endless backtracking"
    if found is None:
        return ""
    return (
        f"{found.length} characters of repeated {found.word!r} take {found.seconds:.1f} s, and a longer text "
        f"takes far longer"
    )


def _expressions(place: str, source: YamlSource) -> Iterator[_Expression]:
    if place.startswith("messages/"):
        yield from _of_messages(source)
    elif place == "vocabulary/heads.yaml":
        for position, head in enumerate(compile_heads(source)):
            yield _Expression(
                ("heads", position, "regex"), head.id, head.source, head.regex.match, HEAD_LENGTH
            )
    elif place.startswith("vocabulary/private"):
        for position, kind in enumerate(compile_kinds(source)):
            yield from _of_kind(kind, ("kinds", position))


def _of_messages(source: YamlSource) -> Iterator[_Expression]:
    models = validate(MessagesFile, source).entries
    for position, (model, entry) in enumerate(zip(models, compile_messages(source)[1], strict=True)):
        keys: list[Path_] = [
            *([("pattern",)] if model.pattern else []),
            *(("patterns", place) for place in range(len(model.patterns))),
            *([("regex",)] if model.regex else []),
        ]
        for key, template in zip(keys, entry.templates, strict=True):
            at = ("entries", position, *key)
            look = partial(_on_folded, template, entry.whole)
            yield _Expression(at, entry.id, template.source, look, MATCHED_LENGTH)


def _on_folded(template: Template, whole: bool, text: str) -> object:
    """The template at work as in the catalogue: runs of blanks never reach it."""
    return template.regex.match(fold(text)) if whole else template.regex.search(fold(text))


def _of_kind(kind: Kind, at: Path_) -> Iterator[_Expression]:
    written: list[tuple[Path_, str]] = [
        ((*at, key), getattr(kind, key)) for key in ("not_after", "not_before")
    ]
    for position, shape in enumerate(kind.shapes):
        place = (*at, "shapes", position)
        written += [((*place, "regex"), shape.source), ((*place, "after"), shape.after)]
    for place, text in written:
        if text:
            yield _Expression(place, kind.id, text, partial(_everywhere, text), _LONGEST_LINE)


def _everywhere(source: str, text: str) -> object:
    return sum(1 for _ in compiled(source).finditer(text))
