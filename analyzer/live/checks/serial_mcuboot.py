"""`serial.mcuboot`: whether the device answers as an MCUboot serial recovery on a given port."""

from __future__ import annotations

from analyzer.live.bench import Bench
from analyzer.live.checks.interface import Check
from analyzer.live.values import Finding, Skip


def run(bench: Bench) -> Finding:
    """One echo request on each given port."""
    if not bench.wanted.ports:
        raise Skip("needs --port: the serial port of the device")
    answering = [port for port in bench.wanted.ports if bench.table("ask_bootloader", port)["answers"]]
    return Finding("yes" if answering else "no", [*answering] or [*bench.wanted.ports])


CHECK = Check(id="serial.mcuboot", calls=("ask_bootloader",), run=run, outcomes=("yes", "no"))
