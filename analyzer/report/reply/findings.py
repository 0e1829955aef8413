"""What failed: the operation, the failing lines, their codes read out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analyzer.engine.result import ErrorRecord, Unexplained
from analyzer.report.context import Source
from analyzer.report.escape import code_span, plain
from analyzer.report.reply.quotes import codes, quoted
from analyzer.report.reply.reasons import Reasons
from analyzer.report.reply.ticket import Finding, Log
from analyzer.report.reply.voice import Voice
from analyzer.report.story import Case, attempts

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


def told(finding: Finding, why: Reasons, source: Source, voice: Voice) -> Iterator[str]:
    """The lines that show a problem and the reasons for its cause, and where else the same one is."""
    excerpts = source.failures(finding.case.problem)
    yield from quoted(excerpts, why.lines, finding.log.report, source, voice)
    if finding.again:
        places = [_place(log, case, finding, voice) for log, case in finding.again]
        yield from (voice.say("same-in", places=voice.language.joined(places)), "")


def _place(log: Log, case: Case, finding: Finding, voice: Voice) -> str:
    lines = voice.span(case.problem.first_line, case.problem.last_line)
    return lines if log is finding.log else f"{voice.names([log.name])} ({lines})"


def happened(log: Log, case: Case, voice: Voice) -> str:
    """What was done and how it ended."""
    operations = [log.report.operations[i] for i in case.problem.operations if i < len(log.report.operations)]
    lines = voice.span(case.problem.first_line, case.problem.last_line)
    if not operations:
        errors = _errors(log, case)
        return voice.say("errors" if errors else "notable", count=errors, lines=lines)
    title = voice.title(list(dict.fromkeys(one.title for one in operations)))
    failed, total = attempts(log.report, case.problem)
    if not failed:
        return voice.say("alarming" if case.problem.benign else "unended", title=title, lines=lines)
    times = voice.say("times", count=failed)
    if total > failed:
        return voice.say("failed.attempts", title=title, times=times, attempts=total, lines=lines)
    return voice.say("failed", title=title, times=times, lines=lines)


def _errors(log: Log, case: Case) -> int:
    lines = range(case.problem.first_line, case.problem.last_line + 1)
    return sum(level == "error" and line in lines for line, level in log.report.levels.items())


def unknown(errors: Sequence[Unexplained], source: Source, voice: Voice) -> Iterator[str]:
    """Errors that nothing explains."""
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
    yield from codes(fresh, voice)
    for record in fresh:
        if record.usually:
            reasons = "; ".join(voice.text(reason) for reason in record.usually)
            yield voice.say("code.usually", reasons=reasons)
