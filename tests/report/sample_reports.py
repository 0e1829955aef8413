"""Reports built by hand, as the pipeline would give them: the values every renderer is tried on."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from analyzer.engine.result import (
    Diagnosis,
    ErrorRecord,
    Evidence,
    NextTest,
    Problem,
    Question,
    Remedy,
    Report,
    Unexplained,
)
from analyzer.parsing.events import ErrorCode, Operation
from analyzer.sources.text import Limit

MODEM_LOG = """\
2021-05-11T08:58:01.090Z INFO Application data folder: C:\\Users\\lab\\AppData\\Roaming\\nrfconnect\\pc-nrfconnect-programmer
2021-05-11T08:58:01.402Z DEBUG App pc-nrfconnect-programmer v1.4.3 official
2021-05-11T08:58:01.403Z DEBUG nRFConnect 3.4.1 is supported by the app (^3.3.0)
2021-05-11T08:58:01.447Z INFO Using nrfjprog library 10.9.0, pc-nrfjprog-js 1.7.3
2021-05-11T09:01:44.310Z INFO Using nrfjprog to communicate with target
2021-05-11T09:01:44.911Z INFO Using J-Link Software version 6.82
2021-05-11T09:01:45.730Z INFO Segger serial: 960012345
2021-05-11T09:01:45.730Z INFO Segger speed: 2000 kHz
2021-05-11T09:01:46.001Z INFO Model: NRF9160_xxAA_REV2.
2021-05-11T09:01:46.480Z INFO Core0: Reading device non-volatile memory. This may take a few seconds.
2021-05-11T09:01:46.655Z INFO Core0: UICR has been read. Click read button to read full non-volatile memory.
2021-05-11T09:02:15.121Z INFO Modem DFU starts to write...
2021-05-11T09:02:15.121Z INFO Writing E:\\release\\mfw_nrf9160_1.2.0.zip to device 960012345
2021-05-11T09:02:16.960Z INFO Checking for newer bootloader.
2021-05-11T09:02:16.963Z INFO Newer bootloader discovered, re-initializing.
2021-05-11T09:02:17.293Z INFO Programming file 0 of 2 files.
2021-05-11T09:02:17.315Z INFO Programming 1 of 1 segments.
2021-05-11T09:02:17.479Z INFO Programming finished.
2021-05-11T09:02:17.483Z INFO Programming file 1 of 2 files.
2021-05-11T09:02:18.686Z INFO Programming 1 of 32 segments.
2021-05-11T09:02:18.794Z ERROR Modem DFU failed with error: Error: Error occured when program. Errorcode: CouldNotCallFunction (0x9)
Lowlevel error: JLINKARM_DLL_ERROR (ffffff9a)

