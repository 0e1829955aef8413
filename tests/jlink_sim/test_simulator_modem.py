"""The modem of an nRF9160 and its firmware."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from jlink_sim import Bench, Probe, Scenario
from jlink_sim.driving import code_of, connected
from jlink_sim.images import modem_package


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
