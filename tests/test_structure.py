"""The project's own rules: types, style and layers hold, and are tested with everything else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    "command",
    [
        ["-m", "ruff", "check", "analyzer", "tests"],
        ["-m", "ruff", "format", "--check", "analyzer", "tests"],
        ["-m", "mypy"],
        ["-c", "import sys; from importlinter.cli import lint_imports_command as run; sys.exit(run())"],
    ],
    ids=["ruff", "format", "mypy", "layers"],
)
def test_the_code_keeps_its_rules(command: list[str]) -> None:
    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
