"""Serial ports of the probe and the device, whether this user may open them, and who holds them.

No port is opened to find out: opening the port of an on-board probe can restart the probe.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import cast

from analyzer.live.values import Json

_VENDORS = (0x1366, 0x1915)
_MOST_HOLDERS = 5


def list_serial_ports(given: Json) -> Json:
    """`{"device", "serial", "state", "holders"}` per port of a probe or device, and of the ports given by name."""
    from serial.tools import list_ports

    wanted = cast("list[str]", given)
    serials = {port.device: port.serial_number for port in list_ports.comports() if port.vid in _VENDORS}
    found: list[Json] = []
    for device in dict.fromkeys([*wanted, *sorted(serials)]):
        holders = _holders(device)
        found.append(
            {
                "device": device,
                "serial": serials.get(device),
                "state": _state(device, holders),
                "holders": cast("list[Json]", holders),
            }
        )
    return found


def _state(device: str, holders: list[str]) -> str:
    if os.name != "posix":
        return "ok"
    if not Path(device).exists():
        return "none"
    if holders:
        return "busy"
    return "ok" if os.access(device, os.R_OK | os.W_OK) else "denied"


def _holders(device: str) -> list[str]:
    """Names of the processes that have the port open, as far as this user may see them (Linux)."""
    try:
        target = os.path.realpath(device)
        processes = [p for p in Path("/proc").iterdir() if p.name.isdigit() and int(p.name) != os.getpid()]
    except OSError:
        return []
    names = [_name(process) for process in processes if _has_open(process, target)]
    return names[:_MOST_HOLDERS]


def _has_open(process: Path, target: str) -> bool:
    try:
        return any(_link(entry) == target for entry in (process / "fd").iterdir())
    except OSError:
        return False  # another user's process, or one that has just ended


def _link(entry: Path) -> str:
    try:
        return str(entry.readlink())
    except OSError:
        return ""


def _name(process: Path) -> str:
    try:
        return (process / "comm").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return "unknown"
