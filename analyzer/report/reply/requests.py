"""What is asked of the customer: questions that settle the rest, logs, a look at the device."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analyzer.engine.result import NextTest
from analyzer.report.escape import code_block
from analyzer.report.reply.places import log_places
from analyzer.report.reply.ticket import WORTH_NAMING, Finding, Log, Section, Ticket
from analyzer.report.reply.voice import Voice
from analyzer.report.story import Wanted

_MOST_QUESTIONS = 3
_PROBE_FILE = "probe.json"
_PROBE = ('pip install "nrfdoctor[probe]"', f"nrfdoctor probe --record {_PROBE_FILE} --redact")
_ASKED = {
    Wanted.ATTEMPT: "send.log",
    Wanted.BEGINNING: "send.full",
    Wanted.END: "send.rest",
    Wanted.VERSIONS: "send.versions",
}
_FROM_TOOL = (Wanted.ATTEMPT, Wanted.BEGINNING, Wanted.END)


def questions(ticket: Ticket, voice: Voice) -> list[str]:
    """The items of the list of questions, each asked once: those about problems that are not settled."""
    asked: dict[str, list[str]] = {}
    for section in ticket.sections:
        unsettled = [finding for finding in section.findings if not finding.settled]
        test = section.log.report.next_test
        for finding in unsettled:
            if test is not None and test.problem == finding.case.problem.index:
                asked.setdefault(test.id, _test(test, finding, voice))
        for rival in (rival for finding in unsettled for rival in finding.tried):
            for question in rival.questions:
                asked.setdefault(question.id, [f"- {voice.text(question.question)}"])
    return [line for lines in list(asked.values())[:_MOST_QUESTIONS] for line in lines]


def _test(test: NextTest, finding: Finding, voice: Voice) -> list[str]:
    if test.kind == "question":
        return [f"- {voice.text(test.ask)}"]
    item = voice.say("check", ask=voice.text(test.ask), how=voice.text(test.how))
    return [f"- {item}", *(f"  - {outcome}" for outcome in _outcomes(test, finding, voice))]


def _outcomes(test: NextTest, finding: Finding, voice: Voice) -> list[str]:
    """The outcomes that would turn us to another of the causes that we named, and to which."""
    check = voice.pack.base.checks.get(test.id)
    named = {rival.cause for rival in finding.case.rivals[1:] if rival.probability >= WORTH_NAMING}
    telling = []
    for outcome, cause in test.outcomes:
        rule = voice.pack.base.causes.get(cause)
        speaks = rule.checks.get(test.id, {}).get(outcome) if rule else None
        if rule and check and cause in named and speaks is not None and speaks.for_:
            seen, title = voice.text(check.outcomes.get(outcome, "")), voice.within(rule.title)
            telling.append(voice.say("check.outcome", outcome=seen, title=title))
    return telling


def to_send(ticket: Ticket, voice: Voice) -> Iterator[str]:
    """What to send back: what the logs lack, the log of the next attempt, a recorded look at the device."""
    missing = _missing(ticket)
    fine = not missing and not any(_at_fault(section, voice) for section in ticket.sections)
    tried = any(finding.tried for section in ticket.sections for finding in section.findings)
    key = "send.intro.fine" if fine else "send.intro" if tried and not missing else "send.intro.first"
    yield from (voice.say(key), "")
    if fine:
        yield f"- {voice.say('send.expected')}"
    for wanted, logs in missing.items():
        yield from _asked(wanted, logs, voice, named=len(ticket.logs) > 1)
    if not any(wanted in _FROM_TOOL for wanted in missing):
        yield f"- {voice.say('send.next')}"
    yield f"- {voice.say('send.probe')}"
    yield from code_block(list(_PROBE), indent=4)
    yield from (f"    {voice.say('send.probe.what', file=_PROBE_FILE)}", "")


def _asked(wanted: Wanted, logs: Sequence[Log], voice: Voice, *, named: bool) -> Iterator[str]:
    """One thing that is missing, of which logs, and where it lies."""
    what = voice.say(_ASKED[wanted])
    if named and wanted in _FROM_TOOL:
        what = voice.say("send.of-log", names=voice.names([log.name for log in logs]), what=what)
    yield f"- {what}"
    if wanted in _FROM_TOOL:
        yield from dict.fromkeys(f"  - {place}" for log in logs for place in log_places(log, voice))


def _at_fault(section: Section, voice: Voice) -> bool:
    """True when something is wrong, as far as can be told."""
    best = [finding.tried[0] for finding in section.findings if finding.tried]
    return len(best) < max(1, len(section.findings)) or any(voice.is_fault(one) for one in best)


def _missing(ticket: Ticket) -> dict[Wanted, list[Log]]:
    """What is asked for, and of which logs; of a ticket with something to say only what those logs lack."""
    found: dict[Wanted, list[Log]] = {}
    for log in [section.log for section in ticket.sections] or ticket.logs:
        for wanted in log.story.missing:
            found.setdefault(wanted, []).append(log)
    return found
