"""`probe.listed`: which serial numbers the tool sees, and whether the wanted one is among them."""

from __future__ import annotations

from typing import cast

from analyzer.live.bench import Bench
from analyzer.live.checks.interface import Check
from analyzer.live.values import Finding, Json


def run(bench: Bench) -> Finding:
    """List the probes and choose one: the one asked for, the log's, or the only one."""
    serials = bench.numbers("list_probes")
    value = cast("list[Json]", serials)
    if not serials:
        return Finding("none", value)
    wanted = bench.wanted.serial or bench.log.serial
    if wanted is not None and wanted not in serials:
        return Finding("other-serial", value)
    if wanted is not None or len(serials) == 1:
        bench.found.serial = wanted or serials[0]
    return Finding("one" if len(serials) == 1 else "several", value)


CHECK = Check(
    id="probe.listed",
    calls=("list_probes",),
    run=run,
    requires=("host.jlink-dll",),
    passes=frozenset({"one", "several"}),
    outcomes=("one", "several", "none", "other-serial"),
)
