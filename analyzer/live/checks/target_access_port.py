"""`target.access-port`: whether the access port is open or protected.

Polarity and place of the status bit differ by family; the nRF53 has none, and its memory port's control word tells.
"""

from __future__ import annotations

from analyzer.live.bench import Bench
from analyzer.live.checks.interface import Check
from analyzer.live.chips import CHIPS, CSW, DEVICE_ENABLED, Chip
from analyzer.live.values import LOST, CallFailed, Finding, Json, Skip

_BY_STATUS = {"NONE": "open", "SECURE_REGIONS": "open", "SECURE": "open"}
_STATUS = "NRFDL_PROTECTION_STATUS_"


def run(bench: Bench) -> Finding:
    """By registers where the backend reads them, else by what the tool says."""
    try:
        if not bench.can("read_access_port"):
            return _by_tool(bench)
        chip = CHIPS[bench.found.family or ""]
        if chip.family == "nrf51":
            return _by_halting(bench)
        return _by_registers(bench, chip)
    except CallFailed as failure:
        if failure.error.name in LOST:
            raise
        return Finding("unreachable", None, failure.error)


def _by_registers(bench: Bench, chip: Chip) -> Finding:
    word = bench.number("read_access_port", 0, CSW)
    value: dict[str, Json] = {"control": f"{word:#010x}"}
    enabled = bool(word & DEVICE_ENABLED)
    is_open = enabled
    if chip.protection is not None:
        status = bench.number("read_access_port", chip.protection.port, chip.protection.offset)
        value["status"] = f"{status:#010x}"
        is_open = status >> chip.protection.bit & 1 == chip.protection.open_when
    if chip.other_core is not None:
        other = bench.number("read_access_port", chip.other_core, CSW)
        value["network_core"] = "open" if other & DEVICE_ENABLED else "closed or held in reset"
    if word in (0, 0xFFFFFFFF) or (is_open and not enabled):
        return Finding("unreachable", value)
    return Finding("open" if is_open else "protected", value)


def _by_halting(bench: Bench) -> Finding:
    """The nRF51 has no register for it: what its UICR says can be read only from a halted core."""
    if not bench.can("read_readback"):
        raise Skip("needs --allow halt: on this family only a halted core tells")
    level = bench.text("read_readback", "nrf51")
    return Finding("open" if level == "NONE" else "protected", level)


def _by_tool(bench: Bench) -> Finding:
    answer = bench.table("read_protection", bench.serial())
    status = str(answer["status"]).removeprefix(_STATUS)
    return Finding(_BY_STATUS.get(status, "protected"), status)


CHECK = Check(
    id="target.access-port",
    calls=("read_access_port", "read_protection", "read_readback"),
    any_call=True,
    run=run,
    requires=("target.family",),
    passes=frozenset({"open"}),
    outcomes=("open", "protected", "unreachable"),
)