2021-05-11T09:02:24.359Z INFO Modem DFU starts to write...
2021-05-11T09:02:24.360Z INFO Writing E:\\release\\mfw_nrf9160_1.2.0.zip to device 960012345
2021-05-11T09:02:25.959Z INFO Checking for newer bootloader.
2021-05-11T09:02:25.962Z INFO Newer bootloader discovered, re-initializing.
2021-05-11T09:02:26.294Z INFO Programming file 0 of 2 files.
2021-05-11T09:02:26.330Z INFO Programming 1 of 1 segments.
2021-05-11T09:02:26.477Z INFO Programming finished.
2021-05-11T09:02:26.479Z INFO Programming file 1 of 2 files.
2021-05-11T09:02:27.700Z INFO Programming 1 of 32 segments.
2021-05-11T09:02:28.133Z ERROR Modem DFU failed with error: Error: Error occured when program. Errorcode: CouldNotCallFunction (0x9)
Lowlevel error: Unknown value (ffffffa3)
""".splitlines()

CALL = "A function of the native library could not be called to its end."
JLINK = "A function of the J-Link library returned an error; it says nothing about which or why."
TRUST = "A secure attribute blocks the address: the secure side of the device is closed to the debugger."


def numbered(lines: list[str]) -> dict[int, str]:
    return {number: line for number, line in enumerate(lines, 1) if line}


def levels_of(lines: list[str]) -> dict[int, str]:
    """The level that stands in each line."""
    found = {}
    for number, line in enumerate(lines, 1):
        for level in ("ERROR", "WARN", "INFO", "DEBUG"):
            if f" {level} " in line:
                found[number] = {"WARN": "warning"}.get(level, level.lower())
    return found


def operation(
    index: int, kind: str, title: str, outcome: str, first: int, last: int, **more: Any
) -> Operation:
    values: dict[str, Any] = {"medium": "swd", "attempt": 1, "session": 0, "begun": True, **more}
    return Operation(
        index=index, kind=kind, title=title, outcome=outcome, first_line=first, last_line=last, **values
    )


def record(line: int, layer: str, code: int | None, name: str | None, hexa: str | None, meaning: str | None,
           text: str = "", explained: bool = True, umbrella: bool = False, usually: tuple[str, ...] = ()) -> ErrorRecord:  # fmt: skip
    return ErrorRecord(ErrorCode(layer, code, name, hexa, line, meaning, umbrella), text, explained, usually)


def seen(
    fact: str, role: str, lines: tuple[int, ...], weight: float, because: str, log: list[str] = MODEM_LOG
) -> Evidence:
    return Evidence(fact, role, lines, log[lines[0] - 1] if lines else "", weight, because)


def diagnosis(rank: int, cause: str, title: str, probability: float, **more: Any) -> Diagnosis:
    values: dict[str, Any] = {
        "verdict": "likely" if probability >= 0.35 else "possible", "problem": 0, "operations": (), "evidence": (),
        "prior_db": -3.0, "score_db": 2.0, "explanation": "", "remedies": (), "questions": (), "checks": (), "references": (),
    }  # fmt: skip
    values.update(more)
    return Diagnosis(rank=rank, cause=cause, title=title, probability=probability, **values)


CLOSE_PROGRAMS = Remedy(
    "Close RTT Viewer, Ozone, IDE debug sessions and every other program that uses this probe, then try again",
    None, "none", None,
)  # fmt: skip

DISTURBED = diagnosis(
    1, "debug-session-disturbed", "The debug session worked and then broke", 0.45, operations=(1, 2), score_db=7.0,
    evidence=(
        seen("failed", "needs", (22, 34), 0, "An operation over SWD failed after it had begun"),
        seen("writing", "for", (20, 32), 10, "Writing had begun: segment 1 of 32 was announced, so the link worked until then"),
        seen("umbrella", "for", (22,), 5, "The J-Link library failed without a reason, as it does when the link is lost under it"),
        seen("refused", "against", (34,), -5, "The second attempt was refused for another reason, not lost"),
    ),
    explanation="""\
        The probe reached the device and wrote to it, and then a call failed midway. That happens when a second
        program uses the same probe, when firmware or a watchdog resets the device, or when SWD is too fast for the cable.

        A session that never came up at all has other causes.
        """,
    remedies=(
        CLOSE_PROGRAMS,
        Remedy("Lower the SWD clock, and use a short cable straight to the computer", "nrfjprog --clockspeed 1000 --ids", "none", None),
        Remedy("Reset the device and try the update again at once", "nrfjprog --snr 960012345 --family NRF91 --reset", "resets", None),
        Remedy("Erase the flash, so that no application runs and resets the device", "nrfjprog --snr 960012345 --family NRF91 --eraseall",
               "erases", "the application and everything it stored in flash; UICR as well"),
    ),
    questions=(Question("rtt-open", "Was RTT Viewer, an IDE or another debugger connected during the update?"),),
    checks=("host.probe-holders", "target.link-stability"),
    references=("https://docs.example.org/nrf91/modem-update",),
)  # fmt: skip

TRUSTZONE = diagnosis(
    2, "secure-region-trustzone", "Secure access to the device is closed", 0.27, operations=(1, 2), prior_db=-6.0, score_db=4.8,
    evidence=(
        seen("refused", "needs", (34,), 0, "The library was denied access to a secure address (-93)"),
        seen("started", "for", (32,), 10, "The refusal came when the first segment was written, not at connect"),
        seen("lost-link", "against", (22,), -2, "Nine seconds before, the same step failed for another reason"),
    ),
    explanation="The write was refused by the secure attribution of the address, not by the link.",
    remedies=(
        Remedy("Read the protection state of the device", "nrfjprog --snr 960012345 --family NRF91 --readcode", "reads", None),
        Remedy("Unlock the device", "nrfjprog --snr 960012345 --family NRF91 --recover", "erases",
               "everything in flash and UICR, keys and provisioning data included"),
    ),
    questions=(Question("locks-secure-debug", "Does the application on the board lock secure debug (UICR.SECUREAPPROTECT)?"),),
    checks=("target.secure-debug",),
)  # fmt: skip

IN_USE = diagnosis(
    3, "probe-in-use", "Another program holds the debug probe", 0.15, operations=(1, 2), score_db=2.2,
    evidence=(
        seen("umbrella", "for", (22,), 5, "The J-Link library failed without a reason"),
        seen("connected", "against", (7, 9), -2, "The probe was opened and the device identified without complaint"),
    ),
    explanation="Two programs that share one probe take turns on the SWD link and spoil each other's state.",
    remedies=(CLOSE_PROGRAMS,),
    questions=(Question("rtt-open", "Was RTT Viewer, an IDE or another debugger connected during the update?"),),
    checks=("host.probe-holders",),
)  # fmt: skip

LOCKED = diagnosis(
    4, "modem-locked-xproddone", "The modem refuses to be downgraded", 0.02, operations=(1, 2), prior_db=-10.0, score_db=-6.5,
    explanation="AT%XPRODDONE forbids older modem firmware for ever.",
    evidence=(seen("package", "for", (13,), 2, "The package is an old one"),),
    remedies=(Remedy("Take the newest modem package", None, "none", None),),
)  # fmt: skip


def modem() -> Report:
    """A modem update that failed twice at its first large segment, with two different codes."""
    return Report(
        name="modem-update.log", lines=34, recognised=33, unrecognised=0, prose=0, formats=("programmer-1.x",),
        environment={"app": "1.4.3", "nrfjprog": "10.9.0", "jlink": "6.82", "probe_serial": "960012345", "device": "NRF9160_xxAA_REV2"},
        sessions=1,
        operations=(
            operation(0, "read", "read memory", "succeeded", 10, 11),
            operation(1, "dfu.modem", "modem update over SWD", "failed", 12, 22),
            operation(2, "dfu.modem", "modem update over SWD", "failed", 24, 34, attempt=2),
        ),
        errors=(
            record(21, "pc-nrfjprog-js", 9, "CouldNotCallFunction", "9", CALL, MODEM_LOG[20], umbrella=True),
            record(22, "nrfjprogdll", -102, "JLINKARM_DLL_ERROR", "ffffff9a", JLINK, MODEM_LOG[21], umbrella=True),
            record(33, "pc-nrfjprog-js", 9, "CouldNotCallFunction", "9", CALL, MODEM_LOG[32], umbrella=True),
            record(34, "nrfjprogdll", -93, "NOT_AVAILABLE_BECAUSE_TRUST_ZONE", "ffffffa3", TRUST, MODEM_LOG[33]),
        ),
        problems=(Problem(0, "modem update over SWD", (1, 2), 12, 34, 0.05, False),),
        diagnoses=(DISTURBED, TRUSTZONE, IN_USE, LOCKED),
        set_aside=(
            replace(LOCKED, rank=0, cause="modem-fw-file-invalid", title="The modem package is damaged", probability=0.0,
                    verdict="ruled-out", reason="its first file was written without complaint (line 18)"),
            replace(LOCKED, rank=0, cause="target-power-low-voltage", title="The target has no power", probability=0.0,
                    verdict="not-enough-data", reason="the log shows no target voltage"),
        ),
        next_test=NextTest(
            "check", "host.probe-holders", 0.71, "Which running programs use a J-Link?",
            "Look through the process list (Task Manager, `ps aux | grep -i jlink`) for RTT Viewer, Ozone and GDB servers.",
            (("found", "probe-in-use"), ("none", "secure-region-trustzone")),
        ),
        unexplained=(), limits=(), text=numbered(MODEM_LOG), levels=levels_of(MODEM_LOG),
    )  # fmt: skip


CLEAN_LOG = """\
2023-02-01T10:00:00.000Z DEBUG App pc-nrfconnect-programmer v3.0.5 official
2023-02-01T10:00:09.120Z INFO Core0: Erasing
2023-02-01T10:00:09.900Z INFO Core0: Erase done
2023-02-01T10:00:10.120Z INFO Core0: Writing
2023-02-01T10:00:12.120Z INFO Core0: Writing done""".splitlines()


def clean() -> Report:
    """A log of two operations that succeeded."""
    return replace(
        modem(), name="clean.log", lines=5, recognised=5, formats=("programmer-3.x",),
        environment={"app": "3.0.5"},
        operations=(operation(0, "erase", "erase", "succeeded", 2, 3), operation(1, "program", "program", "succeeded", 4, 5)),
        errors=(), problems=(), diagnoses=(), set_aside=(), next_test=None,
        text=numbered(CLEAN_LOG), levels=levels_of(CLEAN_LOG),
    )  # fmt: skip


UNKNOWN_LOG = """\
2024-03-02T10:00:00.000Z DEBUG App pc-nrfconnect-programmer v4.2.0 official
2024-03-02T10:00:01.000Z INFO Selected device with the serial number 960012345
2024-03-02T10:00:05.000Z ERROR Fluxing the capacitor failed with code 4711
2024-03-02T10:00:06.000Z ERROR Fluxing the capacitor failed with code 4711
2024-03-02T10:00:07.000Z ERROR Operation ended with 0xffffff9a""".splitlines()


def unexplained() -> Report:
    """Errors outside of any operation that no rule explains."""
    return replace(
        clean(), name="strange.log", recognised=3, unrecognised=2, environment={"app": "4.2.0"}, operations=(),
        errors=(record(5, "nrfjprogdll", -102, "JLINKARM_DLL_ERROR", "ffffff9a", JLINK, UNKNOWN_LOG[4], explained=False,
                       usually=("another program uses the probe", "the SWD link is bad")),),
        unexplained=(
            Unexplained(3, "Fluxing the capacitor failed with code 4711", 2, "Flashing the device failed with code {code}"),
            Unexplained(5, "Operation ended with 0xffffff9a", 1, None),
        ),
        limits=(Limit("line-length", "Line 4 was cut after 64 KiB.", 4), Limit("encoding", "Read as Windows-1252.")),
        text=numbered(UNKNOWN_LOG), levels=levels_of(UNKNOWN_LOG),
    )  # fmt: skip


def nothing() -> Report:
    """A paste that holds neither an operation nor an error."""
    return replace(
        clean(),
        name="-",
        lines=1,
        recognised=1,
        environment={},
        formats=(),
        operations=(),
        text={1: CLEAN_LOG[0]},
        levels={},
    )


def failed_unknown() -> Report:
    """A failed operation that no known cause fits, in a paste without its start."""
    report = modem()
    return replace(
        report, diagnoses=(), set_aside=(), next_test=None, environment={},
        operations=tuple(replace(one, begun=False) for one in report.operations),
        problems=(replace(report.problems[0], none_probability=1.0),),
        errors=tuple(replace(one, explained=False, usually=("the SWD link is bad",)) for one in report.errors),
        unexplained=tuple(Unexplained(one.error.line, one.text, 1, "Modem DFU failed with error: {payload}") for one in report.errors),
    )  # fmt: skip


def two_problems() -> Report:
    """The modem update, then a flashing that failed for an unrelated reason, then a benign warning."""
    report = modem()
    log = [
        *MODEM_LOG,
        "2021-05-11T09:05:00.000Z INFO Core0: Writing app.hex",
        "2021-05-11T09:05:01.000Z ERROR Write failed: Error: The file could not be opened",
        "2021-05-11T09:06:00.000Z WARN Installed JLink version does not match the provided version (V7.80c)",
        "2021-05-11T09:06:01.000Z INFO Core0: Reading done",
    ]
    file_access = diagnosis(
        1, "host-file-access", "A file cannot be read", 0.93, problem=1, operations=(3,), prior_db=0.0, score_db=20.0,
        evidence=(seen("unreadable", "for", (36,), 20, "The tool says that the file could not be opened", log),),
        explanation="The tool was given a file that it may not or cannot open.",
        remedies=(Remedy("Copy the file to a local folder with a short name", None, "none", None),),
    )  # fmt: skip
    benign = diagnosis(
        6, "benign-message", "The message is harmless", 0.97, problem=2, operations=(4,),
        explanation="The operation succeeded; the warning names a version that also works.",
    )  # fmt: skip
    moved = tuple(replace(one, rank=one.rank + 1) for one in report.diagnoses)
    return replace(
        report, name="two.log", lines=38, recognised=37, diagnoses=(file_access, *moved, benign),
        operations=(
            *report.operations,
            operation(3, "program", "program", "failed", 35, 36),
            operation(4, "read", "read memory", "succeeded", 37, 38),
        ),
        problems=(
            *report.problems,
            Problem(1, "program", (3,), 35, 36, 0.04, False),
            Problem(2, "read memory", (4,), 37, 38, 0.03, True),
        ),
        text=numbered(log), levels=levels_of(log),
    )  # fmt: skip


def benign() -> Report:
    """An alarming line of an operation that succeeded."""
    report = two_problems()
    return replace(
        report, name="benign.log", errors=(), next_test=None, set_aside=(), operations=report.operations[4:],
        problems=(replace(report.problems[2], index=0, operations=(0,)),),
        diagnoses=(replace(report.diagnoses[-1], rank=1, problem=0, operations=(0,)),),
    )  # fmt: skip


def huge() -> Report:
    """Thousands of attempts, errors and lines of great length."""
    report = modem()
    count = 3000
    lines = [f"ERROR attempt {n} failed with -102 " + "x" * 20_000 * (n % 100 == 0) for n in range(count)]
    rivals = tuple(
        replace(DISTURBED, rank=rank, cause=f"cause-{rank}", operations=tuple(range(count)), probability=0.5 / rank,
                evidence=tuple(replace(one, lines=tuple(range(1, count))) for one in DISTURBED.evidence * 30))
        for rank in range(1, 40)
    )  # fmt: skip
    return replace(
        report, name="huge.log", lines=count, recognised=count, diagnoses=rivals, set_aside=report.set_aside * 50,
        operations=tuple(operation(n, "connect", "connect", "failed", n + 1, n + 1, attempt=n + 1) for n in range(count)),
        errors=tuple(record(n + 1, "nrfjprogdll", -102, "JLINKARM_DLL_ERROR", None, JLINK, lines[n]) for n in range(count)),
        problems=tuple(Problem(n, "connect", tuple(range(n, count)), n + 1, count, 0.1, False) for n in range(60)),
        unexplained=tuple(Unexplained(n + 1, lines[n], 1, None) for n in range(count)),
        limits=tuple(Limit("line-length", "cut", n) for n in range(count)),
        environment={f"key_{n}": "v" * 500 for n in range(200)},
        text=numbered(lines), levels=dict.fromkeys(range(1, count + 1), "error"),
    )  # fmt: skip


def poisoned(value: Any, poison: str) -> Any:
    """`value` with `poison` put into every string of it that can come from a log, a file name or a user's pack."""
    if isinstance(value, str):
        return value if value in _VOCABULARY else f"{value}{poison}"
    if isinstance(value, dict):
        return {
            poisoned(key, "") if isinstance(key, int) else key: poisoned(item, poison)
            for key, item in value.items()
        }
    if isinstance(value, tuple | list):
        return type(value)(poisoned(item, poison) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        named = {field.name: poisoned(getattr(value, field.name), poison) for field in fields(value)}
        return type(value)(**named)
    return value


_VOCABULARY = {
    "none", "reads", "resets", "writes", "erases", "failed", "succeeded", "unfinished", "needs", "for", "against", "answer",
    "check", "question", "likely", "possible", "ruled-out", "not-enough-data", "error", "warning", "info", "debug",
}  # fmt: skip


def hostile(
    poison: str = "[bold red]x[/] `|<script>alert(1)</script> ![i](http://x.y) \x1b[31m\x9b2J\r\n# h\u202e\ud800",
) -> Report:
    """The modem story with an attack in every string."""
    report: Report = poisoned(modem(), poison)
    return report


SAMPLES = {
    "modem": modem, "clean": clean, "unexplained": unexplained, "nothing": nothing, "failed_unknown": failed_unknown,
    "two_problems": two_problems, "benign": benign, "huge": huge, "hostile": hostile,
}  # fmt: skip
