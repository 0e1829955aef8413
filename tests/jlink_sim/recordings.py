"""What the corpus cases `native-*` are recordings of."""

from __future__ import annotations

from pynrfjprog.Parameters import EraseAction, ProgramOptions, ResetAction, VerifyAction

from jlink_sim import Fault, Probe
from jlink_sim.record import Recording

CONNECT = ("connect_to_emu_with_snr",)
IDENTIFY = (("read_device_info",), ("readback_status",))
WRITE = (("erase_all",), ("program_file", "{app}"), ("verify_file", "{app}"), ("sys_reset",), ("go",))
NETWORK = ("select_coprocessor", "CP_NETWORK")
NO_ERASE = ProgramOptions(
    VerifyAction.VERIFY_READ, EraseAction.ERASE_NONE, EraseAction.ERASE_NONE, ResetAction.RESET_SYSTEM
)
ERASE_ALL = ProgramOptions(
    VerifyAction.VERIFY_READ, EraseAction.ERASE_ALL, EraseAction.ERASE_NONE, ResetAction.RESET_SYSTEM
)
SEGMENT_WRITES = {"low": 0x20000018, "high": 0x20000018}
"""The buffer in RAM through which a modem's image goes."""
OPEN_PORT_REFUSED = "Cannot connect to J-Link via USB."
NO_ANSWER = "Communication timed out: Requested 64 bytes, received 0 bytes !"


def _connect(serial: int) -> tuple[str, int]:
    return (*CONNECT, serial)


