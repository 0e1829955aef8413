"""`target.voltage`: whether the probe measures a target voltage."""

from __future__ import annotations

from analyzer.live.bench import Bench
from analyzer.live.checks.interface import Check
from analyzer.live.values import LOST, CallFailed, Finding

_LOW_VOLTAGE = -12


def run(bench: Bench) -> Finding:
    """The first register read makes the library look at VTref; what it reads is kept for the next check."""
    try:
        bench.found.debug_port = bench.number("read_debug_port", 0)
    except CallFailed as failure:
        if failure.error.name in LOST:
            raise
        bench.found.debug_error = failure.error
        if failure.error.code == _LOW_VOLTAGE:
            return Finding("low", None, failure.error)
    return Finding("ok")


CHECK = Check(
    id="target.voltage",
    calls=("read_debug_port",),
    run=run,
    requires=("probe.open",),
    passes=frozenset({"ok"}),
    outcomes=("ok", "low"),
)
