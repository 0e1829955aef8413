"""What speaks for the first cause of a problem and what against it, as far as its rule puts it into words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analyzer.engine.result import Evidence
from analyzer.report.reply.ticket import Finding
from analyzer.report.reply.voice import Voice
from analyzer.report.story import speaking

_MOST = 3


@dataclass(frozen=True, slots=True)
class Reasons:
    """The weightiest reasons of each side, said."""

    pros: tuple[str, ...] = ()
    cons: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()
    """The most telling line of each, to be quoted."""


def reasons(finding: Finding, voice: Voice) -> Reasons:
    """The reasons that a customer is told."""
    if not finding.case.rivals:
        return Reasons()
    pros, cons = (_said(side, finding, voice) for side in speaking(finding.case.rivals[0]))
    lines = tuple(one.lines[0] for _, one in (*pros, *cons) if one.lines)
    return Reasons(tuple(text for text, _ in pros), tuple(text for text, _ in cons), lines)


def _said(side: Sequence[Evidence], finding: Finding, voice: Voice) -> list[tuple[str, Evidence]]:
    best = finding.case.rivals[0]
    return [(text, one) for one in side if (text := voice.reason(best, one))][:_MOST]
