"""Running `nrfdoctor probe` against the simulated J-Link, as a user would, with the real pynrfjprog."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from tests.jlink_sim import Bench, CallLog, Probe, Scenario, compiler  # noqa: E402

LOG = ROOT / "corpus" / "modem-dfu-102-then-93.log"
LOG_SERIAL = 268011953
"""The probe of that log."""

_MISSING = [
    what
    for what, there in (
        ("pynrfjprog (pip install nrfdoctor[probe])", importlib.util.find_spec("pynrfjprog") is not None),
        ("a C compiler", compiler() is not None),
        ("Linux", sys.platform.startswith("linux")),
    )
    if not there
]
needs_bench = pytest.mark.skipif(bool(_MISSING), reason=f"needs {' and '.join(_MISSING)}")


@dataclass(frozen=True)
class Result:
    """What one run of the command gave."""

    code: int
    out: str
    err: str
    calls: CallLog

    @property
    def json(self) -> dict[str, Any]:
        """The report as an object."""
        report: dict[str, Any] = json.loads(self.out)
        return report

    @property
    def outcomes(self) -> dict[str, str | None]:
        """Check to outcome."""
        return {one["check"]: one["outcome"] for one in self.json["observations"]}

    def observation(self, check: str) -> dict[str, Any]:
        """All about one check."""
        return next(one for one in self.json["observations"] if one["check"] == check)

    def verdict(self, cause: str) -> str | None:
        """Verdict on a cause, None when it is not among the hypotheses."""
        return next((one["verdict"] for one in self.json["hypotheses"] if one["cause"] == cause), None)

    def hypothesis(self, cause: str) -> dict[str, Any]:
        """All about one cause."""
        return next(one for one in self.json["hypotheses"] if one["cause"] == cause)


def command(
    *arguments: str, environment: dict[str, str] | None = None, cwd: Path = ROOT
) -> tuple[int, str, str]:
    """Run the command; only programs below this test process count as holders of a probe."""
    done = subprocess.run(
        [sys.executable, "-m", "analyzer.cli.main", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        timeout=120,
        env={
            **os.environ,
            "PYTHONIOENCODING": "utf-8",
            "NRFDOCTOR_PROCESS_ROOT": str(os.getpid()),
            "PYTHONPATH": str(ROOT),
            **(environment or {}),
        },
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def probe(folder: Path, scenario: Scenario, *arguments: str, without: tuple[str, ...] = ()) -> Result:
    """One probing of a simulated bench, reported as JSON."""
    bench = Bench(folder, scenario, without)
    code, out, err = command(
        "probe", "--backend", "pynrfjprog", "--jlink-dll", str(bench.library), "--format", "json", *arguments,
        environment=bench.environment,
    )  # fmt: skip
    return Result(code, out, err, bench.calls)


def board(chip: str | None = "nRF9160", **state: Any) -> Scenario:  # noqa: ANN401 - the fields of Probe
    """One probe with one board."""
    return Scenario(probes=(Probe(chip=chip, **state),))


def logged(chip: str | None = "nRF9160", **state: Any) -> Scenario:  # noqa: ANN401 - the fields of Probe
    """The probe of the log with one board."""
    return Scenario(probes=(Probe(serial=LOG_SERIAL, chip=chip, **state),))


def is_untouched(calls: CallLog) -> bool:
    """Nothing halted, ran, reset or wrote, and no firmware of a probe was updated."""
    names = calls.names()
    return not calls.changes and not calls.ever_halted and "JLINKARM_UpdateFirmwareIfNewer" not in names
