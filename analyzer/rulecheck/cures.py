"""Checks of the steps of a cure: what they risk, what they destroy, in which order they are advised."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analyzer.knowledge.errors import Finding
from analyzer.rulecheck.edits import Reorder
from analyzer.rulecheck.registry import check
from analyzer.rulecheck.subject import Subject

RISKS = ("none", "reads", "resets", "writes", "erases")
"""From harmless to destructive."""
_ERASING = re.compile(r"erase(?!-?protect)|recover(?!y)", re.IGNORECASE)
_WRITING = re.compile(r"(?<![\w-])(--)?(program|write|flash|memwr|loadfile)\b", re.IGNORECASE)


@check("fix-missing")
def missing(subject: Subject) -> Iterator[Finding]:
    """Every cause that is a fault has a cure."""
    for placed in subject.causes.values():
        if placed.value.is_fault and not placed.value.fixes:
            yield placed.spot.at("id").finding("the rule has no `fix`.", "Say at least what to try first.")


@check("fix-loses")
def loses(subject: Subject) -> Iterator[Finding]:
    """A step that erases says what is lost."""
    for placed in subject.causes.values():
        for position, step in enumerate(placed.value.fixes):
            if step.risk == "erases" and not step.loses:
                yield placed.spot.at("fix", position).finding(
                    "the step erases and does not say what is lost.", "Add `loses`."
                )


@check("fix-loses-nothing", "warning")
def loses_nothing(subject: Subject) -> Iterator[Finding]:
    """A step that loses something is marked as erasing or writing."""
    for placed in subject.causes.values():
        for position, step in enumerate(placed.value.fixes):
            if step.loses and step.risk not in ("erases", "writes"):
                yield placed.spot.at("fix", position, "risk").finding(
                    f"the step loses something, and its risk is {step.risk!r}.", "Did you mean 'erases'?"
                )


@check("fix-erases")
def erases(subject: Subject) -> Iterator[Finding]:
    """A command that erases or recovers is marked `risk: erases`."""
    for placed in subject.causes.values():
        for position, step in enumerate(placed.value.fixes):
            found = _ERASING.search(step.run or "")
            if found and step.risk != "erases":
                yield placed.spot.at("fix", position, "risk").finding(
                    f"the command says {found.group()!r}, and its risk is {step.risk!r}.",
                    "Write `risk: erases`.",
                )


@check("fix-writes", "warning")
def writes(subject: Subject) -> Iterator[Finding]:
    """A command that programs a device is marked `risk: writes` or higher."""
    for placed in subject.causes.values():
        for position, step in enumerate(placed.value.fixes):
            found = _WRITING.search(step.run or "")
            if found and step.risk not in ("writes", "erases"):
                yield placed.spot.at("fix", position, "risk").finding(
                    f"the command says {found.group()!r}, and its risk is {step.risk!r}.",
                    "Write `risk: writes`.",
                )


@check("fix-order", "warning")
def order(subject: Subject) -> Iterator[Finding]:
    """Steps stand in the order of their risk, as they are advised."""
    for placed in subject.causes.values():
        risks = [RISKS.index(step.risk) for step in placed.value.fixes]
        wanted = tuple(sorted(range(len(risks)), key=lambda position: risks[position]))
        wrong = next((i for i, position in enumerate(wanted) if i != position), None)
        if wrong is not None:
            spot = placed.spot.at("fix")
            yield spot.at(wrong).finding(
                f"a step of risk {RISKS[risks[wrong]]!r} stands before one of risk {RISKS[risks[wanted[wrong]]]!r}.",
                "Put the harmless first.",
                Reorder(spot.path, wanted),
            )
