"""Each fault of the bench, through the command line with the real pynrfjprog: outcomes, verdicts, exit code, safety."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from live_bench import LOG, board, is_untouched, logged, needs_bench, probe

from tests.jlink_sim import Fault, Probe, Scenario

pytestmark = needs_bench

_READ = "JLINKARM_CORESIGHT_ReadAPDPReg"
_TWO = Scenario(probes=(Probe(serial=683000001), Probe(serial=683000002)))


@dataclass(frozen=True)
class Expected:
    """A scenario and what must come of it."""

    id: str
    scenario: Scenario
    code: int
    outcomes: dict[str, str | None]
    verdicts: dict[str, str] = field(default_factory=dict)
    arguments: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


HEALTHY = {"target.voltage": "ok", "target.debug-port": "ok", "target.access-port": "open"}
PROTECTED = {"target.debug-port": "ok", "target.access-port": "protected"}
LOCKED = {"access-port-protection": "confirmed"}
WITH_LOG = ("--log", str(LOG))

SCENARIOS = [
    # Healthy devices of every family.
    Expected("nrf52832", board("nRF52832"), 0, {**HEALTHY, "target.family": "nrf52", "target.erase-protect": "off"}),
    Expected("nrf52833", board("nRF52833"), 0, {**HEALTHY, "target.family": "nrf52"}),
    Expected("nrf52840", board("nRF52840"), 0, {**HEALTHY, "target.family": "nrf52"}),
    Expected("nrf52840-hardened", board("nRF52840-rev3"), 0, {**HEALTHY, "target.family": "nrf52"}),
    Expected(
        "nrf5340", board("nRF5340"), 0, {**HEALTHY, "target.family": "nrf53", "target.secure-debug": "open"},
        {"secure-region-trustzone": "refuted"},
    ),
    Expected("nrf5340-network-core-off", board("nRF5340", network_off=True), 0, {**HEALTHY, "target.family": "nrf53"}),
    Expected(
        "nrf9160", board("nRF9160"), 0, {**HEALTHY, "target.family": "nrf91", "target.link-stability": "stable"},
        {"access-port-protection": "refuted", "cable-or-swd-wiring": "refuted"},
    ),
    Expected("nrf9161", board("nRF9161"), 0, {**HEALTHY, "target.family": "nrf91"}),
    Expected("halted-already", board("nRF9160", blank=True), 0, HEALTHY),
    # The nRF51 tells its protection only to a halted core: not healthy, not faulty.
    Expected("nrf51", board("nRF51822"), 3, {"target.family": "nrf51", "target.access-port": None}),
    # Protection.
    Expected("nrf52832-protected", board("nRF52832", approtect=(True,)), 1, PROTECTED, LOCKED),
    Expected("nrf52840-protected", board("nRF52840", approtect=(True,)), 1, PROTECTED, LOCKED),
    Expected("nrf52840-hardened-protected", board("nRF52840-rev3", approtect=(True,)), 1, PROTECTED, LOCKED),
    Expected("nrf5340-protected", board("nRF5340", approtect=(True, True)), 1, PROTECTED, LOCKED),
    Expected("nrf9160-protected", board("nRF9160", approtect=(True,)), 1, PROTECTED, LOCKED),
    Expected("nrf9161-protected", board("nRF9161", approtect=(True,)), 1, PROTECTED, LOCKED),
    Expected(
        "nrf9160-secure", board("nRF9160", secure_approtect=True), 1, {**HEALTHY, "target.secure-debug": "closed"},
        {"secure-region-trustzone": "confirmed", "access-port-protection": "refuted"},
    ),
    Expected(
        "nrf5340-secure", board("nRF5340", secure_approtect=True), 1, {**HEALTHY, "target.secure-debug": "closed"},
        {"secure-region-trustzone": "confirmed"},
    ),
    Expected("nrf9160-erase", board("nRF9160", erase_protect=True), 0, {**HEALTHY, "target.erase-protect": "on"}),
    Expected("nrf5340-erase", board("nRF5340", erase_protect=True), 0, {**HEALTHY, "target.erase-protect": "on"}),
    # Supply, wiring, link.
    Expected(
        "no-voltage", board("nRF9160", vtref_mv=0), 1, {"target.voltage": "low", "target.debug-port": None},
        {"target-power-low-voltage": "confirmed"},
    ),
    Expected(
        "nothing-on-swd", board(None), 1, {"target.voltage": "ok", "target.debug-port": "none"},
        {"cable-or-swd-wiring": "confirmed"},
    ),
    Expected(
        "flaky", Scenario(faults=(Fault(_READ, "flip", rate=0.2, after=150),)), 1,
        {"target.link-stability": "flaky"}, {"cable-or-swd-wiring": "confirmed"},
    ),
    Expected(
        "flaky-at-speed", Scenario(faults=(Fault(_READ, "flip", rate=0.2, after=300, times=10),)), 1,
        {"target.link-stability": "flaky-at-speed"}, {"cable-or-swd-wiring": "confirmed"},
    ),
    # Probes.
    Expected("no-probe", Scenario(probes=()), 1, {"probe.listed": "none"}, {"no-probe-found": "confirmed"}),
    Expected(
        "two-probes", _TWO, 1, {"probe.listed": "several", "probe.open": None},
        {"multiple-probes-need-serial": "confirmed"},
    ),
    Expected(
        "two-probes-one-chosen", _TWO, 0, {"probe.listed": "several", **HEALTHY}, arguments=("--serial", "683000002")
    ),
    Expected(
        "wrong-serial", Scenario(), 1, {"probe.listed": "other-serial", "probe.open": None},
        {"no-probe-found": "confirmed"}, ("--serial", "683000009"),
    ),
    Expected("open-refused", Scenario(open_error="Cannot connect to J-Link."), 3, {"probe.open": "failed"}),
    Expected("firmware-waits", board("nRF52840", firmware="J-Link V9 compiled Dec 13 2019 11:14:50"), 0, HEALTHY),
    # The J-Link library.
    Expected(
        "old-library", Scenario(dll_version=50000), 1, {"host.jlink-dll": "too-old", "probe.listed": None},
        {"jlink-dll-version-mismatch": "confirmed"},
    ),
    Expected("other-library", Scenario(dll_version=68800), 3, {"host.jlink-dll": "other-than-bundled", **HEALTHY}),
    Expected(
        "library-lacks-functions", Scenario(), 1, {"host.jlink-dll": "not-loadable"},
        {"jlink-dll-not-opened": "confirmed"}, without=("JLINKARM_CORESIGHT_Configure",),
    ),
    # What hangs or dies.
    Expected(
        "hang", Scenario(faults=(Fault(_READ, "hang", after=40),)), 3, {"target.link-stability": None},
        arguments=("--timeout", "2"),
    ),
    Expected(
        "hang-at-open", Scenario(faults=(Fault("JLINKARM_OpenEx", "hang"),)), 3,
        {"probe.open": None, "target.voltage": None}, arguments=("--timeout", "2"),
    ),
    Expected("worker-crash", Scenario(faults=(Fault(_READ, "crash", after=40),)), 3, {"target.link-stability": None}),
    Expected("unplugged", Scenario(faults=(Fault(_READ, "unplug", after=40),)), 3, {"target.access-port": "open"}),
    # With a log.
    Expected(
        "log-secure", logged(secure_approtect=True), 1, {"target.secure-debug": "closed"},
        {"secure-region-trustzone": "confirmed", "access-port-protection": "refuted"}, WITH_LOG,
    ),
    Expected(
        "log-healthy", logged(), 3, HEALTHY,
        {"access-port-protection": "refuted", "secure-region-trustzone": "refuted",
         "modem-locked-xproddone": "refuted", "debug-session-disturbed": "inconclusive"}, WITH_LOG,
    ),
    Expected("log-protected", logged(approtect=(True,)), 1, PROTECTED, LOCKED, WITH_LOG),
    Expected(
        "log-no-voltage", logged(vtref_mv=0), 1, {"target.voltage": "low"},
        {"target-power-low-voltage": "confirmed"}, WITH_LOG,
    ),
    Expected(
        "log-other-family", logged("nRF5340"), 1, {"target.family": "differs-from-log"},
        {"wrong-device-family": "confirmed"}, WITH_LOG,
    ),
    Expected("log-other-probe", Scenario(), 3, {"probe.listed": "other-serial"}, arguments=WITH_LOG),
]  # fmt: skip


@pytest.mark.parametrize("expected", SCENARIOS, ids=lambda one: one.id)
def test_a_scenario(expected: Expected, tmp_path: Path) -> None:
    result = probe(tmp_path, expected.scenario, *expected.arguments, without=expected.without)
    assert result.err == ""
    assert {check: result.outcomes.get(check) for check in expected.outcomes} == expected.outcomes
    assert {cause: result.verdict(cause) for cause in expected.verdicts} == expected.verdicts
    assert result.code == expected.code
    assert result.json["exit_code"] == expected.code
    assert is_untouched(result.calls)


def test_in_a_healthy_world_the_disturbed_session_rises(tmp_path: Path) -> None:
    result = probe(tmp_path, logged(), *WITH_LOG)
    session = result.hypothesis("debug-session-disturbed")
    assert session["after"] > session["before"] + 0.1


def test_what_nothing_shows_is_said_to_be_told_by_elimination(tmp_path: Path) -> None:
    result = probe(tmp_path, logged(), *WITH_LOG)
    assert "by elimination" in result.hypothesis("modem-locked-xproddone")["because"]


def test_a_hang_is_named_and_bounded(tmp_path: Path) -> None:
    scenario = Scenario(faults=(Fault("JLINKARM_OpenEx", "hang"),))
    result = probe(tmp_path, scenario, "--timeout", "1")
    opened = result.observation("probe.open")
    assert opened["error"]["name"] == "TIME_LIMIT"
    assert 900 <= opened["ms"] <= 4000
    assert (
        "TIME_LIMIT" in result.observation("target.voltage")["skipped"]
        or "probe.open" in (result.observation("target.voltage")["skipped"])
    )


@pytest.mark.parametrize("chip", ["nRF51822", "nRF52840", "nRF5340", "nRF9160"])
def test_with_leave_to_halt_the_core_runs_on_afterwards(chip: str, tmp_path: Path) -> None:
    words = ((0x00FF801C, 1), (0x00FF8020, 0x20)) if chip == "nRF9160" else ()
    result = probe(tmp_path, board(chip, words=words), "--allow", "halt")
    assert result.outcomes["target.device-info"] == "known"
    assert result.outcomes["target.access-port"] == "open"
    assert result.code == 0
    assert not any(result.calls.calls[-1].halted)
    assert not {"JLINKARM_Reset", "JLINKARM_SetRESET", "JLINKARM_WriteMem"} & result.calls.names()


def test_a_core_that_stood_still_before_stands_still_after(tmp_path: Path) -> None:
    result = probe(tmp_path, board("nRF9160", halted=True), "--allow", "halt")
    assert all(call.halted[0] for call in result.calls if call.name == "JLINKARM_IsHalted")
    assert "JLINKARM_GoEx" not in result.calls.names()


def test_erased_clock_settings_are_found_with_leave_to_halt(tmp_path: Path) -> None:
    result = probe(tmp_path, board("nRF9160"), "--allow", "halt")
    assert result.outcomes["target.modem-clock"] == "erased"
    assert result.verdict("modem-dfu-bootloader-state") == "confirmed"
    assert result.code == 1


def test_protection_of_the_oldest_family_is_found_with_leave_to_halt(tmp_path: Path) -> None:
    result = probe(tmp_path, board("nRF51822", approtect=(True,)), "--allow", "halt")
    assert result.outcomes["target.access-port"] == "protected"
    assert result.code == 1
