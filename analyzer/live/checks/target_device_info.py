"""`target.device-info`: which part and revision is it? The core is halted for a moment and runs on."""

from __future__ import annotations

from analyzer.live.bench import Bench
from analyzer.live.checks.interface import Check
from analyzer.live.values import Finding


def run(bench: Bench) -> Finding:
    """The name that the tool has for what it reads."""
    info = bench.table("read_device_info", bench.found.serial, bench.found.family)
    name = str(info["name"])
    if "UNKNOWN" in name.upper() or "FUTURE" in name.upper():
        return Finding("unknown", name)
    logged = bench.log.device
    if logged and "REV" in logged and logged.upper() != name.upper():
        return Finding("differs-from-log", {"device": name, "log": logged})
    return Finding("known", name)


CHECK = Check(
    id="target.device-info",
    calls=("read_device_info",),
    run=run,
    requires=("target.access-port",),
    outcomes=("known", "unknown", "differs-from-log"),
)
