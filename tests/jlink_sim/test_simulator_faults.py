"""Faults on calls: failing, flaky, slow, hanging, and workers that die."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from jlink_sim import Bench, Fault, Scenario
from jlink_sim.driving import SERIAL, code_of, connected, opened


def test_calls_fail_after_a_number_of_good_ones_and_then_recover(bench: Bench) -> None:
    # nrfjprog tries a read six times before it gives up.
    fault = Fault("JLINKARM_ReadMemU32", after=2, times=6, value=-1, low=0x20000000, high=0x20000000)
    bench.set_up(Scenario(faults=(fault,)))
    with connected(bench) as api:
        assert [code_of(api.read_u32, 0x20000000) for _ in range(4)] == [0, 0, -102, 0]
    assert [call.fault for call in bench.calls if call.fault] == ["fail"] * 6


def test_fewer_failures_than_nrfjprog_has_patience_do_not_show(bench: Bench) -> None:
    fault = Fault("JLINKARM_ReadMemU32", times=5, value=-1, low=0x20000000, high=0x20000000)
    bench.set_up(Scenario(faults=(fault,)))
    with connected(bench) as api:
        assert code_of(api.read_u32, 0x20000000) == 0


def test_flaky_reads_have_the_rate_that_was_asked_for_and_repeat_exactly(bench: Bench) -> None:
    fault = Fault("JLINKARM_ReadMemU32", act="flip", rate=0.25, low=0x20000000, high=0x20000000, value=0x80)
    runs = []
    for _ in range(2):
        bench.set_up(Scenario(faults=(fault,)))
        with connected(bench) as api:
            runs.append([api.read_u32(0x20000000) for _ in range(80)])
    assert runs[0] == runs[1]
    assert set(runs[0]) <= {0, 0x80, 0x8000, 0x800000, 0x80000000}
    assert 8 <= sum(map(bool, runs[0])) <= 32


def test_a_slow_call_takes_its_time(bench: Bench) -> None:
    bench.set_up(Scenario(faults=(Fault("JLINKARM_ReadMemU32", act="slow", ms=150, times=1),)))
    with connected(bench) as api:
        start = time.monotonic()
        assert api.read_u32(0) == 0x20002000
        assert time.monotonic() - start >= 0.15


@pytest.mark.parametrize(
    "fault", [Fault("JLINKARM_Halt", act="crash"), Fault("JLINKARM_Halt", act="exit", value=3)]
)
def test_a_worker_that_dies_is_minus_254(bench: Bench, fault: Fault) -> None:
    bench.set_up(Scenario(faults=(fault,)))
    with connected(bench) as api:
        assert code_of(api.read_u32, 0) == -254
    assert bench.calls.calls[-1].result is None


def test_a_probe_that_is_pulled_out_is_gone_for_good(bench: Bench) -> None:
    bench.set_up(Scenario(faults=(Fault("JLINKARM_ReadMemU32", act="unplug", after=4, times=1),)))
    with connected(bench) as api:
        codes = [code_of(api.read_u32, 0x20000000) for _ in range(8)]
    assert codes[0] == 0
    assert codes[-1] == -102
    with opened(bench) as api:
        assert api.enum_emu_snr() is None


def test_a_target_that_loses_power_is_gone_until_it_is_back(bench: Bench) -> None:
    off = Fault("JLINKARM_ReadMemU32", act="power-off", times=1, low=0x20000000, high=0x20000000)
    bench.set_up(Scenario(faults=(off,)))
    with connected(bench) as api:
        assert code_of(api.read_u32, 0x20000000) == -102
    with opened(bench) as api:
        assert code_of(api.connect_to_emu_with_snr, SERIAL) == -12


def test_a_port_that_closes_under_the_session_is_minus_90(bench: Bench) -> None:
    bench.set_up(Scenario(faults=(Fault("JLINKARM_Halt", act="lock", times=1),)))
    with connected(bench) as api:
        assert api.readback_status() == "NONE"
        code_of(api.halt)
        assert api.readback_status() == "ALL"
        assert code_of(api.read_u32, 0) == -90


def test_other_faults_on_the_same_board(bench: Bench) -> None:
    with connected(bench) as api:
        api.write_u32(0x20000000, 7, False)
    bench.change(Scenario(faults=(Fault("JLINKARM_SetSpeed", act="slow", ms=1),)))
    with connected(bench) as api:
        assert api.read_u32(0x20000000) == 7


def test_a_hang_can_be_bounded_and_leaves_no_worker(bench: Bench) -> None:
    bench.set_up(Scenario(faults=(Fault("JLINKARM_ReadMemU32", act="hang"),)))
    script = (
        "import sys; from pynrfjprog.LowLevel import API\n"
        f"api = API('AUTO', {str(bench.library)!r}); api.open(); api.connect_to_emu_with_snr({SERIAL})\n"
        "print('connected', flush=True); api.read_u32(0)\n"
    )
    client = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert client.stdout is not None
    assert client.stdout.readline() == "connected\n"
    with pytest.raises(subprocess.TimeoutExpired):
        client.wait(timeout=1.5)
    client.kill()
    client.wait()
    client.stdout.close()
    hung = bench.calls.calls[-1]
    assert (hung.fault, hung.result) == ("hang", None)
    assert _ends(hung.process)


def _ends(process: int) -> bool:
    """True when the process is gone, or dead and only not yet reaped, within some seconds."""
    status = Path(f"/proc/{process}/stat")
    for _ in range(200):
        try:
            if status.read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.02)
    return False
