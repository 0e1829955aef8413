"""What failed: the operation, the failing lines, their codes read out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analyzer.engine.result import ErrorRecord
from analyzer.report import words
from analyzer.report.context import Excerpt, Row, Source
from analyzer.report.escape import code_span, plain, prose
from analyzer.report.markdown_parts import bullets, excerpt_block
from analyzer.report.reply.ticket import Finding, Log
from analyzer.report.reply.voice import Voice
from analyzer.report.story import Case, attempts

_MOST_ROWS = 14
_NEAR = 2
"""Distance of lines between which nothing was left out: the one between them is blank, or part of the first."""
_MOST_UNKNOWN = 4
_LONGEST_LINE = 240
_LONGEST_VALUE = 60


def setup(log: Log, voice: Voice) -> Iterator[str]:
    """The versions that the log tells, to be put right if they are others."""
    shown = []
    for key, value in log.report.environment.items():
        if value and (phrase := f"setup.{key.replace('_', '-')}") in voice.language.phrases:
            shown.append(voice.say(phrase, value=code_span(plain(value, _LONGEST_VALUE))))
    if shown:
        yield from (voice.say("setup", setup=voice.language.joined(shown)), "")


def told(finding: Finding, source: Source, voice: Voice) -> Iterator[str]:
    """The lines that show a problem, and where else the same one is."""
    excerpts = source.failures(finding.case.problem)
    yield from excerpt_block(_one(excerpts))
    if again := [line for excerpt in excerpts for line in excerpt.again]:
        yield from (voice.say("again", count=len(again), lines=voice.lines(again)), "")
    explained = dict.fromkeys(_explained(excerpts))
    if codes := [code for line in explained for code in _codes(source.records(line), voice)]:
        yield from bullets(dict.fromkeys(codes))
    if finding.again:
        elsewhere = [
            f"{voice.names([log.name])} ({voice.span(case.problem.first_line, case.problem.last_line)})"
            if log is not finding.log
            else voice.span(case.problem.first_line, case.problem.last_line)
            for log, case in finding.again
        ]
        yield from (voice.say("same-in", places=voice.language.joined(elsewhere)), "")


def happened(log: Log, case: Case, voice: Voice) -> str:
    """What was done and how it ended."""
    operations = [log.report.operations[i] for i in case.problem.operations if i < len(log.report.operations)]
    lines = voice.span(case.problem.first_line, case.problem.last_line)
    if not operations:
        first, last = case.problem.first_line, case.problem.last_line
        bad = [
            line for line, level in log.report.levels.items() if first <= line <= last and level == "error"
        ]
        return voice.say("errors" if bad else "notable", count=len(bad), lines=lines)
    title = voice.title(list(dict.fromkeys(one.title for one in operations)))
    failed, total = attempts(log.report, case.problem)
    if not failed:
        return voice.say("alarming" if case.problem.benign else "unended", title=title, lines=lines)
    times = voice.say("times", count=failed)
    if total > failed:
        return voice.say("failed.attempts", title=title, times=times, attempts=total, lines=lines)
    return voice.say("failed", title=title, times=times, lines=lines)


def _one(excerpts: Sequence[Excerpt]) -> Excerpt:
    """Several excerpts as one, in the order of the log; the lines around the failing ones go when it gets long."""
    rows: dict[int, Row] = {}
    for row in (row for excerpt in excerpts for row in excerpt.rows if row is not None):
        if row.failing or row.number not in rows:
            rows[row.number] = row
    if len(rows) > _MOST_ROWS:
        rows = {number: row for number, row in rows.items() if row.failing}
    shown: list[Row | None] = []
    before = 0
    for number in sorted(rows)[:_MOST_ROWS]:
        if before and number > before + _NEAR:
            shown.append(None)
        shown.append(rows[number])
        before = number
    return Excerpt(excerpts[0].line, tuple(shown))


def _explained(excerpts: Sequence[Excerpt]) -> Iterator[int]:
    """The lines with a code that was not explained before."""
    for row in (row for excerpt in excerpts for row in excerpt.rows if row is not None):
        if any(mark.explains for mark in row.marks):
            yield row.number


def _codes(records: Sequence[ErrorRecord], voice: Voice) -> Iterator[str]:
    for record in records:
        code = prose(words.decoded(record.error, meaning=False))
        line = voice.lines([record.error.line])
        if record.error.meaning:
            meaning = voice.text(record.error.meaning)
            yield voice.say("code", code=code, line=line, meaning=meaning)
        else:
            yield voice.say("code.undocumented", code=code, line=line)


def unknown(log: Log, source: Source, voice: Voice) -> Iterator[str]:
    """Errors that nothing explains."""
    errors = log.report.unexplained
    if not errors:
        return
    yield from (voice.say("unknown.errors", count=len(errors)), "")
    for one in errors[:_MOST_UNKNOWN]:
        text, line = code_span(plain(one.text, _LONGEST_LINE)), voice.lines([one.line])
        if one.count > 1:
            times = voice.say("times", count=one.count)
            yield f"- {voice.say('unknown.error.often', line=line, times=times, text=text)}"
        else:
            yield f"- {voice.say('unknown.error', line=line, text=text)}"
        for hint in _hints(source.records(one.line), source, voice):
            yield f"  - {hint}"
    if (more := len(errors) - _MOST_UNKNOWN) > 0:
        yield f"- {voice.say('more', count=more)}"
    yield ""


def _hints(records: Sequence[ErrorRecord], source: Source, voice: Voice) -> Iterator[str]:
    fresh = [record for record in records if source.first_time(record.error)]
    yield from _codes(fresh, voice)
    for record in fresh:
        if record.usually:
            reasons = "; ".join(voice.text(reason) for reason in record.usually)
            yield voice.say("code.usually", reasons=reasons)
