"""A simulated J-Link library that the real pynrfjprog loads in place of SEGGER's.

`build` compiles the C sources beside this file, a `Scenario` says what is on the bench and what goes wrong there, a
`Bench` lays both out in a folder, and `CallLog` tells which J-Link functions were called and what they did to the
target. Nothing here knows pynrfjprog: what it makes of the answers is what the tests are about.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

__all__ = ["Bench", "Call", "CallLog", "Fault", "Probe", "Scenario", "build", "compiler"]

_SOURCES = Path(__file__).parent
_SCENARIO_VARIABLE = "JLINK_SIM"


@dataclass(frozen=True, slots=True)
class Probe:
    """A probe on USB and the board behind it; every default is a healthy one."""

    serial: int = 683000001
    """Serial number."""
    chip: str | None = "nRF52840"
    """A name of chips.c, or None for a probe with nothing on its SWD pins."""
    vtref_mv: int = 3300
    """What the probe measures at VTref."""
    product: str = "J-Link OB-nRF5340-NordicSemi"
    """Product name in the list of USB probes."""
    firmware: str = "J-Link OB-nRF5340-NordicSemi compiled Nov  7 2023 16:22:01"
    """Firmware text of the probe."""
    approtect: tuple[bool, ...] = ()
    """Per core: the access port is closed by UICR."""
    secure_approtect: bool = False
    """Secure debug is closed by UICR (nRF53, nRF91)."""
    erase_protect: bool = False
    """CTRL-AP refuses to erase (nRF53, nRF91)."""
    firmware_opens_port: bool = True
    """Hardened parts: the application opens the port at every boot."""
    network_off: bool = False
    """NRF53: the network core is held in reset."""
    halted: bool = False
    """The cores stand still at the start."""
    blank: bool = False
    """There is no application in flash."""
    ram_off: int = 0
    """A bit per block of RAM (power register) that is off at the start."""
    stuck: tuple[int, int] | None = None
    """First and last address of flash cells that cannot be programmed."""
    modem_dead: bool = False
    """NRF91: the modem core never answers."""
    modem_key: str = "3c6d9f10"
    """NRF91: first digits of the digest of the modem's root key, which a package's loader has in its name."""
    modem_refuses: str = ""
    """NRF91: what is refused: `loader` (by the modem) or `write` (by the loader)."""
    words: tuple[tuple[int, int], ...] = ()
    """Addresses and the words they hold at the start, memory and registers alike."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong with some calls of a J-Link function."""

    call: str
    """Name of the function; a final `*` stands for any rest."""
    act: str = "fail"
    """One of fail, flip, slow, hang, crash, exit, unplug, power-off, lock, lock-secure, say."""
    after: int = 0
    """Calls that go well before."""
    times: int = -1
    """Calls that are hit after that; -1 for all."""
    rate: float = 1.0
    """The share of those that is hit."""
    low: int = 0
    """Lowest address, or register number, that is hit."""
    high: int = 0xFFFFFFFF
    """Highest of them."""
    value: int | None = None
    """What is returned (fail), which bits of some byte flip (flip), the exit code (exit), millivolts (power-off)."""
    ms: int = 0
    """How long a slow call takes."""
    text: str = ""
    """What the J-Link library says through its error handler, or returns from OpenEx."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is on the bench, and what goes wrong there."""

    probes: tuple[Probe, ...] = (Probe(),)
    """The probes on USB."""
    faults: tuple[Fault, ...] = ()
    """What goes wrong; the first that is due for a call decides."""
    dll_version: int = 79600
    """Version of the J-Link library: 79600 is V7.96, 79603 is V7.96c."""
    open_error: str = ""
    """What OpenEx returns instead of opening the probe."""

    def as_json(self, log: Path, state: Path) -> str:
        """The text that the library reads, with the paths of its call log and its state."""
        return json.dumps({**asdict(self), "log": str(log), "state": str(state)})


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a J-Link function."""

    number: int
    process: int
    at_ms: int
    name: str
    arguments: str
    result: int | None
    """None when the function did not return."""
    halted: tuple[bool, bool]
    """Which cores stood still when it returned."""
    fault: str
    """The fault that hit it, empty when none did."""


class CallLog:
    """The calls that the library saw, in order."""

    def __init__(self, path: Path) -> None:
        lines = path.read_text().splitlines() if path.exists() else []
        self.calls = [_call(line) for line in lines]

    def __iter__(self) -> Iterator[Call]:
        return iter(self.calls)

    def __len__(self) -> int:
        return len(self.calls)

    def named(self, name: str) -> list[Call]:
        """The calls of one function; the common prefix may be left out."""
        return [call for call in self.calls if call.name in (name, f"JLINKARM_{name}", f"JLINK_{name}")]

    def names(self) -> set[str]:
        """Names of the functions that were called."""
        return {call.name for call in self.calls}

    @property
    def ever_halted(self) -> bool:
        """True when any core stood still at any time."""
        return any(any(call.halted) for call in self.calls)

    @property
    def changes(self) -> list[Call]:
        """Calls that wrote memory or registers, halted, ran or reset the core."""
        changing = ("Write", "Halt", "GoEx", "Step", "Reset", "SetRESET")
        return [
            call
            for call in self.calls
            if call.name.removeprefix("JLINKARM_").startswith(changing) and "RTTERMINAL" not in call.name
        ]


def _call(line: str) -> Call:
    number, process, at_ms, name, arguments, result, halted, fault = line.split("\t")
    return Call(
        number=int(number),
        process=int(process),
        at_ms=int(at_ms),
        name=name,
        arguments=arguments,
        result=None if result == "-" else int(result),
        halted=(halted[0] == "1", halted[1] == "1"),
        fault=fault,
    )


class Bench:
    """A scenario laid out in a folder: the library, its scenario file, its state and its call log."""

    def __init__(self, folder: Path, scenario: Scenario | None = None, without: tuple[str, ...] = ()) -> None:
        self.library = build(without)
        self._log = folder / "calls.tsv"
        self._file = folder / "scenario.json"
        self._state = folder / "state.bin"
        self.set_up(scenario or Scenario())

    @property
    def environment(self) -> dict[str, str]:
        """What has to be in the environment of the process that starts the worker."""
        return {_SCENARIO_VARIABLE: str(self._file)}

    @property
    def calls(self) -> CallLog:
        """The calls so far."""
        return CallLog(self._log)

    def set_up(self, scenario: Scenario) -> None:
        """A fresh bench: boards as the scenario describes them, no call yet."""
        self._state.unlink(missing_ok=True)
        self._log.unlink(missing_ok=True)
        self._file.write_text(scenario.as_json(self._log, self._state))

    def change(self, scenario: Scenario) -> None:
        """Other faults on the same boards: memory, protection and run state stay as they are."""
        self._file.write_text(scenario.as_json(self._log, self._state))


def compiler() -> str | None:
    """The system's C compiler, None when there is none."""
    return shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")


