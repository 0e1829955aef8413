"""`modem.version`: whether the package of the log is newer or older than the installed modem firmware."""

from __future__ import annotations

import re

from analyzer.live.bench import Bench
from analyzer.live.checks.interface import Check
from analyzer.live.values import Finding, Skip

_VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)")


def run(bench: Bench) -> Finding:
    """Ask on each given port until one answers."""
    if not bench.wanted.ports:
        raise Skip("needs --port: the serial port on which the application passes AT commands on")
    installed = next(
        (
            version
            for port in bench.wanted.ports
            if (version := bench.table("ask_modem_version", port)["version"])
        ),
        None,
    )
    if installed is None:
        return Finding("no-answer", list(bench.wanted.ports))
    mine, package = _parts(str(installed)), _parts(bench.log.package or "")
    if mine is None or package is None:
        raise Skip(f"needs a log that names the modem package: installed is {installed}")
    outcome = "same" if package == mine else "newer-package" if package > mine else "older-package"
    return Finding(outcome, {"installed": str(installed), "package": bench.log.package})


def _parts(text: str) -> tuple[int, ...] | None:
    found = _VERSION.search(text)
    return tuple(int(part) for part in found.groups()) if found else None


CHECK = Check(
    id="modem.version",
    calls=("ask_modem_version",),
    run=run,
    outcomes=("newer-package", "same", "older-package", "no-answer"),
)
