"""Explanations of codes and causes, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, TextIO

from analyzer.explain import Explanation

if TYPE_CHECKING:
    from rich.text import Text

SCHEMA = "nrfdoctor.explain/1"


def write_json(found: Sequence[Explanation], stream: TextIO) -> None:
    """The contract of `explain --format json`."""
    matches = [
        {
            "layer": one.layer,
            "code": one.code,
            "hex": one.hex,
            "name": one.name,
            "meaning": one.meaning,
            "causes": [cause.id for cause in one.causes],
            "word": one.word,
            "layer_title": one.layer_title,
            "aliases": list(one.aliases),
            "usually": list(one.usually),
            "since": one.since,
            "note": one.note,
            "umbrella": one.umbrella,
            "remedies": {cause.id: [asdict(step) for step in cause.remedies] for cause in one.causes},
        }
        for one in found
    ]
    json.dump({"schema": SCHEMA, "matches": matches}, stream, indent=2, ensure_ascii=False)
    stream.write("\n")


def write_terminal(found: Sequence[Explanation], stream: TextIO) -> None:
    """One block per meaning."""
    from rich.text import Text

    from analyzer.report.console import make_console

    console = make_console(stream)
    for i, one in enumerate(found):
        if i:
            console.print()
        console.print(_headline(one))
        for line in (Text(one.meaning), *_details(one)):
            for row in line.wrap(console, console.width - 2):
                console.print(Text("  ").append_text(row))


def _headline(one: Explanation) -> Text:
    from rich.text import Text

    number = "" if one.code is None else f"{one.code} ({one.hex}) "
    line = Text(number, style="bold")
    line.append(one.name or "", style="bold cyan")
    line.append(f"  {one.layer_title}", style="dim")
    return line


def _details(one: Explanation) -> list[Text]:
    from rich.text import Text

    lines: list[Text] = []
    if one.umbrella:
        lines.append(Text("An umbrella code: it names no reason, so it proves none.", style="yellow"))
    if one.aliases:
        lines.append(Text(f"Also written {', '.join(one.aliases)}.", style="dim"))
    if one.note:
        lines.append(Text(one.note, style="dim"))
    lines.extend(Text(f"usually: {text}") for text in one.usually)
    for cause in one.causes:
        line = Text("cause: ")
        line.append(cause.id, style="bold")
        line.append(f"  {cause.title}")
        lines.append(line)
        for step in cause.remedies[:3]:
            risk = (
                ""
                if step.risk == "none"
                else f" ({step.risk}{': loses ' + step.loses if step.loses else ''})"
            )
            lines.append(Text(f"  do: {step.do}{risk}", style="red" if step.risk == "erases" else ""))
    return lines


RENDERERS: Mapping[str, Callable[[Sequence[Explanation], TextIO], None]] = {
    "terminal": write_terminal,
    "json": write_json,
}
"""Output format of `explain` by its name."""
