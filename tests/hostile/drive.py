"""Every command on one input, in a process of its own that tells what came of it: `drive.py INPUT FOLDER`.

One line of JSON: by command the exit code and how much was written, the seconds of processor time and the megabytes
of memory that all of them took together.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from typer.testing import CliRunner

from analyzer.cli.main import app


def commands(log: str, folder: Path) -> dict[str, list[str]]:
    """The command lines, by the name of what they write."""
    return {
        "json": ["analyze", log, "--format", "json"],
        "terminal": ["analyze", log],
        "markdown": ["analyze", log, "--format", "markdown"],
        "html": ["analyze", log, "--format", "html"],
        "triage": ["triage", log, "--format", "json", "--jobs", "1"],
        "csv": ["triage", log, "--format", "csv", "--jobs", "1"],
        "redact": ["redact", log, "-o", str(folder / "redacted.zip")],
        "reply": ["reply", log],
    }


def main(log: str, folder: Path) -> None:
    """Run them all and tell."""
    told: dict[str, object] = {}
    for name, arguments in commands(log, folder).items():
        result = CliRunner().invoke(app, arguments)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        told[name] = [result.exit_code, result.stdout, result.stderr]
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({**told, "seconds": time.process_time(), "megabytes": used.ru_maxrss / 1024}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
