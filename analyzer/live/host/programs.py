"""Running programs that use a J-Link."""

from __future__ import annotations

import os

from analyzer.live.values import Json

_HOLDERS = (
    "jlink", "ozone", "systemview", "openocd", "pyocd", "probe-rs", "nrfjprog", "nrfutil-device", "nrfutil-trace",
    "nrf-device-lib", "jlinkarm_nrf_worker", "nrfconnect-programmer", "cortex-debug", "segger embedded studio",
    "emstudio",
)  # fmt: skip
"""Beginnings of the names of programs that hold or share a probe."""

_ROOT_VARIABLE = "NRFDOCTOR_PROCESS_ROOT"
"""Where several benches share one computer: only programs below this process id are looked at."""


def list_processes() -> Json:
    """Programs that are known to use a probe: `{"pid", "name", "orphan"}`; this process and its children left out."""
    import psutil

    own = {os.getpid(), *(child.pid for child in psutil.Process().children(recursive=True))}
    inside = _inside(os.environ.get(_ROOT_VARIABLE, ""))
    found: list[Json] = []
    for process in psutil.process_iter(["pid", "name", "ppid"]):
        name = str(process.info["name"] or "")
        number = process.info["pid"]
        if number not in own and (inside is None or number in inside) and is_holder(name):
            found.append({"pid": number, "name": name, "orphan": process.info["ppid"] in (0, 1)})
    return found


def _inside(root: str) -> frozenset[int] | None:
    """Process ids below a root; None for all processes."""
    import psutil

    if not root.isdigit():
        return None
    return frozenset(child.pid for child in psutil.Process(int(root)).children(recursive=True))


def is_holder(name: str) -> bool:
    """Whether a program of this name uses a probe."""
    plain = name.lower().removesuffix(".exe")
    return plain.startswith(_HOLDERS)
