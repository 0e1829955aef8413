"""Every call there is, and the most that it can do to the bench.

The table is complete: a name that is not in it does not exist for any backend. It holds no call that erases, writes,
recovers or updates anything, so no option can let one through.
"""

from __future__ import annotations

from collections.abc import Mapping

EFFECTS = ("host", "probe", "target", "halt", "reset")
"""From the harmless to what disturbs the device: nothing leaves the computer, the probe is opened, the debug
interface is entered, the core is halted for a moment, the device is reset."""

ALWAYS_ALLOWED = frozenset({"host", "probe", "target"})

CALLS: Mapping[str, str] = {
    "find_library": "host",
    "open_library": "host",
    "list_processes": "host",
    "list_usb_devices": "host",
    "list_serial_ports": "host",
    "ask_modem_version": "host",
    "ask_bootloader": "host",
    "list_probes": "probe",
    "open_probe": "probe",
    "read_debug_port": "target",
    "read_access_port": "target",
    "repeat_access_port": "target",
    "read_protection": "target",
    "read_words": "halt",
    "read_device_info": "halt",
    "read_readback": "halt",
}


def rank(effect: str) -> int:
    """Position from harmless to disturbing."""
    return EFFECTS.index(effect)
