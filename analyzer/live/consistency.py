"""Outcomes that are true and yet must not count: another one settles the question, or nobody asked it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analyzer.live.values import Seen


def weighable(seen: Sequence[Seen], *, has_log: bool, has_ports: bool, chosen: bool) -> tuple[Seen, ...]:
    """The same observations, each with the reason if it must not be weighed.

    `chosen` says that one of several probes was chosen.
    """
    outcomes = {one.check: one.outcome for one in seen}
    reached = outcomes.get("probe.listed") in ("one", "several", "other-serial")
    reasons = {}
    if reached and outcomes.get("host.usb-access") == "no-device":
        reasons["host.usb-access"] = "a probe is reached all the same, so it is not on this computer's USB"
    if chosen and outcomes.get("probe.listed") == "several":
        reasons["probe.listed"] = "which of them is meant is settled"
    if not has_log:
        reasons["serial.mcuboot"] = "without a log nothing says that the device should be in its bootloader"
        if not has_ports:
            reasons["host.serial-ports"] = "no port was named and no log speaks of one"
    return tuple(replace(one, unweighed=reasons.get(one.check, "")) if one.outcome else one for one in seen)
