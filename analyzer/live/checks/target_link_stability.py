"""`target.link-stability`: whether one harmless register reads the same many times, fast and slow."""

from __future__ import annotations

from typing import cast

from analyzer.live.bench import DEFAULT_KHZ, FAST_KHZ, LOW_KHZ, Bench
from analyzer.live.checks.interface import Check
from analyzer.live.chips import IDR
from analyzer.live.values import Finding, Json

_TIMES = 200  # a read in a hundred that fails is then seen with a probability of 87 %


def run(bench: Bench) -> Finding:
    """The identity of access port 0, at the log's SWD clock (else at the usual fast one) and at a low one."""
    fast = bench.log.khz or FAST_KHZ
    rows: dict[str, Json] = {}
    stable: list[bool] = []
    for khz in (fast, LOW_KHZ):
        bench.table("open_probe", bench.found.serial, khz)
        answer = bench.table("repeat_access_port", 0, IDR, _TIMES)
        rows[f"{khz} kHz"] = answer
        stable.append(answer["failures"] == 0 and len(cast("dict[str, Json]", answer["values"])) == 1)
    bench.table("open_probe", bench.found.serial, DEFAULT_KHZ)
    if all(stable):
        return Finding("stable", rows)
    return Finding("flaky-at-speed" if stable[1] else "flaky", rows)


CHECK = Check(
    id="target.link-stability",
    calls=("open_probe", "repeat_access_port"),
    run=run,
    requires=("target.debug-port",),
    outcomes=("stable", "flaky", "flaky-at-speed"),
)
