"""What the debug interface of each family looks like: which access port and which bit means what.

From the product specifications, pyOCD and probe-rs. What it means for a cause stands in the rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

IDR = 0xFC
CSW = 0x00
DEVICE_ENABLED = 1 << 6
SECURE_ENABLED = 1 << 23

_CTRL_AP_ID = 0x02880000
_WITHOUT_VERSION = 0x0FFFFFFF
"""The top digit of an identity counts versions of the same port."""

DEBUG_PORTS: Mapping[int, str] = {
    0x0BB11477: "Cortex-M0",
    0x2BA01477: "Cortex-M4",
    0x6BA02477: "Cortex-M33",
}
"""Identities of the debug port as Nordic's chips show them, and the core that they go with."""


@dataclass(frozen=True, slots=True)
class Status:
    """One bit that tells whether something is open."""

    port: int
    offset: int
    bit: int
    open_when: int


@dataclass(frozen=True, slots=True)
class Chip:
    """The ports of one family. `protection` is None where only the memory port's own control word tells."""

    family: str
    ctrl: int | None
    protection: Status | None
    erase: Status | None
    has_secure: bool
    other_core: int | None = None
    """Memory port of the second core."""


CHIPS: Mapping[str, Chip] = {
    "nrf51": Chip("nrf51", None, None, None, False),
    "nrf52": Chip("nrf52", 1, Status(1, 0x0C, 0, 1), None, False),
    "nrf53": Chip("nrf53", 2, None, Status(2, 0x18, 0, 1), True, other_core=1),
    "nrf54l": Chip("nrf54l", 2, Status(2, 0x14, 0, 0), Status(2, 0x0C, 0, 0), True),
    "nrf91": Chip("nrf91", 4, Status(4, 0x0C, 0, 1), Status(4, 0x18, 0, 1), True),
}

MODEM_CLOCK = ("nrf91", (0x00FF801C, 0x00FF8020))
"""UICR HFXOSRC and HFXOCNT, and the family that has them."""


def candidates(debug_port: int) -> tuple[str, ...]:
    """Families that a debug port of this identity can belong to, in the order in which to look."""
    core = DEBUG_PORTS.get(debug_port)
    if core == "Cortex-M0":
        return ("nrf51",)
    if core == "Cortex-M4":
        return ("nrf52",)
    return ("nrf91", "nrf53", "nrf54l")


def is_ctrl_ap(identity: int) -> bool:
    """Whether this is the identity of Nordic's control access port."""
    return identity & _WITHOUT_VERSION == _CTRL_AP_ID
