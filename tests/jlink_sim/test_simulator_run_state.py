"""What a check does to the device: the call log tells."""

from __future__ import annotations

import pytest

from jlink_sim import Bench, Probe, Scenario
from jlink_sim.driving import code_of, connected


@pytest.mark.parametrize("chip", ["nRF52840", "nRF52840-rev3", "nRF5340", "nRF9160", "nRF9161"])
@pytest.mark.parametrize("halted", [False, True])
def test_access_port_reads_leave_the_run_state_alone(bench: Bench, chip: str, halted: bool) -> None:
    bench.set_up(Scenario(probes=(Probe(chip=chip, halted=halted),)))
    with connected(bench) as api:
        api.read_device_family()
        api.read_debug_port_register(0)
        for port in range(6):
            api.read_access_port_register(port, 0xFC)
        api.readback_status()
        code_of(api.is_eraseprotect_enabled)
    changes = [
        call.arguments for call in bench.calls.changes if call.name != "JLINKARM_CORESIGHT_WriteAPDPReg"
    ]
    assert bench.calls.ever_halted == halted
    assert bench.calls.calls[-1].halted[0] == halted
    # Before it closes, nrfjprog clears DEMCR: the one write that a session without any target call makes.
    assert set(changes) <= {"address=0xE000EDFC value=0x00000000"}


def test_a_memory_read_halts_the_core_and_go_lets_it_run(bench: Bench) -> None:
    with connected(bench) as api:
        assert not api.is_halted()
        api.read_u32(0)
        assert api.is_halted()
        api.go()
        assert not api.is_halted()
    assert bench.calls.ever_halted


def test_a_core_left_halted_stays_halted_after_the_session(bench: Bench) -> None:
    with connected(bench) as api:
        api.halt()
    with connected(bench) as api:
        assert api.is_halted()
