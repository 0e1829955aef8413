"""The checks, one module each, in the order in which they are made: the cheaper always before the costlier."""

from __future__ import annotations

from collections.abc import Mapping

from analyzer.live.checks import (
    host_jlink_dll,
    host_probe_holders,
    host_serial_ports,
    host_usb_access,
    modem_version,
    probe_listed,
    probe_open,
    serial_mcuboot,
    target_access_port,
    target_debug_port,
    target_device_info,
    target_erase_protect,
    target_family,
    target_link_stability,
    target_modem_clock,
    target_secure_debug,
    target_voltage,
)
from analyzer.live.checks.interface import Check

__all__ = ["CHECKS", "Check"]

_ORDER = (
    host_probe_holders, host_usb_access, host_serial_ports, modem_version, serial_mcuboot, host_jlink_dll,
    probe_listed, probe_open,
    target_voltage, target_debug_port, target_family, target_access_port, target_secure_debug,
    target_erase_protect, target_link_stability,
    target_device_info, target_modem_clock,
)  # fmt: skip

CHECKS: Mapping[str, Check] = {module.CHECK.id: module.CHECK for module in _ORDER}
"""Every check by its id."""
