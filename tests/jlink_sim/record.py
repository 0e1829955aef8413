"""Record what the real pynrfjprog writes over a simulated J-Link: `python -m jlink_sim.record FOLDER` (from tests/).

The corpus cases `native-*.log` were made with it. Messages, order and codes are the library's own; paths and dates
are changed to made-up ones, and the `nrfjprog` layout puts level and logger as nrfjprog's --log file does. A worker
and its client write at the same time, so two recordings differ in the order of some lines.
"""

from __future__ import annotations

import os
import sys
import tempfile
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pynrfjprog

from jlink_sim import Bench, Fault, Probe, Scenario
from jlink_sim.images import intel_hex, modem_package
from jlink_sim.layouts import LAYOUTS

HOME = "/home/ada/sensor"
"""Where the made-up user works."""
PACE = (
    Fault("JLINKARM_OpenEx", act="slow", ms=180),
    Fault("JLINKARM_Connect", act="slow", ms=90),
    Fault("JLINKARM_WriteMem", act="slow", ms=420),
    Fault("JLINKARM_ReadMem", act="slow", ms=110),
    Fault("JLINKARM_WriteU32", act="slow", ms=240, low=0x4001E50C, high=0x4001E50C),
    Fault("JLINKARM_ReadMemU32", act="slow", ms=1),
)
"""Roughly what a probe takes for some kilobytes; put last, so that the faults of a scenario come first."""


@dataclass(frozen=True, slots=True)
class Recording:
    """One log: the board, what is asked of it, and how the lines are laid out."""

    name: str
    """The corpus case, without `native-`."""
    probe: Probe | None
    """None for no probe on USB."""
    steps: tuple[tuple[Any, ...], ...]
    """Methods with their arguments; `{app}` and the like name files of `_files`, `reopen` is a new session."""
    layout: str = "nrfjprog"
    """nrfjprog, python, modem, debug or script."""
    level: str = "info"
    """Lowest level that is kept: trace, debug, info or error."""
    family: str = "AUTO"
    faults: tuple[Fault, ...] = ()
    options: tuple[tuple[str, Any], ...] = ()
    """Further fields of the scenario, and `without` for functions that the library lacks."""
    goes_on: bool = False
    """Go on after an error instead of closing."""
    at: str = "2024-03-05 09:00:00"
    """The date that the log pretends."""
    library: str | None = None
    """A path that is no library, for a machine without J-Link."""

    @property
    def scenario(self) -> Scenario:
        """The board and its faults, at a plausible speed."""
        fields = {key: value for key, value in self.options if key != "without"}
        probes = () if self.probe is None else (self.probe,)
        return Scenario(**{"probes": probes, "faults": (*self.faults, *PACE), **fields})


def _files(folder: Path) -> dict[str, str]:
    """Images to write, by the name that steps give them."""
    contents = {
        "app": intel_hex([(0x0, _bytes(0x1C40, 1)), (0x8000, _bytes(0x900, 9))]),
        "net": intel_hex([(0x01000000, _bytes(0x900, 2))]),
        "locking": intel_hex([(0x0, _bytes(0x600, 3)), (0x10001208, b"\x00\xff\xff\xff")]),
        "far": intel_hex([(0x0, _bytes(0x200, 4)), (0x00100000, _bytes(0x200, 5))]),
        "external": intel_hex([(0x12000000, _bytes(0x200, 6))]),
        "cut": intel_hex([(0x0, _bytes(0x200, 7))])[:-200],
    }
    paths = {"folder": str(folder)}
    for name, text in contents.items():
        (folder / f"{name}.hex").write_text(text)
        paths[name] = str(folder / f"{name}.hex")
    package = folder / "mfw_nrf9160_1.3.5.zip"
    package.write_bytes(modem_package(_bytes(0x30000, 8)))
    broken = folder / "mfw_nrf9160_1.3.6.zip"
    broken.write_bytes(package.read_bytes()[:-3000])
    return {**paths, "modem": str(package), "broken": str(broken), "absent": str(folder / "zephyr.hex")}


def _bytes(count: int, seed: int) -> bytes:
    """Bytes without a pattern, the same ones every time; the first words are a stack pointer and a reset vector."""
    state, out = seed * 2654435761 % 2**32, bytearray()
    while len(out) < count:
        state = (state * 1664525 + 1013904223) % 2**32
        out += (state >> 8 & 0xFFFF).to_bytes(2, "little")
    return (b"\x00\x20\x00\x20\x41\x01\x00\x00" + bytes(out))[:count]


def neutral(line: str, folder: str, library: str) -> str:
    """The line without a path of this machine."""
    package = str(Path(pynrfjprog.__file__).parent)
    changes = {
        library: "/opt/SEGGER/JLink/libjlinkarm.so",
        f"{folder}/flash.py": f"{HOME}/tools/flash.py",
        f"{folder}/app.hex": f"{HOME}/build/zephyr/zephyr.hex",
        f"{folder}/net.hex": f"{HOME}/build/hci_rpmsg/zephyr/zephyr.hex",
        f"{folder}/locking.hex": f"{HOME}/release/sensor_1.2.0.hex",
        f"{folder}/far.hex": f"{HOME}/build/zephyr/merged.hex",
        f"{folder}/external.hex": f"{HOME}/build/zephyr/merged.hex",
        f"{folder}/cut.hex": f"{HOME}/download/sensor_1.1.0.hex",
        folder: HOME,
        package: "/opt/venv/lib/python3.11/site-packages/pynrfjprog",
    }
    for found, instead in changes.items():
        line = line.replace(found, instead)
    return line


def record(recording: Recording) -> list[str]:
    """The lines of one log."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bench = Bench(folder, recording.scenario, dict(recording.options).get("without", ()))
        os.environ.update(bench.environment)
        library = recording.library or str(bench.library)
        lines = LAYOUTS[recording.layout](recording, library, _files(folder))
        return [neutral(line, name, str(bench.library)) for line in lines]


def main(folder: Path, only: str = "") -> None:
    """Write every recording whose name holds `only`."""
    from jlink_sim.recordings import RECORDINGS

    warnings.simplefilter("ignore")
    folder.mkdir(parents=True, exist_ok=True)
    for recording in RECORDINGS:
        if only in recording.name:
            lines = record(recording)
            (folder / f"native-{recording.name}.log").write_text("\n".join(lines) + "\n")
            print(f"native-{recording.name}: {len(lines)} lines")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])
