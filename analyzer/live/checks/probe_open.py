"""`probe.open`: can the probe be opened? Its firmware is not updated for it."""

from __future__ import annotations

from analyzer.live.bench import DEFAULT_KHZ, Bench
from analyzer.live.checks.interface import Check
from analyzer.live.values import LOST, CallFailed, Finding


def run(bench: Bench) -> Finding:
    """Open the chosen probe at a moderate SWD clock."""
    serial = bench.serial()
    try:
        opened = bench.table("open_probe", serial, DEFAULT_KHZ)
    except CallFailed as failure:
        if failure.error.name in LOST:
            raise
        return Finding("failed", {"serial": serial}, failure.error)
    return Finding("ok", {"serial": serial, **opened})


CHECK = Check(
    id="probe.open",
    calls=("open_probe",),
    run=run,
    requires=("probe.listed",),
    passes=frozenset({"ok"}),
    outcomes=("ok", "failed"),
)
