"""The probing as one HTML page that refers to nothing outside itself; several probes share it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TextIO

from analyzer.live.probing import Probing
from analyzer.live.values import Seen
from analyzer.live.verdict import Hypothesis
from analyzer.report import probe_words as say
from analyzer.report.html.environment import render as page
from analyzer.report.html.environment import write
from analyzer.report.words import counted

_KINDS = {0: "good", 1: "bad"}
"""Colour of the headline by exit code; what is open is a warning."""


@dataclass(frozen=True, slots=True)
class _Check:
    """A check as the page shows it."""

    seen: Seen
    outcome: str
    value: str


@dataclass(frozen=True, slots=True)
class _Bench:
    """One probe as the page shows it."""

    probing: Probing
    anchor: str
    name: str
    headline: str
    kind: str
    checks: tuple[_Check, ...]
    hypotheses: Sequence[Hypothesis]
    refuted: str
    """Titles of what was improbable from the start and is refuted."""


def render(probing: Probing, stream: TextIO, *, several: bool = False) -> None:
    """Write the page of one probing."""
    render_all((probing,), stream)


def render_all(probings: Sequence[Probing], stream: TextIO) -> None:
    """Write one page of all probings, in front of several a table of them."""
    benches = [_bench(one, place) for place, one in enumerate(probings, 1)]
    title = benches[0].name if len(benches) == 1 else counted(len(benches), "probe")
    write(page("probe.html.j2", interactive=False, title=title, benches=benches), stream)


def _bench(probing: Probing, place: int) -> _Bench:
    return _Bench(
        probing,
        f"probe{place}",
        f"Probe {probing.serial}" if probing.serial is not None else "Probe",
        say.headline(probing),
        _KINDS.get(probing.exit_code, "warn"),
        tuple(_Check(one, say.outcome(one), say.value(one)) for one in probing.seen),
        say.in_full(probing),
        say.in_short(probing),
    )
