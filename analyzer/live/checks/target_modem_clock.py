"""`target.modem-clock`: do the clock settings that the modem needs stand in UICR? Halts for a moment."""

from __future__ import annotations

from typing import cast

from analyzer.live.bench import Bench
from analyzer.live.checks.interface import Check
from analyzer.live.chips import MODEM_CLOCK
from analyzer.live.values import Finding, Json, Skip

_ERASED = 0xFFFFFFFF


def run(bench: Bench) -> Finding:
    """Read both words."""
    family, addresses = MODEM_CLOCK
    if bench.found.family != family:
        raise Skip(f"{bench.found.family} has no modem")
    words = bench.numbers("read_words", family, cast("list[Json]", list(addresses)))
    return Finding("erased" if _ERASED in words else "sane", [f"{word:#010x}" for word in words])


CHECK = Check(
    id="target.modem-clock",
    calls=("read_words",),
    run=run,
    requires=("target.access-port",),
    outcomes=("sane", "erased"),
)
