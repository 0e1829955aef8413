"""The reply from its opening to what is to be sent back."""

from __future__ import annotations

from collections.abc import Iterator

from analyzer.engine.result import Unexplained
from analyzer.report.context import Source
from analyzer.report.markdown_parts import heading
from analyzer.report.reply import advice, findings, requests
from analyzer.report.reply.reasons import reasons
from analyzer.report.reply.ticket import Finding, Log, Section, Ticket
from analyzer.report.reply.voice import Voice
from analyzer.report.story import Standing

_MOST_SECTIONS = 6
_MOST_FINDINGS = 3
_MOST_UNREAD = 8
_CLEAN = (Standing.SUCCEEDED, Standing.BENIGN)


def reply_lines(ticket: Ticket, voice: Voice) -> Iterator[str]:
    """The lines of a reply."""
    yield from (voice.say("opening", count=len(ticket.logs)), "")
    for section in ticket.sections[:_MOST_SECTIONS]:
        if len(ticket.logs) > 1:
            yield from (f"### {voice.say('log', name=voice.names([section.log.name]))}", "")
        yield from _section(section, voice)
    if (more := len(ticket.sections) - _MOST_SECTIONS) > 0:
        yield from (voice.say("more-logs", count=more), "")
    yield from _silent(ticket, voice)
    if ticket.unread:
        yield from (voice.say("unread", names=voice.names(ticket.unread[:_MOST_UNREAD])), "")
    if asked := requests.questions(ticket, voice):
        yield from heading(voice.say("heading.questions"))
        yield from (voice.say("questions"), "", *asked, "")
    yield from heading(voice.say("heading.send"))
    yield from requests.to_send(ticket, voice)


def _section(section: Section, voice: Voice) -> Iterator[str]:
    log, source = section.log, Source(section.log.report)
    shown = section.findings[:_MOST_FINDINGS]
    setup = list(findings.setup(log, voice))
    if setup or len(shown) < 2:
        yield from (*heading(voice.say("heading.found")), *setup)
    if not shown:
        yield from findings.unknown(log.report.unexplained, source, voice)
        yield from (voice.say("unknown"), "")
    for finding in shown:
        yield from _finding(finding, source, voice, alone=len(shown) == 1)
    if (more := len(section.findings) - _MOST_FINDINGS) > 0:
        yield from (voice.say("more-problems", count=more), "")


def _finding(finding: Finding, source: Source, voice: Voice, *, alone: bool) -> Iterator[str]:
    """One problem: what happened, what that means, what to try; `alone` when the log has no other."""
    what, why = findings.happened(finding.log, finding.case, voice), reasons(finding, voice)
    yield from ((what, "") if alone else heading(what))
    yield from findings.told(finding, why, source, voice)
    if not finding.tried:
        yield from findings.unknown(_unexplained(finding, alone), source, voice)
        if not alone:
            yield from (voice.say("unknown.beside"), "")
            return
    yield from heading(voice.say("heading.cause"))
    yield from advice.cause(finding, why, voice)
    if lines := list(advice.steps(finding, voice)):
        yield from (*heading(voice.say("heading.steps")), *lines)


def _unexplained(finding: Finding, alone: bool) -> list[Unexplained]:
    """The errors without explanation that belong to a problem."""
    lines = range(finding.case.problem.first_line, finding.case.problem.last_line + 1)
    return [one for one in finding.log.report.unexplained if alone or one.line in lines]


def _silent(ticket: Ticket, voice: Voice) -> Iterator[str]:
    """Logs in which nothing is wrong, and those in which nothing can be told."""
    silent = [log for log in ticket.logs if log.silent]
    if ticket.sections:
        for key, logs in (
            ("clean.logs", [log for log in silent if log.story.standing in _CLEAN]),
            ("nothing.logs", [log for log in silent if log.story.standing is Standing.NOTHING]),
        ):
            if logs:
                yield from (voice.say(key, names=voice.names([log.name for log in logs])), "")
        return
    yield from heading(voice.say("heading.found"))
    for log in silent:
        yield from _nothing_wrong(log, voice, named=len(silent) > 1)


def _nothing_wrong(log: Log, voice: Voice, *, named: bool) -> Iterator[str]:
    if named:
        yield from (f"### {voice.say('log', name=voice.names([log.name]))}", "")
    yield from findings.setup(log, voice)
    standing = log.story.standing
    if standing is Standing.NOTHING:
        yield from (voice.say("nothing"), "")
    elif standing is Standing.BENIGN:
        yield from (voice.say("clean.alarming"), "")
        for case in log.story.cases:
            yield from (findings.happened(log, case, voice), "")
    else:
        done = sum(operation.outcome == "succeeded" for operation in log.report.operations)
        yield from (voice.say("clean", count=done), "")
    for one in log.report.operations:
        if one.outcome == "unfinished" and one.medium != "host":
            title, lines = voice.title([one.title]), voice.span(one.first_line, one.last_line)
            yield from (voice.say("unended", title=title, lines=lines), "")
    if standing in _CLEAN:
        yield from (voice.say("clean.careful"), "")
