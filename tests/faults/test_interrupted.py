"""Ctrl-C at any moment: no traceback, no half file, no process left behind."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from command import LOG, PATIENCE, ROOT, SESSION, line, surroundings

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")

LATEST = {
    "analyze": 2.5,
    "html": 2.5,
    "redact": 2.5,
    "triage": 4.0,
    "cached": 4.0,
    "watch": 2.0,
    "probe": 2.0,
}
"""Seconds after which the interruption comes at the latest; some runs are over by then."""
TRIES = 3


def commands(folder: Path) -> dict[str, list[str]]:
    """Commands that run for some seconds, by name."""
    large = folder / "large.log"
    large.write_bytes((ROOT / LOG).read_bytes() * 100)
    out = folder / "out"
    return {
        "analyze": ["analyze", str(large), "-o", str(out / "a.txt")],
        "html": ["analyze", str(large), "-f", "html", "-o", str(out / "a.html")],
        "redact": ["redact", str(large), "-o", str(out / "r.log"), "--map", str(out / "m.csv")],
        "triage": ["triage", "corpus", "-j", "2", "-o", str(out / "t.csv")],
        "cached": ["triage", "corpus", "-j", "2", "-o", str(out / "t.csv"), "--cache", str(folder / "c.db")],
        "watch": ["watch", str(large), "--from-start"],
        "probe": ["probe", "--replay", SESSION, "--log", LOG, "-o", str(out / "p.txt")],
    }


@pytest.mark.parametrize("group", [False, True], ids=["process", "terminal"])
@pytest.mark.parametrize("name", LATEST)
def test_an_interruption_at_any_moment_leaves_nothing_behind(name: str, group: bool, tmp_path: Path) -> None:
    arguments = commands(tmp_path)[name]
    moments = random.Random(f"{name} {group}")
    for _ in range(TRIES):
        out = tmp_path / "out"
        out.mkdir()
        process = subprocess.Popen(
            line(*arguments), cwd=ROOT, env=surroundings(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=_heeding,
        )  # fmt: skip
        time.sleep(moments.uniform(0.3, LATEST[name]))
        below = _below(process)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT) if group else process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=PATIENCE)
        assert b"Traceback" not in said, said.decode()
        assert process.returncode in (0, 1, 3, 130, -signal.SIGINT), said.decode()
        _gone, left = psutil.wait_procs(below, timeout=PATIENCE)
        assert left == []
        assert [path.name for path in out.iterdir() if path.name.startswith(".")] == []
        for path in out.iterdir():
            assert path.stat().st_size > 0
            path.unlink()
        out.rmdir()


def _heeding() -> None:
    """Take signals as usual: a process that was started in the background ignores Ctrl-C, and passes that on."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _below(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    try:
        return psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def test_an_interruption_while_the_command_is_being_imported_says_nothing(tmp_path: Path) -> None:
    """The script of an installed program is this, and has its name."""
    script = tmp_path / "nrfdoctor"
    script.write_text(
        "import sys\nimport analyzer.cli\nprint('!', flush=True)\nfrom analyzer.cli.main import run\nrun()\n"
    )
    for delay in (0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3):
        process = subprocess.Popen(
            [sys.executable, str(script), "analyze", LOG, "-o", str(tmp_path / "a.txt")], cwd=ROOT, env=surroundings(),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=_heeding,
        )  # fmt: skip
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(delay)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=PATIENCE)
        assert b"Traceback" not in said, said.decode()
        assert process.returncode in (1, 130, -signal.SIGINT)
