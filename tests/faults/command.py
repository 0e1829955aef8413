"""Running `nrfdoctor` as a process whose surroundings are broken."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
LOG = "corpus/modem-dfu-102-then-93.log"
SESSION = "tests/fuzz/seeds/sessions/healthy.json"
PATIENCE = 120

EVERY = {
    "version": ["--version"],
    "help": ["--help"],
    "analyze": ["analyze", LOG],
    "analyze-json": ["analyze", LOG, "--format", "json"],
    "analyze-html": ["analyze", LOG, "--format", "html"],
    "reply": ["reply", LOG],
    "explain": ["explain", "33"],
    "why": ["why", "debug-session-disturbed", LOG],
    "redact": ["redact", LOG],
    "probe": ["probe", "--replay", SESSION],
    "triage": ["triage", LOG, "--jobs", "1"],
    "eval": ["eval", "tests/faults/cases"],
    "rules-list": ["rules", "list"],
    "rules-show": ["rules", "show", "debug-session-disturbed"],
    "rules-schema": ["rules", "schema"],
    "watch": ["watch", LOG, "--from-start", "--until", "idle", "--idle", "0.5"],
}
"""Every command that writes much, by a name."""


def line(*arguments: str) -> list[str]:
    """The command line of a process."""
    return [sys.executable, "-c", "from analyzer.cli.main import run; run()", *arguments]


def surroundings(**changed: str | None) -> dict[str, str]:
    """The environment with some variables changed, or taken out where None is given."""
    merged = {**os.environ, "PYTHONPATH": str(ROOT), **changed}
    return {name: value for name, value in merged.items() if value is not None}


def run(
    *arguments: str,
    environment: dict[str, str] | None = None,
    **more: Any,  # noqa: ANN401 - what subprocess.run takes
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    options: dict[str, Any] = {
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
        "stdin": subprocess.DEVNULL,
        **more,
    }
    return subprocess.run(
        line(*arguments),
        cwd=ROOT,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE,
        env=environment or surroundings(),
        check=False,
        **options,
    )
