"""Numbered text to events: heads off, messages recognised, codes decoded, further lines joined to theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from analyzer.parsing.catalogue import Match
from analyzer.parsing.codes import describe
from analyzer.parsing.events import ErrorCode, Event
from analyzer.parsing.grammar import LogGrammar
from analyzer.parsing.heads import Head, read_time, severity, strip_heads
from analyzer.sources.text import Document, Line

UNKNOWN = "log"
"""Kind of a line of which only the head, or nothing, is understood."""
_MOST_TEXTS = 10_000  # messages remembered at a time: a tool says the same again and again
_CONTINUES_WITHIN = 2  # physical lines between a message and its further line: one may be empty


@dataclass(slots=True)
class Reading:
    """The events of a text, and the lines that are none."""

    events: list[Event] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)
    """Block of the thread for each event."""
    formats: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    """Formats told by particular messages; they win over those of the heads."""
    newest: int = 0
    """Index of the first event of the newest entry: its message; those found inside its payload follow."""
    recognised: int = 0
    unrecognised: list[tuple[int, str]] = field(default_factory=list)
    prose: list[tuple[int, str]] = field(default_factory=list)


def read_events(document: Document, grammar: LogGrammar) -> Reading:
    """Every line of the document as an event, part of one, or counted unrecognised."""
    reading = Reading()
    for line in document.lines:
        if line.text.strip():
            _read_line(line, grammar, reading)
    return reading


def _read_line(line: Line, grammar: LogGrammar, reading: Reading) -> None:
    head = strip_heads(line.text, grammar.heads)
    matches = _recognise(head, line, grammar)
    if not matches and line.thread and not head.styles:
        reading.prose.append((line.number, line.text))
        return
    reading.formats.extend(f for f in head.formats if f not in reading.formats)
    if matches and matches[0].entry.continues and _continue(line, matches[0], head, grammar, reading):
        reading.recognised += 1
        return
    if matches:
        reading.recognised += 1
    elif head.body:
        reading.unrecognised.append((line.number, line.text))
    found: list[Match | None] = [*matches] or [None]
    reading.newest = len(reading.events)
    for match in found:
        event = _event(line, head, match, len(reading.events))
        if match is found[0]:
            event.errors = decode(event.text, line.number, grammar) or _told(event, grammar)
            event.level = event.level or ("error" if event.errors else "")
        if match is not None and match.entry.format and match.entry.format not in reading.hints:
            reading.hints.append(match.entry.format)
        event.within = reading.newest if event.index > reading.newest else None
        reading.events.append(event)
        reading.blocks.append(line.block)


def _recognise(head: Head, line: Line, grammar: LogGrammar) -> Sequence[Match]:
    """The message of the line, and the messages of others inside its payload."""
    known = grammar.catalogue.remembered
    key = (head.body, head.tool, line.thread and not head.styles)
    if key not in known:
        if len(known) >= _MOST_TEXTS:
            known.clear()
        known[key] = _matches(*key, grammar)
    return known[key]


def _matches(body: str, tool: str | None, prose: bool, grammar: LogGrammar) -> Sequence[Match]:
    if not body:
        return []
    whole = grammar.catalogue.whole(body, tool)
    if whole is None:
        # Running text of a post may name an error without being a log: only whole messages count there.
        if prose:
            return []
        return grammar.catalogue.inside(body) or grammar.catalogue.inside(body, "phrase")
    carries = "payload" in {kind for template in whole.entry.templates for kind in template.types.values()}
    if not carries and severity(whole.entry.level) < severity("error"):
        return [whole]
    inner = [m for m in grammar.catalogue.inside(body) if m.entry.kind != whole.entry.kind]
    return [whole, *inner]


def _event(line: Line, head: Head, match: Match | None, index: int) -> Event:
    time, dated = read_time(head.time)
    event = Event(
        index=index,
        kind=match.entry.kind if match else UNKNOWN,
        level=head.level,
        line=line.number,
        last_line=line.last,
        text=head.body,
        raw=line.text,
        time=time,
        dated=dated,
        tool=head.tool,
    )
    if match is not None:
        event.entry = match.entry.key
        event.tool = match.entry.tool
        event.fields = dict(match.fields)
        event.level = _level(head.level, match.entry.level)
    if head.serial:
        event.fields.setdefault("serial", head.serial)
    return event


def _told(event: Event, grammar: LogGrammar) -> tuple[ErrorCode, ...]:
    """The code of a message that tells it in words only, or by the name that its catalogue entry gives it."""
    told = grammar.codes.told_by(event.text, event.line)
    name = event.fields.get("name")
    if told is None and isinstance(name, str):
        rows = [row for row in grammar.codes.named(name) if row.name == name]
        told = describe(grammar.codes.layers[rows[0].layer], rows[0], event.line) if rows else None
    return () if told is None else (told,)


def _level(head: str, entry: str) -> str:
    """The head's level; a message known to be a failure stays one even where the tool logged it as info."""
    return entry if not head or severity(entry) > max(severity(head), severity("info")) else head


def _continue(line: Line, match: Match, head: Head, grammar: LogGrammar, reading: Reading) -> bool:
    """Join a further line to the event above; False when none is near enough."""
    if not reading.events or head.styles or reading.blocks[-1] != line.block:
        return False
    last = reading.events[-1]
    if not 0 <= line.number - last.last_line <= _CONTINUES_WITHIN:
        return False
    for event in reading.events[reading.newest :]:
        event.last_line = max(event.last_line, line.last)
    event = reading.events[reading.newest]
    event.text = f"{event.text} {head.body}"
    if line.number == event.line:
        event.raw = f"{event.raw} {line.text}"
    event.fields = {**match.fields, **event.fields}
    event.errors = _merged(event.errors, decode(head.body, line.number, grammar))
    for inner in grammar.catalogue.inside(head.body):
        if inner.entry.kind != event.kind:
            part = _event(line, head, inner, len(reading.events))
            part.within = reading.newest
            reading.events.append(part)
            reading.blocks.append(line.block)
    return True


def decode(text: str, line: int, grammar: LogGrammar) -> tuple[ErrorCode, ...]:
    """Every error code of a text, each once, in the order written."""
    found: list[ErrorCode] = []
    for written in grammar.payload.codes(text):
        if written.notation == "named":
            rows = grammar.codes.named(written.name or "")
            error = grammar.codes.decode("named", None, written.name, line) if rows else None
        else:
            error = grammar.codes.decode(written.notation, written.number, written.name, line, written.tool)
        if error is not None:
            found.append(error)
    return _merged((), found)


def _merged(first: Sequence[ErrorCode], more: Sequence[ErrorCode]) -> tuple[ErrorCode, ...]:
    result = list(first)
    known = {(e.layer, e.code, e.name) for e in first}
    for error in more:
        key = (error.layer, error.code, error.name)
        if key not in known and error.code != 0:
            known.add(key)
            result.append(error)
    return tuple(result)
