"""`target.debug-port`: whether the debug port of the chip answers, and as what."""

from __future__ import annotations

from analyzer.live.bench import Bench
from analyzer.live.checks.interface import Check
from analyzer.live.chips import DEBUG_PORTS
from analyzer.live.values import CallFailed, Finding


def run(bench: Bench) -> Finding:
    """Judge the identity that the voltage check has read."""
    error = bench.found.debug_error
    if error is None:
        try:
            bench.found.debug_port = bench.number("read_debug_port", 0)
        except CallFailed as failure:
            error = failure.error
    identity = bench.found.debug_port
    if error is not None or identity is None:
        return Finding("none", None, error)
    if identity in (0, 0xFFFFFFFF):
        return Finding("none", f"{identity:#010x}")
    return Finding("ok" if identity in DEBUG_PORTS else "unexpected", f"{identity:#010x}")


CHECK = Check(
    id="target.debug-port",
    calls=("read_debug_port",),
    run=run,
    requires=("target.voltage",),
    passes=frozenset({"ok"}),
    outcomes=("ok", "none", "unexpected"),
)
