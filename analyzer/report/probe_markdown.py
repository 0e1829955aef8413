"""The probing as Markdown, for a ticket."""

from __future__ import annotations

from typing import TextIO

from analyzer.live.probing import Probing
from analyzer.report import probe_words as say
from analyzer.report.escape import plain

_LONG = 400


def render(probing: Probing, stream: TextIO, *, several: bool = False) -> None:
    """Write the verdict, a table of the checks and one of the hypotheses."""
    title = f"Probe {probing.serial}" if probing.serial is not None else "Probe"
    rows = ["#" * (2 if several else 1) + f" {title}", "", cell(say.headline(probing)), ""]
    rows += ["| check | outcome | value | ms |", "|---|---|---|---|"]
    rows += [
        f"| {one.check} | {cell(say.outcome(one))} | {cell(say.value(one))} | {one.ms} |"
        for one in probing.seen
    ]
    shown = [one for one in probing.hypotheses if say.is_worth_showing(one)]
    if shown:
        rows += ["", "| cause | before -> after | verdict | because |", "|---|---|---|---|"]
        rows += [
            f"| {cell(one.title)} (`{one.cause}`) | {say.change(one)} | {one.verdict} | {cell(one.because)} |"
            for one in shown
        ]
    if probing.next_test is not None:
        rows += ["", f"Next test: {cell(probing.next_test.ask)} (`{probing.next_test.id}`)"]
    stream.write("\n".join(rows) + "\n")


def cell(text: str) -> str:
    """Untrusted text inside a table: no markup, no end of the cell."""
    safe = plain(text, _LONG)
    for character in "\\|<>`*_[]":
        safe = safe.replace(character, f"\\{character}")
    return safe