def _cache_folder() -> Path:
    """A folder of ours alone: nobody else must be able to lay a library there."""
    user = os.getuid() if hasattr(os, "getuid") else 0
    folder = Path(tempfile.gettempdir()) / f"nrfdoctor-jlink-sim-{user}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != user or folder.stat().st_mode & 0o022:
        return Path(tempfile.mkdtemp(prefix="nrfdoctor-jlink-sim-"))
    return folder


def build(without: tuple[str, ...] = ()) -> Path:
    """Path of the compiled library; `without` names functions that it shall not export."""
    cc = compiler()
    if cc is None:
        raise RuntimeError("no C compiler on this machine: install gcc or clang")
    sources = sorted(_SOURCES.glob("*.[ch]"))
    content = b"\0".join([*(source.read_bytes() for source in sources), *(name.encode() for name in without)])
    folder = _cache_folder()
    library = folder / f"libjlinkarm-{hashlib.sha256(content).hexdigest()[:16]}.so"
    if not library.exists():
        _compile(cc, [str(source) for source in sources if source.suffix == ".c"], library, without)
    return library


def _compile(cc: str, sources: list[str], library: Path, without: tuple[str, ...]) -> None:
    """Compile beside the final name and rename: two test runs at a time never load half a file."""
    with tempfile.TemporaryDirectory(dir=library.parent) as work:
        hidden = "".join(f"{name};" for name in without)
        script = Path(work) / "exports.map"
        script.write_text(f"{{ global: JLINK*; local: {hidden} *; }};\n")
        made = Path(work) / library.name
        options = [
            "-std=gnu11",
            "-O1",
            "-Wall",
            "-Wextra",
            "-shared",
            "-fPIC",
            f"-Wl,--version-script={script}",
        ]
        subprocess.run([cc, *options, "-o", str(made), *sources], check=True)
        made.replace(library)
