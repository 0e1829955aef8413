"""How a recording is laid out: as nrfjprog's --log file, as Python's logging, or as the terminal of a script."""

from __future__ import annotations

import ctypes
import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pynrfjprog import HighLevel, LowLevel, Parameters
from pynrfjprog.APIError import APIError

if TYPE_CHECKING:
    from jlink_sim.record import Recording

LEVELS = {60: "critical", 50: "error", 40: "warning", 30: "info", 20: "debug", 10: "trace"}


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
