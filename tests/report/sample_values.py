"""Building blocks of the sample reports: short ways to write the values of a diagnosis."""

from __future__ import annotations

from pathlib import Path

from analyzer.engine.result import ErrorRecord, Evidence
from analyzer.parsing.events import ErrorCode, Operation

_LEVELS = {" ERROR ": "error", " WARN ": "warning", " INFO ": "info", " DEBUG ": "debug"}

CALL = ErrorCode(
    "pc-nrfjprog-js", 9, "CouldNotCallFunction", "9", 0, "A call of the native library failed.", True
)
JLINK = ErrorCode(
    "nrfjprogdll",
    -102,
    "JLINKARM_DLL_ERROR",
    "ffffff9a",
    0,
    "A function of the J-Link library returned an error; it says nothing about which or why.",
    True,
)
TRUST = ErrorCode(
    "nrfjprogdll",
    -93,
    "NOT_AVAILABLE_BECAUSE_TRUST_ZONE",
    "ffffffa3",
    0,
    "A secure attribute blocks the address: the secure side of the device is closed to the debugger.",
)


def log(name: str) -> list[str]:
    """The lines of a sample log."""
    return (Path(__file__).parent / "logs" / name).read_text("utf-8").splitlines()


def numbered(lines: list[str]) -> dict[int, str]:
    """Source line number to text, empty lines left out."""
    return {number: line for number, line in enumerate(lines, 1) if line}


def levels_of(lines: list[str]) -> dict[int, str]:
    """The level that stands in each line."""
    return {
        number: level
        for number, line in enumerate(lines, 1)
        for written, level in _LEVELS.items()
        if written in line
    }


def operation(
    index: int, kind: str, title: str, outcome: str, lines: tuple[int, int], attempt: int = 1
) -> Operation:
    """An operation whose start the log holds."""
    first, last = lines
    return Operation(index, kind, title, "swd", attempt, outcome, first, last, session=0, begun=True)


def record(
    line: int,
    code: ErrorCode,
    lines: list[str],
    explained: bool = True,
    usually: tuple[str, ...] = (),
) -> ErrorRecord:
    """A decoded error of a line."""
    at = ErrorCode(code.layer, code.code, code.name, code.hex, line, code.meaning, code.umbrella)
    return ErrorRecord(at, lines[line - 1], explained, usually)


def evidence(
    fact: str, role: str, lines: tuple[int, ...], weight: float, because: str, source: list[str]
) -> Evidence:
    """A summand with the text of its first line."""
    return Evidence(fact, role, lines, source[lines[0] - 1] if lines else "", weight, because)
