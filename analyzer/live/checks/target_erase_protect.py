"""`target.erase-protect`: whether the chip would refuse a full erase."""

from __future__ import annotations

from analyzer.live.bench import Bench
from analyzer.live.checks.interface import Check
from analyzer.live.chips import CHIPS
from analyzer.live.values import Finding, Skip


def run(bench: Bench) -> Finding:
    """The status register of the control port, on families that have it."""
    family = bench.found.family or ""
    if family not in CHIPS:
        raise Skip(f"the registers of {family or 'this family'} are not known")
    status = CHIPS[family].erase
    if status is None:
        return Finding("off", f"{family} has no erase protection")
    word = bench.number("read_access_port", status.port, status.offset)
    is_open = word >> status.bit & 1 == status.open_when
    return Finding("off" if is_open else "on", f"{word:#010x}")


CHECK = Check(
    id="target.erase-protect",
    calls=("read_access_port",),
    run=run,
    requires=("target.family",),
    outcomes=("off", "on"),
)
