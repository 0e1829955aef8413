"""Healthy boards over the real pynrfjprog: identity, memory, both cores, and the module itself."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jlink_sim import Bench, Probe, Scenario
from jlink_sim.driving import HEALTHY, SERIAL, code_of, connected, hex_file, opened


@pytest.mark.parametrize("chip", HEALTHY)
def test_a_healthy_board_is_identified_and_open(bench: Bench, chip: str) -> None:
    bench.set_up(Scenario(probes=(Probe(chip=chip),)))
    with connected(bench) as api:
        assert (api.read_device_family(), api.read_device_version()) == HEALTHY[chip]
        assert api.readback_status() == "NONE"
        assert api.read_u32(0) == 0x20002000


@pytest.mark.parametrize("chip", HEALTHY)
def test_a_healthy_board_takes_erase_program_verify_and_reset(
    bench: Bench, tmp_path: Path, chip: str
) -> None:
    image = hex_file(tmp_path, 0x1000, bytes(range(256)) * 5)
    bench.set_up(Scenario(probes=(Probe(chip=chip),)))
    with connected(bench) as api:
        api.erase_all()
        assert api.read_u32(0) == 0xFFFFFFFF
        api.program_file(str(image))
        api.verify_file(str(image))
        api.sys_reset()
        api.go()
    assert bench.calls.calls[-1].halted == (False, False)


def test_memory_outlives_the_worker(bench: Bench, tmp_path: Path) -> None:
    image = hex_file(tmp_path, 0x2000, b"kept over sessions")
    with connected(bench) as api:
        api.program_file(str(image))
    with connected(bench) as api:
        assert bytes(api.read(0x2000, 18)) == b"kept over sessions"


def test_flash_is_not_programmed_from_0_to_1(bench: Bench, tmp_path: Path) -> None:
    with connected(bench) as api:
        api.program_file(str(hex_file(tmp_path, 0x3000, b"\x0f" * 16)))
        second = hex_file(tmp_path, 0x3000, b"\xf0" * 16)
        api.program_file(str(second))
        assert code_of(api.verify_file, str(second)) == -160
        api.erase_page(0x3000)
        api.program_file(str(second))
        api.verify_file(str(second))


def test_both_cores_of_an_nrf5340_have_their_own_memory(bench: Bench) -> None:
    bench.set_up(Scenario(probes=(Probe(chip="nRF5340"),)))
    with connected(bench) as api:
        api.write_u32(0x20000000, 0xA0A0A0A0, False)
        api.select_coprocessor("CP_NETWORK")
        assert api.read_u32(0x01000000) == 0x20002000
        api.write_u32(0x21000000, 0xB0B0B0B0, False)
        assert api.read_u32(0x21000000) == 0xB0B0B0B0
        api.select_coprocessor("CP_APPLICATION")
        assert api.read_u32(0x20000000) == 0xA0A0A0A0


def test_a_network_core_in_reset_is_closed_until_it_is_let_go(bench: Bench) -> None:
    bench.set_up(Scenario(probes=(Probe(chip="nRF5340", network_off=True),)))
    with connected(bench) as api:
        api.select_coprocessor("CP_NETWORK")
        assert not api.is_coprocessor_enabled("CP_NETWORK")
        assert api.readback_status() == "ALL"
        api.enable_coprocessor("CP_NETWORK")
        assert api.readback_status() == "NONE"


def test_identity_registers_of_the_ports(bench: Bench) -> None:
    expected = {
        "nRF52840": (0x2BA01477, 1, 0x02880000),
        "nRF5340": (0x6BA02477, 2, 0x12880000),
        "nRF9160": (0x6BA02477, 4, 0x12880000),
    }
    for chip, (debug_port, ctrl_ap, ctrl_identity) in expected.items():
        bench.set_up(Scenario(probes=(Probe(chip=chip),)))
        with connected(bench) as api:
            assert api.read_debug_port_register(0) == debug_port
            assert api.read_access_port_register(ctrl_ap, 0xFC) == ctrl_identity


def test_the_cache_is_not_writable_by_others(bench: Bench) -> None:
    folder = bench.library.parent
    assert folder.stat().st_uid == os.getuid()
    assert not folder.stat().st_mode & 0o022


def test_a_broken_scenario_is_a_healthy_board(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "scenario.json").write_text('{"probes": [{"serial": 683000001, "chip": "nRF52')
    with opened(bench) as api:
        assert api.enum_emu_snr() == [SERIAL]


@pytest.mark.filterwarnings("ignore:The HighLevel module:PendingDeprecationWarning")
def test_a_recording_names_no_path_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    from jlink_sim.record import Recording, record

    monkeypatch.setenv("JLINK_SIM", "")  # record() sets it; this puts it back
    steps = (("connect_to_emu_with_snr", SERIAL), ("program_file", "{app}"))
    recording = Recording("any", Probe(), steps, level="trace", at="2024-01-02 03:04:05")
    lines = record(recording)
    assert any("Command program_file executed" in line for line in lines)
    assert any("/home/ada/sensor/build/zephyr/zephyr.hex" in line for line in lines)
    assert not [line for line in lines if str(Path.home()) in line or "/tmp" in line]  # noqa: S108
