"""USB devices of the probe and the device, and whether this user may open them (Linux)."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from analyzer.live.values import Json

VENDORS = ("1366", "1915")
"""SEGGER and Nordic Semiconductor."""
_DEVICES = Path("/sys/bus/usb/devices")
_NODES = Path("/dev/bus/usb")


def list_usb_devices() -> Json:
    """`{"vendor", "product", "serial", "node", "readable"}` per device; None where the system does not tell."""
    if not sys.platform.startswith("linux") or not _DEVICES.is_dir():
        return None
    found: list[Json] = []
    for folder in sorted(_DEVICES.iterdir()):
        vendor = _read(folder / "idVendor")
        if vendor in VENDORS:
            node = _NODES / _read(folder / "busnum").zfill(3) / _read(folder / "devnum").zfill(3)
            found.append(
                {
                    "vendor": vendor,
                    "product": _read(folder / "product"),
                    "serial": _read(folder / "serial"),
                    "node": str(node),
                    "readable": os.access(node, os.R_OK | os.W_OK),
                }
            )
    return found


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
