"""Which of the lines that a tool can print the pack understands, and which of its messages no log ever tried."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analyzer.knowledge.errors import Finding, PackError
from analyzer.parsing.events import Event
from analyzer.parsing.grammar import LogGrammar
from analyzer.parsing.heads import strip_heads
from analyzer.parsing.reader import UNKNOWN, read_events
from analyzer.rulecheck.subject import Subject
from analyzer.rulecheck.tested import corpus_cases
from analyzer.sources import SourceError, read_bytes

RESULTS = ("typed", "generic", "nothing")
"""A message of the catalogue; a line head and no more; neither."""


@dataclass(frozen=True, slots=True)
class Covered:
    """One line that a tool can print, and what the reader makes of it."""

    file: str
    """Name of the list it comes from."""
    tool: str
    """The component that prints it."""
    line: int
    """Its line in the list."""
    text: str
    result: str
    """typed, generic or nothing."""
    entry: str | None
    """The message of the catalogue, `<tool>/<id>`."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """How the messages of the catalogue are tried."""

    entries: int
    untried: tuple[str, ...]
    """Messages that neither a sample, nor a log of the corpus or of a rule's test shows."""
    samples_only: tuple[str, ...]
    """Messages that only their own samples show."""


def cover(paths: Sequence[Path], grammar: LogGrammar, sink: str | None = None) -> Iterator[Covered]:
    """Read every line of JSONL lists; `sink` keeps those that go there. Raises PackError for what is no such list."""
    for path in paths:
        for number, row in _rows(path):
            text = row.get("line") or row.get("instance")
            if text and (sink is None or row.get("sink") == sink):
                result, entry = judge(str(text), grammar)
                tool = str(row.get("component") or path.stem)
                yield Covered(path.name, tool, number, str(text), result, entry)


def judge(text: str, grammar: LogGrammar) -> tuple[str, str | None]:
    """What the reader makes of a line: typed, generic or nothing, and the message it is."""
    try:
        document = read_bytes("line", text.encode("utf-8"))[0]
    except SourceError:
        return "nothing", None
    events = read_events(document, grammar).events
    entry = next((event.entry for event in events if event.entry), None)
    if entry is not None:
        return "typed", entry
    return ("generic" if any(_has_head(event, grammar) for event in events) else "nothing"), None


def exercise(subject: Subject) -> Exercise:
    """Which messages are shown by their samples, by the corpus and by the tests of rules."""
    grammar = subject.pack.grammar
    sampled = _shown((text for e in grammar.catalogue.entries for text, _ in e.samples), grammar)
    logged = _shown(_logged(subject), grammar)
    keys = [entry.key for entry in grammar.catalogue.entries]
    return Exercise(
        len(keys),
        tuple(key for key in keys if key not in sampled | logged),
        tuple(key for key in keys if key in sampled - logged),
    )


def _has_head(event: Event, grammar: LogGrammar) -> bool:
    return event.kind == UNKNOWN and bool(strip_heads(event.raw, grammar.heads).styles)


def _logged(subject: Subject) -> Iterator[str]:
    """Every line of the corpus and of the rules' tests, as the sources give them."""
    logs = [case.log for case in corpus_cases(subject.corpus) if case.log.is_file()]
    contents = [path.read_bytes() for path in logs]
    contents += [t.log.encode("utf-8") for placed in subject.causes.values() for t in placed.value.tests]
    for content in contents:
        try:
            documents = read_bytes("test.log", content)
        except SourceError:
            continue
        for document in documents:
            yield from (line.text for line in document.lines)


def _shown(texts: Iterable[str], grammar: LogGrammar) -> frozenset[str]:
    """The messages that texts hold, further lines of other messages included."""
    found: set[str] = set()
    for text in dict.fromkeys(texts):
        head = strip_heads(text, grammar.heads)
        whole = grammar.catalogue.whole(head.body, head.tool)
        inside = grammar.catalogue.inside(head.body)
        found.update(match.entry.key for match in (*([whole] if whole else []), *inside))
    return frozenset(found)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise PackError([Finding(str(path), 1, 1, f"cannot be read: {error.strerror}.")]) from error
    except UnicodeDecodeError as error:
        raise PackError([Finding(str(path), 1, 1, f"is not UTF-8 at byte {error.start}.")]) from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield number, _row(path, number, line)


def _row(path: Path, number: int, line: str) -> dict[str, Any]:
    """One record of a list."""
    try:
        row = json.loads(line)
    except ValueError as error:
        message = f"is no JSON: {str(error).splitlines()[0]}."
        raise PackError(
            [Finding(str(path), number, 1, message, "Give a list with one object a line.")]
        ) from error
    if not isinstance(row, dict):
        raise PackError(
            [Finding(str(path), number, 1, "is no object.", "Each line is one object with `line`.")]
        )
    return row
