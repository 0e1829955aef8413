"""How the tests drive the real pynrfjprog over a bench."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from jlink_sim import Bench, compiler
from jlink_sim.images import intel_hex

if TYPE_CHECKING:
    from pynrfjprog.LowLevel import API

MISSING = [
    what
    for what, is_there in {
        "a C compiler": compiler() is not None,
        "pynrfjprog (the extra `dev`)": importlib.util.find_spec("pynrfjprog") is not None,
        "Linux": sys.platform == "linux",
    }.items()
    if not is_there
]
"""What this machine lacks to run the simulator; tests that need it are skipped then."""

SERIAL = 683000001
"""Serial number of the probe that a scenario has by default."""
CTRL_AP = {"nRF52": 1, "nRF53": 2, "nRF91": 4}
"""Number of CTRL-AP, for the application core where there are two."""
HEALTHY = {
    "nRF51822": ("NRF51", "NRF51xxx_xxAA_REV3"),
    "nRF52832": ("NRF52", "NRF52832_xxAA_REV1"),
    "nRF52833": ("NRF52", "NRF52833_xxAA_REV2"),
    "nRF52840": ("NRF52", "NRF52840_xxAA_REV1"),
    "nRF52840-rev3": ("NRF52", "NRF52840_xxAA_REV3"),
    "nRF5340": ("NRF53", "NRF5340_xxAA_REV1"),
    "nRF9160": ("NRF91", "NRF9160_xxAA_REV2"),
    "nRF9161": ("NRF91", "NRF9120_xxAA_REV3"),
}
"""Every chip of the simulator, with the family and the version that nrfjprog takes it for."""


@contextmanager
def opened(bench: Bench, family: str = "AUTO") -> Iterator[API]:
    """The library opened, no probe yet."""
    from pynrfjprog import LowLevel

    api = LowLevel.API(family, str(bench.library))
    try:
        api.open()
        yield api
    finally:
        api.close()


@contextmanager
def connected(bench: Bench, family: str = "AUTO", serial: int = SERIAL) -> Iterator[API]:
    """A probe opened by its serial number."""
    with opened(bench, family) as api:
        api.connect_to_emu_with_snr(serial)
        yield api


def code_of(call: Callable[..., object], *arguments: object) -> int:
    """Number of the error that the call ends with, 0 for none."""
    from pynrfjprog.APIError import APIError

    try:
        call(*arguments)
    except APIError as error:
        return int(error.err_code)
    return 0


def hex_file(folder: Path, address: int, data: bytes) -> Path:
    """An Intel HEX file with one run of bytes."""
    path = folder / f"image-{address:x}.hex"
    path.write_text(intel_hex([(address, data)]))
    return path
