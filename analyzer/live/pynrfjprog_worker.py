"""The process that talks to pynrfjprog: requests come as JSON lines on stdin, answers go as JSON lines to stdout.

It runs apart because the library underneath can hang or crash. It is started by its path and imports nothing of this
project, and its table of calls is all that it can do: whatever it is asked, it writes and erases nothing.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any


class Desk:
    """One pynrfjprog session and the calls on it."""

    def __init__(self, library: str | None) -> None:
        from pynrfjprog import LowLevel  # type: ignore[import-untyped,unused-ignore]

        self._module = LowLevel
        self._library = library
        self._api: Any = None
        self._connected = False
        self._family = "UNKNOWN"
        self.calls: dict[str, Callable[..., Any]] = {
            "find_library": self.find_library,
            "open_library": self.open_library,
            "list_probes": self.list_probes,
            "open_probe": self.open_probe,
            "read_debug_port": self.read_debug_port,
            "read_access_port": self.read_access_port,
            "repeat_access_port": self.repeat_access_port,
            "read_words": self.read_words,
            "read_device_info": self.read_device_info,
            "read_readback": self.read_readback,
        }

    def find_library(self) -> dict[str, Any]:
        """Where the J-Link library is looked for; a bare name is no proof that it is there."""
        api = self._module.API(self._module.DeviceFamily.UNKNOWN)
        path = self._library or api.find_jlink_path()
        return {"path": path, "exists": Path(path).exists()}

    def open_library(self) -> dict[str, Any]:
        """Load the J-Link library. Updating a probe's firmware is switched off before anything connects."""
        family = self._module.DeviceFamily.UNKNOWN  # it keeps target calls other than register reads away
        api = self._module.API(family, jlink_arm_dll_path=self._library)
        api.open()
        self._api = api
        api.configure({"jlink": {"auto_update_fw": False}})
        major, minor, letter = api.dll_version()
        tool = ".".join(str(part) for part in api.version())
        return {"tool": tool, "version": f"{major}.{minor:02}{letter.strip()}"}

    def list_probes(self) -> list[int]:
        """Serial numbers of the probes on USB."""
        return sorted(self._api.enum_emu_snr() or [])

    def open_probe(self, serial: int, khz: int) -> dict[str, Any]:
        """Open a probe; one that is open is let go first."""
        self._let_go()
        self._api.connect_to_emu_with_snr(serial, khz)
        self._connected = True
        return {"firmware": self._api.read_connected_emu_fwstr()}

    def read_debug_port(self, offset: int) -> int:
        """A register of the debug port."""
        return int(self._api.read_debug_port_register(offset))

    def read_access_port(self, port: int, offset: int) -> int:
        """A register of an access port."""
        return int(self._api.read_access_port_register(port, offset))

    def repeat_access_port(self, port: int, offset: int, times: int) -> dict[str, Any]:
        """The same register many times: which values came, and how often it failed."""
        values: dict[str, int] = {}
        failures, first = 0, None
        for _ in range(times):
            try:
                value = f"{self._api.read_access_port_register(port, offset):#010x}"
            except Exception as error:
                failures, first = failures + 1, first or _failure(error)
                if failures >= 5:  # a failure costs half a second, and five of them tell enough
                    break
                continue
            values[value] = values.get(value, 0) + 1
        return {"values": values, "failures": failures, "error": first}

    def read_words(self, family: str, addresses: Sequence[int]) -> list[int]:
        """Words of memory; this halts the core, which runs on afterwards if it ran before."""
        return list(
            self._halting(family, lambda: [int(self._api.read_u32(address)) for address in addresses])
        )

    def read_device_info(self, serial: int, family: str) -> dict[str, Any]:
        """Part and revision; halts and restores as `read_words` does. The open probe's serial is not needed."""
        del serial
        info = self._halting(family, self._api.read_device_info)
        return {"name": _name(info[0]), "family": family}

    def read_readback(self, family: str) -> str:
        """The readback protection of a family that halts for it."""
        return str(_name(self._halting(family, self._api.readback_status)))

    def _halting(self, family: str, read: Callable[[], Any]) -> Any:  # noqa: ANN401 - untyped library
        if self._family != family:
            self._api.select_family(family.upper())
            self._family = family
        if not self._api.is_connected_to_device():
            self._api.connect_to_device()
        was_halted = self._api.is_halted()
        try:
            return read()
        finally:
            if not was_halted and self._api.is_halted():
                self._api.go()

    def _let_go(self) -> None:
        if self._connected:
            self._connected = False
            self._api.disconnect_from_emu()

    def close(self) -> None:
        """Let go of the probe and of the library, whatever state they are in."""
        for step in (self._let_go, self._close_library):
            try:
                step()
            except Exception as error:
                print(f"closing: {error}", file=sys.stderr)

    def _close_library(self) -> None:
        if self._api is not None:
            self._api.close()


def _name(value: object) -> str:
    return str(getattr(value, "name", value))


def _failure(error: Exception) -> dict[str, Any]:
    code = getattr(error, "err_code", None)
    number = None if code is None else int(getattr(code, "value", code))
    name = type(error).__name__
    if number is not None:
        known = getattr(error, "error_enum", None)
        name = getattr(known, "name", None) or str(error).split(" ")[-1].split("\n")[0].strip(".")
    return {"code": number, "name": name, "text": str(error)[:500]}


def main() -> None:
    """Serve until the requests end; the probe is closed then, also when the parent is gone."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what libraries print must not mix with the answers
    library = sys.argv[1] if len(sys.argv) > 1 and sys.argv[1] else None

    def answer(value: dict[str, Any]) -> None:
        answers.write(json.dumps(value) + "\n")
        answers.flush()

    try:
        desk = Desk(library)
    except Exception as error:
        answer({"unavailable": f"{type(error).__name__}: {error}"})
        return
    answer({"ready": True})
    try:
        for line in sys.stdin:
            request = json.loads(line)
            if request["call"] == "close":
                break
            try:
                answer({"answer": desk.calls[request["call"]](*request["arguments"])})
            except Exception as error:
                answer({"error": _failure(error)})
    finally:
        desk.close()
    answer({"closed": True})


if __name__ == "__main__":
    main()
