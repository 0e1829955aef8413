"""A document to a parsed log: the layer's front door."""

from __future__ import annotations

from analyzer.parsing.environment import fill_environments
from analyzer.parsing.events import ParsedLog
from analyzer.parsing.grammar import LogGrammar
from analyzer.parsing.heads import severity
from analyzer.parsing.operations import divide_sessions, group_operations
from analyzer.parsing.reader import Reading, read_events
from analyzer.sources.text import Document


def parse(document: Document, grammar: LogGrammar) -> ParsedLog:
    """Read a document. Pure: no file, clock or terminal is touched, and no text makes it raise."""
    reading = read_events(document, grammar)
    sessions = divide_sessions(reading.events, reading.blocks, grammar)
    environment = fill_environments(reading.events, sessions, grammar.catalogue, grammar.devices)
    operations = group_operations(reading.events, sessions, grammar)
    lines, recognised = _accounts(document, reading)
    return ParsedLog(
        name=document.name,
        events=tuple(reading.events),
        operations=tuple(operations),
        sessions=tuple(sessions),
        environment=environment,
        formats=tuple(reading.hints or reading.formats),
        lines=lines,
        recognised=recognised,
        unrecognised=tuple(reading.unrecognised),
        prose=tuple(reading.prose),
        text=_quotable(document, reading),
        limits=document.limits,
    )


def _accounts(document: Document, reading: Reading) -> tuple[int, int]:
    """How many lines there are, and how many of them are accounted for.

    In a log every physical line counts: empty ones and those that were joined to another are nothing unknown. The
    markup of a thread has lines of its own, so there every entry of the text counts.
    """
    if document.thread:
        return len(reading.prose) + len(reading.unrecognised) + reading.recognised, reading.recognised
    unknown = len({number for number, _ in reading.unrecognised}) + document.unknown_left_out
    return document.physical_lines, document.physical_lines - unknown


def _quotable(document: Document, reading: Reading) -> dict[int, str]:
    """What to quote of each physical line: of several entries on one, as in saved pages, the worst."""
    text: dict[int, str] = {}
    worst: dict[int, int] = {}
    for line in document.lines:
        text.setdefault(line.number, line.text)
    for event in reading.events:
        if severity(event.level) > worst.get(event.line, -1):
            worst[event.line] = severity(event.level)
            text[event.line] = event.raw
    return text
