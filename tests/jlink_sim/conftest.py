"""The bench of the tests, and what spares them waiting."""

from __future__ import annotations

from pathlib import Path

import pytest

from jlink_sim import Bench
from jlink_sim.driving import MISSING


@pytest.fixture(autouse=True)
def _only_where_it_runs() -> None:
    if MISSING:
        pytest.skip(f"the simulated J-Link needs {' and '.join(MISSING)}")


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
    if not MISSING:
        from pynrfjprog import LowLevel

        monkeypatch.setattr(LowLevel.API, "get_errors", lambda self: [])
