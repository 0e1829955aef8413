"""Record what the real pynrfjprog writes over a simulated J-Link: `python -m jlink_sim.record FOLDER` (from tests/).

The corpus cases `native-*.log` were made with it. Messages, order and codes are the library's own; paths and dates
are changed to made-up ones, and the `nrfjprog` layout puts level and logger as nrfjprog's --log file does. A worker
and its client write at the same time, so two recordings differ in the order of some lines.
"""

from __future__ import annotations

import ctypes
import logging
import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pynrfjprog
from pynrfjprog import HighLevel, LowLevel, Parameters
from pynrfjprog.APIError import APIError

from jlink_sim import Bench, Fault, Probe, Scenario
from jlink_sim.images import intel_hex, modem_package

HOME = "/home/ada/sensor"
"""Where the made-up user works."""
LEVELS = {60: "critical", 50: "error", 40: "warning", 30: "info", 20: "debug", 10: "trace"}
PACE = (
    Fault("JLINKARM_OpenEx", act="slow", ms=180),
    Fault("JLINKARM_Connect", act="slow", ms=90),
    Fault("JLINKARM_WriteMem", act="slow", ms=420),
    Fault("JLINKARM_ReadMem", act="slow", ms=110),
    Fault("JLINKARM_WriteU32", act="slow", ms=240, low=0x4001E50C, high=0x4001E50C),
    Fault("JLINKARM_*MemU32", act="slow", ms=1),
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


class Lines:
    """Collects what the library logs, with the time at which it came."""

    def __init__(self) -> None:
        self.lines: list[tuple[datetime, str, str, str]] = []
        self.callback = ctypes.CFUNCTYPE(
            None, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_void_p
        )(self.add)

    def add(self, logger: bytes, level: int, message: bytes, _instance: object) -> None:
        """One message of the library, in the terms of its C interface."""
        text = message.decode(errors="replace").rstrip()
        self.lines.append((datetime.now(), LEVELS.get(level, "info"), logger.decode(), text))

    def as_nrfjprog(self, start: datetime, lowest: str) -> Iterator[str]:
        """The lines as `[log.file]` of nrfjprog's config.toml lays them out."""
        names = list(LEVELS.values())
        kept = names[: names.index(lowest) + 1]
        for at, level, logger, text in self.lines:
            if level in kept:
                shifted = start + (at - self.lines[0][0])
                yield f"[{shifted:%Y-%b-%d %H:%M:%S}] [{level:>5}] [{logger:>7}] - {text}"


@contextmanager
def _collecting(lines: Lines) -> Iterator[None]:
    """Let every logger of the library write to `lines` instead of Python's logging."""
    usual = Parameters.LoggerAdapter.__init__

    def collecting(self: Parameters.LoggerAdapter, *arguments: object, **named: object) -> None:
        usual(self, *arguments, **named)
        self.log_cb = lines.callback

    Parameters.LoggerAdapter.__init__ = collecting
    try:
        yield
    finally:
        Parameters.LoggerAdapter.__init__ = usual


def _run_steps(
    target: object, steps: tuple[tuple[Any, ...], ...], goes_on: bool, files: dict[str, str]
) -> None:
    for method, *arguments in steps:
        told = [value.format(**files) if isinstance(value, str) else value for value in arguments]
        try:
            for name in ("close", "open") if method == "reopen" else (method,):
                getattr(target, name)(*told)
        except APIError:
            if not goes_on:
                return


def _low_level(recording: Recording, library: str, files: dict[str, str]) -> None:
    api = LowLevel.API(recording.family, library, log=True)
    try:
        api.open()
        _run_steps(api, recording.steps, recording.goes_on, files)
    except APIError:
        pass
    finally:
        api.close()


def _nrfjprog(recording: Recording, library: str, files: dict[str, str]) -> list[str]:
    lines = Lines()
    with _collecting(lines):
        _low_level(recording, library, files)
    return list(lines.as_nrfjprog(datetime.fromisoformat(recording.at), recording.level))


@contextmanager
def _log_file(logger: str, level: str, path: Path) -> Iterator[None]:
    """What `logging.basicConfig(filename=..., level=...)` writes of one logger."""
    handler = logging.FileHandler(path)
    handler.setFormatter(logging.Formatter(logging.BASIC_FORMAT))
    root = logging.getLogger(logger)
    root.setLevel(logging.DEBUG if level in ("trace", "debug") else level.upper())
    root.addHandler(handler)
    try:
        yield
    finally:
        root.removeHandler(handler)
        handler.close()


def _python(recording: Recording, library: str, files: dict[str, str]) -> list[str]:
    path = Path(files["folder"]) / "python.log"
    with _log_file("pynrfjprog.LowLevel", recording.level, path):
        api = LowLevel.API(recording.family, library, log_file_path=str(path.with_suffix(".own")))
        try:
            api.open()
            _run_steps(api, recording.steps, recording.goes_on, files)
        except APIError:
            pass
        finally:
            api.close()
    return path.read_text().splitlines()


def _modem(recording: Recording, library: str, files: dict[str, str]) -> list[str]:
    """Through the high-level library and its probe for modem updates."""
    return _high_level(HighLevel.IPCDFUProbe, recording, library, files)


def _debug(recording: Recording, library: str, files: dict[str, str]) -> list[str]:
    """Through the high-level library and its probe for debuggers."""
    return _high_level(HighLevel.DebugProbe, recording, library, files)


def _high_level(
    kind: type[HighLevel.Probe], recording: Recording, library: str, files: dict[str, str]
) -> list[str]:
    path = Path(files["folder"]) / "high-level.log"
    serial = recording.probe.serial if recording.probe else 0
    with _log_file("pynrfjprog.HighLevel", recording.level, path), HighLevel.API(log=True) as api:
        try:
            with kind(api, serial, Parameters.CoProcessor.CP_APPLICATION, library) as probe:
                _run_steps(probe, recording.steps, recording.goes_on, files)
        except APIError:
            pass
    return path.read_text().splitlines()


def _script(recording: Recording, library: str, files: dict[str, str]) -> list[str]:
    """The terminal of a user whose script ends with the library's exception."""
    calls = [f"    {_python_call(method, told, files)}" for method, *told in recording.steps]
    body = [
        "from pynrfjprog.LowLevel import API",
        "",
        f"with API({recording.family!r}, {library!r}, log=True) as api:",
        *calls,
    ]
    path = Path(files["folder"]) / "flash.py"
    path.write_text("\n".join(body) + "\n")
    command = [sys.executable, "-u", str(path)]
    ended = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return ended.stdout.splitlines()


def _python_call(method: str, arguments: list[Any], files: dict[str, str]) -> str:
    told = [repr(value.format(**files)) if isinstance(value, str) else str(value) for value in arguments]
    call = f"api.{method}({', '.join(told)})"
    return f"print({call})" if method.startswith(("read", "enum", "is_")) else call


LAYOUTS: dict[str, Callable[[Recording, str, dict[str, str]], list[str]]] = {
    "nrfjprog": _nrfjprog,
    "python": _python,
    "modem": _modem,
    "debug": _debug,
    "script": _script,
}


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
    for recording in RECORDINGS:
        if only in recording.name:
            lines = record(recording)
            (folder / f"native-{recording.name}.log").write_text("\n".join(lines) + "\n")
            print(f"native-{recording.name}: {len(lines)} lines")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])
