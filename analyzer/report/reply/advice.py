"""What is probably behind a problem, and what to try, from the harmless to the irreversible."""

from __future__ import annotations

from collections.abc import Iterator

from analyzer.engine.result import Diagnosis
from analyzer.report.escape import code_block, commands, link
from analyzer.report.markdown_parts import bullets
from analyzer.report.reply.reasons import Reasons
from analyzer.report.reply.ticket import WORTH_NAMING, Finding
from analyzer.report.reply.voice import Voice
from analyzer.report.story import Step
from analyzer.report.words import probability_word

_MOST_RIVALS = 3
_MOST_STEPS = 8
_MOST_OF_RIVAL = 2
"""Harmless steps offered for a cause that is not the first."""
_MOST_REFERENCES = 2
_WORTH_DOUBTING = 0.1
_WORTH_ERASING = 0.25
"""Probability below which nobody should erase a device to try out a cause."""


def cause(finding: Finding, why: Reasons, voice: Voice) -> Iterator[str]:
    """The most likely cause, why, and what else it may be."""
    if not finding.case.rivals:
        yield from (voice.say("unknown"), "")
        return
    best = finding.case.rivals[0]
    kind = "sure" if voice.is_fault(best) else "fine"
    yield from (voice.say(f"{kind}.{_word(best)}", title=voice.within(best.title)), "")
    for paragraph in voice.paragraphs(best.explanation)[:2]:
        yield from (paragraph, "")
    for key, said in (("because", why.pros), ("against", why.cons)):
        if said:
            yield from (voice.say(key), "", *bullets(said))
    yield from _rivals(finding, voice)
    if best.references:
        links = voice.language.joined([link(url) for url in best.references[:_MOST_REFERENCES]])
        yield from (voice.say("see", links=links), "")


def _word(diagnosis: Diagnosis) -> str:
    return probability_word(diagnosis.probability).replace(" ", "-")


def _rivals(finding: Finding, voice: Voice) -> Iterator[str]:
    others = finding.case.rivals[1:]
    if finding.settled:
        return
    doubt = finding.case.problem.none_probability >= _WORTH_DOUBTING
    named = [
        voice.say(f"rival.{_word(one)}", title=voice.within(one.title))
        for one in others[:_MOST_RIVALS]
        if one.probability >= WORTH_NAMING
    ]
    if named:
        yield from (voice.say("rivals"), "")
        yield from bullets([*named, *([voice.say("rival.none")] if doubt else [])])
    elif doubt:
        yield from (voice.say("rivals.none"), "")


def steps(finding: Finding, voice: Voice) -> Iterator[str]:
    """The steps, numbered; each group of equal risk by the cause that it is for."""
    chosen = _chosen(finding)
    if not chosen:
        return
    if len(chosen) > 1 and voice.is_fault(finding.tried[0]):
        yield from (voice.say("steps"), "")
    tried = finding.tried
    before = 0
    for number, step in enumerate(chosen, 1):
        place = step.rivals[0]
        if place != before and len(tried) > 1 and (place > 1 or before):
            title = voice.within(tried[place - 1].title)
            yield from (*[""] * (before > 0), voice.say("steps.case", title=title), "")
        before = place
        yield from _step(number, step, voice)
    yield ""


def _chosen(finding: Finding) -> list[Step]:
    """The steps worth the customer's time, in their order."""
    chosen: list[Step] = []
    erased: set[str | None] = set()
    for step in (step for place in range(1, len(finding.tried) + 1) for step in _against(finding, place)):
        if step.remedy.risk == "erases":
            if step.remedy.run in erased:
                continue  # nobody erases the same device twice because two causes would be cured by it
            erased |= {step.remedy.run} - {None}
        chosen.append(step)
    return sorted(chosen[:_MOST_STEPS], key=lambda step: (_level(step), step.rivals[0]))


def _against(finding: Finding, place: int) -> list[Step]:
    """What to try against one rival: all that is proportionate to how probable it is."""
    steps = [step for step in finding.case.steps if step.rivals[0] == place]
    if finding.tried[place - 1].probability < _WORTH_ERASING:
        steps = [step for step in steps if step.remedy.risk != "erases"]
    if place == 1:
        return steps
    harmless = [step for step in steps if _level(step) == 0]
    return [step for step in steps if step not in harmless[_MOST_OF_RIVAL:]]


def _level(step: Step) -> int:
    """Harmless steps before those that change the device, those before the ones that erase it."""
    return {"none": 0, "reads": 0, "resets": 1, "writes": 2}.get(step.remedy.risk, 3)


def _step(number: int, step: Step, voice: Voice) -> Iterator[str]:
    remedy = step.remedy
    does = voice.text(remedy.do)
    key = f"step.{remedy.risk}"
    if remedy.loses:
        loses = voice.within(remedy.loses)
        key = "step.erases" if remedy.risk == "erases" else "step.loses"
        does = voice.say(key, loses=loses, do=does)
    elif key in voice.language.phrases:
        does = voice.say(key, do=does)
    yield f"{number}. {does}"
    if command := commands(remedy.run or ""):
        yield from code_block(command, indent=4)
