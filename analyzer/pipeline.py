"""The whole way from a document to a report: the library's front door."""

from __future__ import annotations

from collections.abc import Sequence

from analyzer.engine.diagnose import Differential, diagnose
from analyzer.engine.result import ErrorRecord, Report, Unexplained
from analyzer.engine.rules import Observation
from analyzer.pack import Pack
from analyzer.parsing.events import Event, ParsedLog
from analyzer.parsing.grammar import LogGrammar
from analyzer.parsing.heads import severity
from analyzer.parsing.likeness import closest_message
from analyzer.parsing.parse import parse
from analyzer.sources.text import Document, Limit

_MOST_UNEXPLAINED = 50  # different texts listed; a report stays readable however bad the log is
_BESIDE = 2  # lines between a summary and the reasons listed under it
_MOST_ERRORS = 500  # decoded errors listed, and lines quoted


def analyze(document: Document, pack: Pack, observations: Sequence[Observation] = ()) -> Report:
    """Diagnose one document. Pure: no file, clock or terminal is touched, and no text makes it raise."""
    return report(parse(document, pack.grammar), pack, observations)


def report(log: ParsedLog, pack: Pack, observations: Sequence[Observation] = ()) -> Report:
    """The report on a log that was parsed already."""
    differential = diagnose(log, pack.base, observations)
    explained = _explained_lines(log, differential)
    errors = [
        ErrorRecord(code, event.text, bool(explained & _span(event)), _usually(code.layer, code.code, pack))
        for event in log.events
        for code in event.errors
    ]
    limits = list(log.limits)
    if len(errors) > _MOST_ERRORS:
        limits.append(Limit("errors", f"{len(errors)} decoded errors, the first {_MOST_ERRORS} are listed"))
    return Report(
        name=log.name,
        lines=log.lines,
        recognised=log.recognised,
        unrecognised=log.lines - log.recognised - len(log.prose),
        prose=len(log.prose),
        formats=log.formats,
        environment=log.environment,
        sessions=len(log.sessions),
        operations=log.operations,
        errors=tuple(errors[:_MOST_ERRORS]),
        problems=differential.problems,
        diagnoses=differential.diagnoses,
        set_aside=differential.set_aside,
        next_test=differential.next_test,
        unexplained=_unexplained(log, explained, pack.grammar),
        limits=tuple(limits),
        text=log.text,
        levels=_levels(log),
    )


def exit_code(result: Report, pack: Pack) -> int:
    """0 no problem found, 1 a problem diagnosed, 3 errors found that no rule explains."""
    if any(pack.base.causes[d.cause].is_fault for d in result.diagnoses):
        return 1
    failed = any(operation.outcome == "failed" for operation in result.operations)
    excused = bool(result.diagnoses)
    return 3 if result.unexplained or (failed and not excused) else 0


def _span(event: Event) -> set[int]:
    return set(range(event.line, min(event.last_line, event.line + 20) + 1))


def _explained_lines(log: ParsedLog, differential: Differential) -> set[int]:
    """Lines that a listed cause accounts for.

    They are its evidence, and the errors of the same operation or beside it that name no reason of their own: an
    umbrella code next to the line that tells the reason needs no second explanation.
    """
    lines = {
        n for d in differential.diagnoses for e in d.evidence if e.role in ("needs", "for") for n in e.lines
    }
    touched = {event.operation for event in log.events if event.line in lines} - {None}
    vague = [e for e in log.events if e.level == "error" and all(error.umbrella for error in e.errors)]
    for event in vague:
        if event.operation in touched or (event.entry and _is_beside(event, lines)):
            lines |= _span(event)
    return lines


def _is_beside(event: Event, lines: set[int]) -> bool:
    """True for a known message that frames the line which tells the reason, as `One or more tasks failed:` does."""
    return any(n in lines for n in range(event.line - _BESIDE, event.last_line + _BESIDE + 1))


def _levels(log: ParsedLog) -> dict[int, str]:
    """The worst level of the events on each line."""
    levels: dict[int, str] = {}
    for event in log.events:
        levels[event.line] = max(levels.get(event.line, ""), event.level, key=severity)
    return levels


def _usually(layer: str, code: int | None, pack: Pack) -> tuple[str, ...]:
    table = pack.grammar.codes.layers.get(layer)
    row = table.by_number.get(code) if table is not None and code is not None else None
    return row.usually if row is not None else ()


def _unexplained(log: ParsedLog, explained: set[int], grammar: LogGrammar) -> tuple[Unexplained, ...]:
    """Errors that no listed cause accounts for; equal texts counted once."""
    found: dict[str, list[Event]] = {}
    for event in log.events:
        if event.level == "error" and not explained & _span(event):
            found.setdefault(event.text, []).append(event)
    result = []
    for text, events in list(found.items())[:_MOST_UNEXPLAINED]:
        closest = None if events[0].entry else closest_message(text, grammar)
        result.append(Unexplained(events[0].line, text, len(events), closest))
    return tuple(result)
