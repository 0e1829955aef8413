"""`target.family`: which family it is, by where its control access port stands."""

from __future__ import annotations

from analyzer.live.bench import Bench
from analyzer.live.checks.interface import Check
from analyzer.live.chips import CHIPS, IDR, candidates, is_ctrl_ap
from analyzer.live.values import Finding, Json

_FAMILIES = ("nrf51", "nrf52", "nrf53", "nrf54l", "nrf54h", "nrf91")


def run(bench: Bench) -> Finding:
    """By registers where the backend reads them, else by what the tool says."""
    family, value = _by_registers(bench) if bench.can("read_access_port") else _by_tool(bench)
    bench.found.family = family
    if family is None:
        return Finding(None, value)
    if bench.log.family not in (None, family):
        return Finding("differs-from-log", {"family": family, "log": bench.log.family})
    return Finding(family, value)


def _by_registers(bench: Bench) -> tuple[str | None, Json]:
    seen: dict[str, Json] = {}
    for family in candidates(bench.found.debug_port or 0):
        chip = CHIPS[family]
        if chip.ctrl is None:
            return family, seen
        identity = bench.number("read_access_port", chip.ctrl, IDR)
        seen[f"port {chip.ctrl}"] = f"{identity:#010x}"
        if is_ctrl_ap(identity):
            return (_newest(identity) if family == "nrf53" else family), seen
    return None, seen


def _newest(identity: int) -> str:
    """Port 2 is the nRF53's and the nRF54L's; the version digit of the identity tells them apart."""
    return "nrf54l" if identity >> 28 >= 3 else "nrf53"


def _by_tool(bench: Bench) -> tuple[str | None, Json]:
    answer = bench.table("read_protection", bench.serial())
    family = str(answer["family"] or "")
    return (family if family in _FAMILIES else None), family


CHECK = Check(
    id="target.family",
    calls=("read_access_port", "read_protection"),
    any_call=True,
    run=run,
    requires=("target.debug-port",),
    passes=frozenset({*_FAMILIES, "differs-from-log"}),
    outcomes=(*_FAMILIES, "differs-from-log"),
)
