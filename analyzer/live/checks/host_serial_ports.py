"""`host.serial-ports`: which ports belong to the probe or the device, and whether they are free."""

from __future__ import annotations

from typing import cast

from analyzer.live.bench import Bench
from analyzer.live.checks.interface import Check
from analyzer.live.values import Finding, Json

_WORST_FIRST = ("busy", "denied", "none")


def run(bench: Bench) -> Finding:
    """The ports of SEGGER's and Nordic's devices and those given with --port; the worst of them counts."""
    ports = bench.rows("list_serial_ports", cast("list[Json]", list(bench.wanted.ports)))
    states = {str(port["state"]) for port in ports}
    outcome = next((state for state in _WORST_FIRST if state in states), "ok") if ports else "none"
    return Finding(outcome, cast("list[Json]", ports))


CHECK = Check(
    id="host.serial-ports",
    calls=("list_serial_ports",),
    run=run,
    passes=frozenset({"ok"}),
    outcomes=("ok", "busy", "denied", "none"),
)
