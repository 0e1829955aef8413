"""`target.secure-debug`: whether the debugger can reach secure memory."""

from __future__ import annotations

from analyzer.live.bench import Bench
from analyzer.live.checks.interface import Check
from analyzer.live.chips import CHIPS, CSW, SECURE_ENABLED
from analyzer.live.values import Finding, Skip


def run(bench: Bench) -> Finding:
    """Bit 23 of the memory port's control word, on families that divide memory."""
    family = bench.found.family or ""
    if family in CHIPS and not CHIPS[family].has_secure:
        raise Skip(f"{family} has no secure debug")
    if not bench.can("read_access_port"):
        status = str(bench.table("read_protection", bench.serial())["status"])
        return Finding("closed" if "SECURE" in status else "open", status)
    word = bench.number("read_access_port", 0, CSW)
    return Finding("open" if word & SECURE_ENABLED else "closed", f"{word:#010x}")


CHECK = Check(
    id="target.secure-debug",
    calls=("read_access_port", "read_protection"),
    any_call=True,
    run=run,
    requires=("target.access-port",),
    passes=frozenset({"open"}),
    outcomes=("open", "closed"),
)
