"""Probes, the J-Link library, and targets that do not answer as they should."""

from __future__ import annotations

from pathlib import Path

import pytest

from jlink_sim import Bench, Fault, Probe, Scenario
from jlink_sim.driving import SERIAL, code_of, connected, hex_file, opened


def test_no_probe(bench: Bench) -> None:
    bench.set_up(Scenario(probes=()))
    with opened(bench) as api:
        assert api.enum_emu_snr() is None
        assert code_of(api.connect_to_emu_with_snr, SERIAL) == -13
        assert code_of(api.connect_to_emu_without_snr) == -13


def test_another_serial_number(bench: Bench) -> None:
    with opened(bench) as api:
        assert code_of(api.connect_to_emu_with_snr, SERIAL + 1) == -10


def test_two_probes_and_two_boards(bench: Bench) -> None:
    bench.set_up(Scenario(probes=(Probe(chip="nRF9160"), Probe(serial=1050000002, chip="nRF5340"))))
    with opened(bench) as api:
        assert api.enum_emu_snr() == [SERIAL, 1050000002]
    with connected(bench) as api:
        assert api.read_device_family() == "NRF91"
    with connected(bench, serial=1050000002) as api:
        assert api.read_device_family() == "NRF53"
        assert api.read_connected_emu_snr() == 1050000002


def test_the_usb_list_and_the_firmware_text(bench: Bench) -> None:
    probe = Probe(product="J-Link PLUS", firmware="J-Link V11 compiled Mar  2 2021 08:05:22")
    bench.set_up(Scenario(probes=(probe,)))
    with connected(bench) as api:
        [info] = api.enum_emu_con_info()
        assert info.serial_number == SERIAL
        assert api.read_connected_emu_fwstr() == probe.firmware


@pytest.mark.parametrize(
    ("number", "version"), [(79600, (7, 96, " ")), (78803, (7, 88, "c")), (69010, (6, 90, "j"))]
)
def test_the_version_of_the_library(bench: Bench, number: int, version: tuple[int, int, str]) -> None:
    bench.set_up(Scenario(dll_version=number))
    with opened(bench) as api:
        assert api.dll_version() == version


def test_a_library_below_the_minimum_is_minus_103(bench: Bench) -> None:
    bench.set_up(Scenario(dll_version=50000))
    assert code_of(opened(bench).__enter__) == -103


def test_a_library_without_a_function_is_minus_101(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    crippled = Bench(tmp_path, without=("JLINKARM_GetSN",))
    monkeypatch.setenv(*next(iter(crippled.environment.items())))
    assert code_of(opened(crippled).__enter__) == -101


def test_a_refused_open_is_minus_102(bench: Bench) -> None:
    bench.set_up(Scenario(open_error="Cannot connect to J-Link via USB."))
    with opened(bench) as api:
        assert api.enum_emu_snr() == [SERIAL]
        assert code_of(api.connect_to_emu_with_snr, SERIAL) == -102


def test_the_firmware_of_the_probe_is_updated_only_when_told(bench: Bench) -> None:
    commands = []
    for wanted in (False, True):
        bench.set_up(Scenario())
        with opened(bench) as api:
            api.configure({"jlink": {"auto_update_fw": wanted}})
            api.connect_to_emu_with_snr(SERIAL)
        commands.append({call.arguments for call in bench.calls.named("ExecCommand")})
        assert not bench.calls.named("UpdateFirmwareIfNewer")
    assert "DisableAutoUpdateFW" in commands[0]
    assert "SilentUpdateFW" in commands[1]


@pytest.mark.parametrize("vtref", [0, 530])
def test_no_voltage_at_vtref_is_minus_12(bench: Bench, vtref: int) -> None:
    bench.set_up(Scenario(probes=(Probe(vtref_mv=vtref),)))
    with opened(bench) as api:
        assert code_of(api.connect_to_emu_with_snr, SERIAL) == -12


def test_nothing_on_the_pins_is_minus_102(bench: Bench) -> None:
    bench.set_up(Scenario(probes=(Probe(chip=None),)))
    with opened(bench) as api:
        assert code_of(api.connect_to_emu_with_snr, SERIAL) == -102


def test_a_core_that_cannot_be_connected_is_minus_11(bench: Bench) -> None:
    bench.set_up(Scenario(faults=(Fault("JLINKARM_Connect", value=-1),)))
    with connected(bench) as api:
        assert api.readback_status() == "NONE"
        assert code_of(api.read_u32, 0) == -11


def test_a_debug_port_of_zeros_is_of_no_family(bench: Bench) -> None:
    bench.set_up(Scenario(faults=(Fault("JLINKARM_CORESIGHT_ReadAPDPReg", value=0),)))
    with connected(bench) as api:
        assert api.read_device_family() == "UNKNOWN"


def test_another_family_than_the_given_one_is_minus_5(bench: Bench) -> None:
    with connected(bench, "NRF91") as api:
        assert code_of(api.readback_status) == -5


def test_ram_without_power_is_a_read_error(bench: Bench) -> None:
    bench.set_up(Scenario(probes=(Probe(ram_off=0b10),)))
    with connected(bench) as api:
        assert api.read_ram_sections_power_status()[:5] == ["ON", "ON", "OFF", "OFF", "ON"]
        assert code_of(api.read_u32, 0x20002000) == -104
        api.power_ram_all()
        assert api.read_u32(0x20002000) == 0


def test_stuck_flash_fails_the_verify_only(bench: Bench, tmp_path: Path) -> None:
    image = hex_file(tmp_path, 0x1000, bytes(range(64)))
    bench.set_up(Scenario(probes=(Probe(stuck=(0x1010, 0x1013)),)))
    with connected(bench) as api:
        api.erase_all()
        api.program_file(str(image))
        assert code_of(api.verify_file, str(image)) == -160