RECORDINGS = (
    # ---- runs without a fault ----
    Recording(
        "clean-nrf52840-write",
        Probe(serial=683412907),
        (("enum_emu_snr",), _connect(683412907), *IDENTIFY, *WRITE),
        at="2024-02-12 10:41:07",
    ),
    Recording(
        "clean-nrf5340-both-cores",
        Probe(serial=1050081364, chip="nRF5340"),
        (
            _connect(1050081364),
            ("read_device_info",),
            NETWORK,
            ("erase_all",),
            ("program_file", "{net}"),
            ("verify_file", "{net}"),
            ("select_coprocessor", "CP_APPLICATION"),
            *WRITE,
        ),
        at="2024-04-03 16:20:51",
    ),
    Recording(
        "clean-nrf9160-modem",
        Probe(serial=960183627, chip="nRF9160"),
        (("program", "{modem}"), ("verify", "{modem}")),
        layout="modem",
        at="2024-02-20 08:02:30",
    ),
    Recording(
        "clean-nrf9161-recover-write",
        Probe(serial=1051203388, chip="nRF9161", approtect=(True,)),
        (_connect(1051203388), ("recover",), *WRITE),
        at="2024-06-18 13:55:02",
    ),
    Recording(
        "clean-nrf52833-trace",
        Probe(serial=685091124, chip="nRF52833"),
        (_connect(685091124), ("read_device_family",), *IDENTIFY, ("disconnect_from_emu",)),
        level="trace",
        at="2024-05-27 09:12:44",
    ),
    Recording(
        "clean-nrf51-python",
        Probe(
            serial=480021963,
            chip="nRF51822",
            product="J-Link ARM-OB",
            firmware="J-Link ARM-OB STM32 compiled",
        ),
        (_connect(480021963), *IDENTIFY, *WRITE),
        layout="python",
    ),
    # ---- protection ----
    Recording(
        "approtect-nrf52840-trace",
        Probe(serial=683770215, approtect=(True,)),
        (_connect(683770215), ("read_device_info",)),
        level="trace",
        at="2024-07-02 15:31:09",
    ),
    Recording(
        "approtect-nrf5340-program",
        Probe(serial=1050447719, chip="nRF5340", approtect=(True, True)),
        (_connect(1050447719), ("program_file", "{app}")),
        at="2024-08-21 11:06:37",
    ),
    Recording(
        "approtect-network-core-only",
        Probe(serial=1050316802, chip="nRF5340", approtect=(False, True)),
        (_connect(1050316802), *WRITE[:3], NETWORK, ("erase_all",)),
        at="2024-08-22 14:44:10",
    ),
    Recording(
        "approtect-locks-again",
        Probe(serial=683558340, chip="nRF52840-rev3", firmware_opens_port=False, approtect=(True,)),
        (
            _connect(683558340),
            ("recover",),
            ("program_file", "{app}"),
            ("verify_file", "{app}"),
            ("write_u32", 0x10001200, 18, True),
            ("write_u32", 0x10001204, 18, True),
            ("pin_reset",),
            ("readback_status",),
            ("read_u32", 0),
        ),
        at="2024-09-11 17:20:43",
    ),
    Recording(
        "approtect-image-locks-itself",
        Probe(serial=682605518, chip="nRF52832"),
        (
            _connect(682605518),
            ("erase_all",),
            ("program_file", "{locking}"),
            ("verify_file", "{locking}"),
            ("sys_reset",),
            ("readback_status",),
            ("verify_file", "{locking}"),
        ),
        at="2024-09-30 08:50:15",
    ),
    Recording(
        "approtect-nrf51-script",
        Probe(serial=480090417, chip="nRF51822", approtect=(True,)),
        (_connect(480090417), ("readback_status",), ("read_u32", 0)),
        layout="script",
    ),
    Recording(
        "eraseprotect-nrf5340",
        Probe(serial=1050230045, chip="nRF5340", approtect=(True, True), erase_protect=True),
        (_connect(1050230045), ("is_eraseprotect_enabled",), ("erase_all",), ("recover",)),
        goes_on=True,
        at="2024-10-08 10:13:22",
    ),
    Recording(
        "secure-nrf9160-read",
        Probe(serial=960700251, chip="nRF9160", secure_approtect=True),
        (_connect(960700251), ("readback_status",), ("read_u32", 0)),
        at="2024-10-15 09:27:58",
        level="trace",
    ),
    Recording(
        "secure-nrf5340-trustzone",
        Probe(serial=1050559936, chip="nRF5340", secure_approtect=True),
        (_connect(1050559936), ("is_coprocessor_enabled", "CP_NETWORK")),
        layout="python",
        level="info",
    ),
    # ---- power, wiring, the session ----
    Recording(
        "low-voltage",
        Probe(serial=682931176, vtref_mv=412),
        (("enum_emu_snr",), _connect(682931176)),
        at="2024-03-19 12:00:31",
        level="trace",
    ),
    Recording(
        "low-voltage-script",
        Probe(serial=960311840, chip="nRF9160", vtref_mv=0),
        (_connect(960311840), ("read_device_info",)),
        layout="script",
    ),
    Recording(
        "nothing-on-swd",
        Probe(serial=683204471, chip=None),
        (("enum_emu_snr",), _connect(683204471), ("recover",)),
        goes_on=True,
        at="2024-03-21 18:02:05",
        level="trace",
    ),
    Recording(
        "debug-port-of-zeros",
        Probe(serial=682118803),
        (_connect(682118803), ("readback_status",), ("read_device_info",)),
        family="NRF52",
        faults=(Fault("JLINKARM_CORESIGHT_ReadAPDPReg", value=0),),
        goes_on=True,
        at="2024-03-22 07:45:50",
    ),
    Recording(
        "core-not-connected",
        Probe(serial=683017552),
        (_connect(683017552), ("read_device_info",)),
        faults=(Fault("JLINKARM_Connect", value=-1, text="Could not find core in Coresight setup"),),
        at="2024-03-25 13:37:16",
    ),
    Recording(
        "link-lost-while-writing",
        Probe(serial=683345098),
        (_connect(683345098), *IDENTIFY, *WRITE),
        faults=(Fault("JLINKARM_WriteMem", value=-1, low=0x8000, text=NO_ANSWER),),
        at="2024-04-10 15:08:09",
    ),
    Recording(
        "probe-unplugged-while-writing",
        Probe(serial=683345098),
        (_connect(683345098), *IDENTIFY, *WRITE),
        faults=(Fault("JLINKARM_WriteMem", act="unplug", times=1),),
        at="2024-04-11 09:33:40",
    ),
    Recording(
        "power-lost-while-writing",
        Probe(serial=683345098),
        (_connect(683345098), *WRITE[:2], ("reopen",), _connect(683345098)),
        faults=(Fault("JLINKARM_WriteMem", act="power-off", value=380, times=1, low=0x8000),),
        goes_on=True,
        at="2024-04-12 11:19:27",
    ),
    Recording(
        "port-closes-while-writing",
        Probe(serial=1051774420, chip="nRF9161"),
        (_connect(1051774420), *WRITE),
        faults=(Fault("JLINKARM_WriteMem", act="lock", times=1),),
        at="2024-04-15 16:42:33",
    ),
    # ---- probe, library, worker ----
    Recording(
        "no-probe", None, (("enum_emu_snr",), _connect(683412907)), level="trace", at="2024-01-15 08:30:12"
    ),
    Recording("no-probe-script", None, (("connect_to_emu_without_snr",),), layout="script"),
    Recording(
        "other-serial",
        Probe(serial=683900127),
        (("enum_emu_snr",), _connect(683412907)),
        at="2024-01-16 10:02:48",
        level="trace",
    ),
    Recording(
        "open-refused",
        Probe(serial=683900127),
        (("enum_emu_snr",), _connect(683900127)),
        options=(("open_error", OPEN_PORT_REFUSED),),
        at="2024-01-17 14:25:19",
        level="trace",
    ),
    Recording(
        "jlink-too-old",
        Probe(serial=683412907),
        (_connect(683412907),),
        options=(("dll_version", 50210),),
        at="2024-01-18 09:09:09",
        level="trace",
    ),
    Recording(
        "jlink-missing-script",
        Probe(serial=683412907),
        (_connect(683412907),),
        layout="script",
        library="/opt/SEGGER/JLink/libjlinkarm.so",
    ),
    Recording(
        "jlink-lacks-a-function",
        Probe(serial=683412907),
        (_connect(683412907),),
        options=(("without", ("JLINKARM_CORESIGHT_Configure",)),),
        at="2024-01-19 17:51:00",
        level="trace",
    ),
    Recording(
        "worker-dies-at-connect",
        Probe(serial=683412907),
        (_connect(683412907),),
        faults=(Fault("JLINKARM_OpenEx", act="crash"),),
        layout="python",
    ),
    Recording(
        "worker-killed-while-writing",
        Probe(serial=683412907),
        (_connect(683412907), *WRITE),
        faults=(Fault("JLINKARM_WriteMem", act="exit", value=137),),
        at="2024-01-23 13:03:54",
    ),
    # ---- device and image ----
    Recording(
        "wrong-family-nrf91",
        Probe(serial=683600712),
        (_connect(683600712), ("readback_status",)),
        family="NRF91",
        at="2024-05-06 10:10:35",
        level="trace",
    ),
    Recording(
        "wrong-family-nrf52",
        Probe(serial=960512277, chip="nRF9160"),
        (_connect(960512277), ("readback_status",), ("read_device_info",)),
        family="NRF52",
        goes_on=True,
        at="2024-05-07 11:11:03",
        level="trace",
    ),
    Recording(
        "verify-dead-cells",
        Probe(serial=683151909, stuck=(0x1A10, 0x1A13)),
        (_connect(683151909), *WRITE),
        at="2024-05-13 15:55:21",
    ),
    Recording(
        "verify-not-erased",
        Probe(serial=683151909, words=((0x0, 0x20004000), (0x10, 0x00000B51))),
        (("program", "{app}", NO_ERASE),),
        layout="debug",
    ),
    Recording(
        "clean-nrf52840-high-level",
        Probe(serial=683412907),
        (("program", "{app}", ERASE_ALL),),
        layout="debug",
    ),
    Recording(
        "approtect-high-level",
        Probe(serial=682300559, chip="nRF52832", approtect=(True,)),
        (("program", "{app}", ERASE_ALL),),
        layout="debug",
    ),
    Recording(
        "verify-reads-differ",
        Probe(serial=683151909),
        (_connect(683151909), *WRITE[:2], *[("verify_file", "{app}")] * 3),
        faults=(Fault("JLINKARM_ReadMem", act="flip", value=0x10),),
        goes_on=True,
        at="2024-05-23 14:07:11",
    ),
    Recording(
        "image-too-big",
        Probe(serial=683151909),
        (_connect(683151909), ("erase_all",), ("program_file", "{far}")),
        at="2024-05-15 12:29:30",
    ),
    Recording(
        "hex-file-cut",
        Probe(serial=683151909),
        (_connect(683151909), ("program_file", "{cut}")),
        layout="python",
        level="info",
    ),
    Recording(
        "hex-file-absent-script",
        Probe(serial=683151909),
        (_connect(683151909), ("program_file", "{absent}")),
        layout="script",
    ),
    Recording(
        "external-memory-not-set-up",
        Probe(serial=683151909),
        (_connect(683151909), ("program_file", "{external}")),
        at="2024-05-17 16:40:06",
    ),
    Recording(
        "ram-off",
        Probe(serial=683151909, ram_off=0b110),
        (_connect(683151909), ("read_ram_sections_power_status",), ("read_u32", 0x20002000)),
        level="debug",
        at="2024-05-21 09:59:59",
    ),
    # ---- modem firmware ----
    Recording(
        "modem-does-not-boot",
        Probe(serial=960183627, chip="nRF9160", modem_dead=True),
        (("program", "{modem}"),),
        layout="modem",
    ),
    Recording(
        "modem-refuses-loader",
        Probe(serial=960183627, chip="nRF9160", modem_refuses="loader"),
        (_connect(960183627), ("program_file", "{modem}")),
        at="2024-06-03 10:35:12",
    ),
    Recording(
        "modem-loader-refuses-image",
        Probe(serial=960183627, chip="nRF9160", modem_refuses="write"),
        (_connect(960183627), ("program_file", "{modem}")),
        at="2024-06-04 14:14:41",
    ),
    Recording(
        "modem-link-lost",
        Probe(serial=960183627, chip="nRF9160"),
        (("program", "{modem}"),),
        faults=(Fault("JLINKARM_WriteMem", value=-1, after=3, **SEGMENT_WRITES),),
        layout="modem",
    ),
    Recording(
        "modem-port-closes",
        Probe(serial=960183627, chip="nRF9160"),
        (_connect(960183627), ("program_file", "{modem}")),
        faults=(Fault("JLINKARM_WriteMem", act="lock", after=4, times=1, **SEGMENT_WRITES),),
        at="2024-06-06 09:48:53",
    ),
    Recording(
        "modem-approtect",
        Probe(serial=960184402, chip="nRF9160", approtect=(True,)),
        (("program", "{modem}"),),
        layout="modem",
    ),
    Recording(
        "modem-package-cut",
        Probe(serial=960183627, chip="nRF9160"),
        (_connect(960183627), ("program_file", "{broken}")),
        at="2024-06-10 11:21:07",
    ),
)
