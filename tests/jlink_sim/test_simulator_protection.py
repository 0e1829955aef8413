"""What closes a port, what opens it, and what is left meanwhile."""

from __future__ import annotations

import pytest

from jlink_sim import Bench, Probe, Scenario
from jlink_sim.driving import CTRL_AP, HEALTHY, code_of, connected


@pytest.mark.parametrize("chip", HEALTHY)
def test_approtect_closes_the_board_and_recover_opens_it(bench: Bench, chip: str) -> None:
    bench.set_up(Scenario(probes=(Probe(chip=chip, approtect=(True,)),)))
    with connected(bench) as api:
        assert api.readback_status() == "ALL"
        assert code_of(api.read_u32, 0) == -90
        api.recover()
        assert api.readback_status() == "NONE"
        assert api.read_u32(0) == 0xFFFFFFFF


@pytest.mark.parametrize("chip", ["nRF52840", "nRF52840-rev3", "nRF5340", "nRF9160"])
def test_a_closed_port_shows_in_the_register_of_its_family(bench: Bench, chip: str) -> None:
    family = HEALTHY[chip][0].replace("NRF", "nRF")
    for closed in (False, True):
        bench.set_up(Scenario(probes=(Probe(chip=chip, approtect=(closed,)),)))
        with connected(bench) as api:
            device_enabled = api.read_access_port_register(0, 0x00) >> 6 & 1
            assert device_enabled == (not closed)
            if family != "nRF53":  # it has no status register
                assert api.read_access_port_register(CTRL_AP[family], 0x0C) & 1 == (not closed)


@pytest.mark.parametrize("chip", ["nRF5340", "nRF9160"])
def test_secure_approtect_leaves_non_secure_access(bench: Bench, chip: str) -> None:
    bench.set_up(Scenario(probes=(Probe(chip=chip, secure_approtect=True),)))
    with connected(bench) as api:
        csw = api.read_access_port_register(0, 0x00)
        assert (csw >> 6 & 1, csw >> 23 & 1) == (1, 0)
        assert api.readback_status() == "SECURE"
        assert code_of(api.read_u32, 0) == -90
        assert api.read_u32(0x20000000) == 0


def test_a_secure_question_without_secure_debug_is_minus_93(bench: Bench) -> None:
    bench.set_up(Scenario(probes=(Probe(chip="nRF5340", secure_approtect=True),)))
    with connected(bench) as api:
        assert code_of(api.is_coprocessor_enabled, "CP_NETWORK") == -93


@pytest.mark.parametrize("chip", ["nRF5340", "nRF9160"])
def test_erase_protection_and_a_closed_port_cannot_be_recovered(bench: Bench, chip: str) -> None:
    bench.set_up(Scenario(probes=(Probe(chip=chip, approtect=(True,), erase_protect=True),)))
    with connected(bench) as api:
        assert api.is_eraseprotect_enabled()
        assert code_of(api.recover) == -21


def test_a_hardened_part_locks_itself_at_a_pin_reset(bench: Bench) -> None:
    bench.set_up(Scenario(probes=(Probe(chip="nRF52840-rev3", firmware_opens_port=False),)))
    with connected(bench) as api:
        api.write_u32(0x10001200, 18, True)  # PSELRESET, without which there is no pin to reset by
        api.write_u32(0x10001204, 18, True)
        assert api.readback_status() == "NONE"
        api.pin_reset()
        assert api.readback_status() == "ALL"


def test_the_word_that_closes_an_old_part_works_at_the_next_reset(bench: Bench) -> None:
    with connected(bench) as api:
        api.write_u32(0x10001208, 0xFFFFFF00, True)
        assert api.readback_status() == "NONE"
        api.sys_reset()
        assert api.readback_status() == "ALL"
