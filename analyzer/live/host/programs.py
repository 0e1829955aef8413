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


def list_processes() -> Json:
    """Programs that are known to use a probe: `{"pid", "name", "orphan"}`; this process and its children left out."""
    import psutil

    own = {os.getpid(), *(child.pid for child in psutil.Process().children(recursive=True))}
    found: list[Json] = []
    for process in psutil.process_iter(["pid", "name", "ppid"]):
        name = str(process.info["name"] or "")
        if process.info["pid"] not in own and is_holder(name):
            found.append({"pid": process.info["pid"], "name": name, "orphan": process.info["ppid"] in (0, 1)})
    return found


def is_holder(name: str) -> bool:
    """Whether a program of this name uses a probe."""
    plain = name.lower().removesuffix(".exe")
    return plain.startswith(_HOLDERS)
