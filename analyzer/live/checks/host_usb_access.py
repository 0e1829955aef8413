"""`host.usb-access`: whether this user may open the USB devices of probes and devices (Linux)."""

from __future__ import annotations

from typing import cast

from analyzer.live.bench import Bench
from analyzer.live.checks.interface import Check
from analyzer.live.values import Finding, Json, Skip


def run(bench: Bench) -> Finding:
    """Look at the device nodes; one that is closed to the user is enough to stop a tool."""
    devices = bench.guard.call("list_usb_devices")
    if devices is None:
        raise Skip("this operating system does not list USB devices and their rights in files")
    nodes = cast("list[dict[str, Json]]", devices)
    if not nodes:
        return Finding("no-device", [])
    readable = all(node["readable"] for node in nodes)
    return Finding("ok" if readable else "denied", cast("list[Json]", nodes))


CHECK = Check(
    id="host.usb-access", calls=("list_usb_devices",), run=run, outcomes=("ok", "denied", "no-device")
)
