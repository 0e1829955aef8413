"""Batches of tickets for tests: made up, of any size, the same every time."""

from __future__ import annotations

import io
import json
import random
from dataclasses import replace
from functools import cache
from typing import Any

from poison import poisoned

from analyzer.report.html.batch import entries
from analyzer.report.html.batch.data import block, packed
from analyzer.report.triage import View, cells
from analyzer.report.triage.html import RENDERER
from analyzer.triage.row import Row, UnknownError, unreadable
from analyzer.triage.summary import Triage, triage_of

JANUARY_2024 = 1_704_067_200.0
MARKUP = "</script><script>alert(1)</script><b>&amp;\u2028\u202e%{x}<br><a href='javascript:alert(1)'>a</a>"
"""What could end an element, be read as markup by plotly, or hide."""
_DAY = 86_400.0
_CAUSES = (
    ("cable", "The cable is loose"),
    ("port-busy", "Another program holds the serial port"),
    ("low-voltage", "The target has no power or the wrong reference voltage, as a very long title tells"),
    ("locked", "The debug access port is protected"),
    *((f"rare-{number}", f"Rare cause {number}") for number in range(10)),
)
_DEVICES = (("NRF9160_xxAA", "nrf91"), ("NRF52840_xxAA", "nrf52"), ("", ""))
_TOOLS = ("nrfjprog", "west", "nrfutil-device")


def rows_of(size: int) -> list[Row]:
    """Diagnosed tickets over some 18 months, a few of each other kind among them."""
    chance = random.Random(size)
    rows = [_diagnosed(place, chance) for place in range(size)]
    for place in range(9, size, 10):
        rows[place] = _other(rows[place], place)
    return rows


def _diagnosed(place: int, chance: random.Random) -> Row:
    cause, title = _CAUSES[min(int(chance.expovariate(0.4)), len(_CAUSES) - 1)]
    rival, _ = _CAUSES[(place + 1) % 3]
    device, family = _DEVICES[place % 3]
    name = f"tickets/{place % 7}/case-{place:05d}.log"
    end = JANUARY_2024 + chance.random() * 540 * _DAY if place % 4 else None
    return Row(
        name=name,
        status="diagnosed",
        tool=_TOOLS[place % 2],
        versions={"nrfjprog": "10.21.0", "jlink": "7.94e"},
        device=device,
        family=family,
        operation="program",
        attempts=1 + place % 3,
        cause=cause,
        title=title,
        probability=chance.uniform(0.2, 0.99),
        verdict="likely",
        runner_up=rival if rival != cause else "",
        runner_up_probability=0.11 if rival != cause else 0.0,
        codes=("-102 JLINKARM_DLL_ERROR", "33 JLinkARMDllError"),
        evidence=f"ERROR: it broke at 0x{place:08x}",
        place=f"{name}:{place % 90 + 1}",
        next_test="host.probe-holders",
        next_question="Which running programs use a J-Link?",
        begun=end and end - 3600,
        ended=end,
        logs=1,
        sessions=2,
        operations=3,
        lines=120,
        recognised=118,
    )


def _other(row: Row, place: int) -> Row:
    """A ticket of another kind in place of `row`."""
    undiagnosed = replace(
        row, cause="", title="", probability=0.0, verdict="", runner_up="", evidence="", place=""
    )
    kind = place // 10 % 5
    if kind == 0:
        odd = UnknownError(f"flux capacitor at 0x{place:08x} is empty", 7, 2, "the capacitor is full")
        return replace(undiagnosed, status="unexplained", unknown=(odd,))
    if kind == 1:
        return unreadable(row.name, "is no text: it holds binary data")
    if kind == 2:
        return replace(undiagnosed, status="nothing-found", limits=("line 9 is long and was cut",))
    if kind == 3:
        return replace(undiagnosed, status="succeeded")
    return replace(row, duplicate_of=f"tickets/{(place - 1) % 7}/case-{place - 1:05d}.log")


def hostile_rows(size: int, poison: str) -> list[Row]:
    """The same with an attack in every string that a log, a file name or a user's pack could bring."""
    return [replace(poisoned(row, poison), status=row.status) for row in rows_of(size)]


def page_of(triage: Triage, view: View | None = None) -> str:
    """The page of a batch."""
    stream = io.StringIO()
    RENDERER.render(triage, stream, view or View())
    return stream.getvalue()


@cache
def page_over(size: int, view: View | None = None) -> str:
    """The page of a batch of some size."""
    return page_of(triage_of(rows_of(size), ["README.md: is no log"]), view)


def unpacked(rows: list[Row]) -> list[dict[str, Any]]:
    """The block of data as the page reads it."""
    names = cells.short_names([row.name for row in rows])
    data = json.loads(block(packed([entries.entry(row, names) for row in rows])))
    found = []
    for row in data["rows"]:
        values = {}
        for place, (field, kind) in enumerate(zip(data["fields"], data["kinds"], strict=True)):
            value = row[place] if place < len(row) else 0
            words = data["words"]
            values[field] = (
                words[value] if kind == "t" else [words[one] for one in value or []] if kind == "l" else value
            )
        found.append(values)
    return found
