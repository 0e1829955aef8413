"""The real pynrfjprog over the simulated J-Link: what a board, a probe or a fault makes of its calls."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from jlink_sim import Bench, Fault, Probe, Scenario, compiler
from jlink_sim.images import intel_hex, modem_package

if TYPE_CHECKING:
    from pynrfjprog.LowLevel import API

_MISSING = [
    what
    for what, is_there in {
        "a C compiler": compiler() is not None,
        "pynrfjprog (the extra `dev`)": importlib.util.find_spec("pynrfjprog") is not None,
        "Linux": sys.platform == "linux",
    }.items()
    if not is_there
]
pytestmark = pytest.mark.skipif(bool(_MISSING), reason=f"the simulated J-Link needs {' and '.join(_MISSING)}")

SERIAL = 683000001
CTRL_AP = {"nRF52": 1, "nRF53": 2, "nRF91": 4}
HEALTHY = {
    "nRF51822": ("NRF51", "NRF51xxx_xxAA_REV3"),
    "nRF52832": ("NRF52", "NRF52832_xxAA_REV1"),
    "nRF52833": ("NRF52", "NRF52833_xxAA_REV2"),
    "nRF52840": ("NRF52", "NRF52840_xxAA_REV1"),
    "nRF52840-rev3": ("NRF52", "NRF52840_xxAA_REV3"),
    "nRF5340": ("NRF53", "NRF5340_xxAA_REV1"),
    "nRF9160": ("NRF91", "NRF9160_xxAA_REV2"),
    "nRF9161": ("NRF91", "NRF9120_xxAA_REV3"),
}


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """A bench with one healthy nRF52840, seen by every worker that this process starts."""
    made = Bench(tmp_path)
    for name, value in made.environment.items():
        monkeypatch.setenv(name, value)
    return made


@pytest.fixture(autouse=True)
def _quick_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Errors without the half second that pynrfjprog waits for log lines, which nobody reads here."""
    if not _MISSING:
        from pynrfjprog import LowLevel

        monkeypatch.setattr(LowLevel.API, "get_errors", lambda self: [])


@contextmanager
def opened(bench: Bench, family: str = "AUTO") -> Iterator[API]:
    from pynrfjprog import LowLevel

    api = LowLevel.API(family, str(bench.library))
    try:
        api.open()
        yield api
    finally:
        api.close()


@contextmanager
def connected(bench: Bench, family: str = "AUTO", serial: int = SERIAL) -> Iterator[API]:
    with opened(bench, family) as api:
        api.connect_to_emu_with_snr(serial)
        yield api


def code_of(call: Callable[..., object], *arguments: object) -> int:
    """Number of the error that the call ends with, 0 for none."""
    from pynrfjprog.APIError import APIError

    try:
        call(*arguments)
    except APIError as error:
        return int(error.err_code)
    return 0


def hex_file(folder: Path, address: int, data: bytes) -> Path:
    """An Intel HEX file with one run of bytes."""
    path = folder / f"image-{address:x}.hex"
    path.write_text(intel_hex([(address, data)]))
    return path


# ---- healthy boards ------------------------------------------------------------------------------------------


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


# ---- protection ----------------------------------------------------------------------------------------------


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


# ---- probe and library ---------------------------------------------------------------------------------------


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


# ---- target --------------------------------------------------------------------------------------------------


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


# ---- faults of calls -----------------------------------------------------------------------------------------


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


# ---- what a check does to the device -------------------------------------------------------------------------


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


# ---- modem firmware ------------------------------------------------------------------------------------------


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package for the modem of an nRF9160."""
    path = tmp_path / "mfw_nrf9160_1.3.5.zip"
    path.write_bytes(modem_package(bytes(range(256)) * 256))
    return path


@pytest.mark.parametrize(
    ("board", "code"),
    [
        ({}, 0),
        ({"modem_refuses": "loader"}, -221),
        ({"modem_refuses": "write"}, -221),
        ({"approtect": (True,)}, -90),
        ({"secure_approtect": True}, -90),
    ],
)
def test_a_modem_takes_or_refuses_its_firmware(
    bench: Bench, package: Path, board: dict[str, Any], code: int
) -> None:
    bench.set_up(Scenario(probes=(Probe(chip="nRF9160", **board),)))
    with connected(bench) as api:
        assert code_of(api.program_file, str(package)) == code


def test_a_modem_that_never_answers_is_minus_220(bench: Bench, package: Path) -> None:
    bench.set_up(Scenario(probes=(Probe(chip="nRF9160", modem_dead=True),)))
    with connected(bench) as api:
        assert code_of(api.program_file, str(package)) == -220


# ---- the module itself ---------------------------------------------------------------------------------------


def test_the_cache_is_not_writable_by_others(bench: Bench) -> None:
    folder = bench.library.parent
    assert folder.stat().st_uid == os.getuid()
    assert not folder.stat().st_mode & 0o022


def test_a_broken_scenario_is_a_healthy_board(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "scenario.json").write_text('{"probes": [{"serial": 683000001, "chip": "nRF52')
    with opened(bench) as api:
        assert api.enum_emu_snr() == [SERIAL]


def test_a_recording_names_no_path_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    from jlink_sim.record import Recording, record

    monkeypatch.setenv("JLINK_SIM", "")  # record() sets it; this puts it back
    steps = (("connect_to_emu_with_snr", SERIAL), ("program_file", "{app}"))
    recording = Recording("any", Probe(), steps, level="trace", at="2024-01-02 03:04:05")
    lines = record(recording)
    assert any("Command program_file executed" in line for line in lines)
    assert any("/home/ada/sensor/build/zephyr/zephyr.hex" in line for line in lines)
    assert not [line for line in lines if str(Path.home()) in line or "/tmp" in line]  # noqa: S108
