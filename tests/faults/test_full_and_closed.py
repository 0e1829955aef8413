"""A disk that is full, a pipe whose reader has left, streams that are closed from the start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from command import EVERY, LOG, SESSION, line, run, surroundings

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Unix limits and devices")
needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")


def small_files() -> None:
    """No file can grow beyond 512 bytes, as on a disk with as much left."""
    import resource
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (512, 512))


WRITING = {
    "analyze": ["analyze", LOG, "-f", "html", "-o"],
    "several": ["analyze", LOG, LOG, "-f", "html", "-o"],
    "reply": ["reply", LOG, "-o"],
    "redact": ["redact", LOG, "-o"],
    "triage": ["triage", LOG, "-j", "1", "-f", "json", "-o"],
    "parquet": ["triage", LOG, "-j", "1", "-f", "parquet", "-o"],
    "probe": ["probe", "--replay", SESSION, "-f", "json", "-o"],
}


@pytest.mark.parametrize("name", WRITING)
def test_a_disk_that_gets_full_leaves_the_old_file(name: str, tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.write_text("what was there before", "utf-8")
    done = run(*WRITING[name], str(old), preexec_fn=small_files)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "cannot be written" in done.stderr
    assert "The old content is untouched." in done.stderr
    assert old.read_text("utf-8") == "what was there before"
    assert [path.name for path in tmp_path.iterdir()] == ["old"]


@needs_full
@pytest.mark.parametrize("name", EVERY)
def test_output_that_nobody_can_keep_is_told(name: str) -> None:
    with Path("/dev/full").open("w") as full:
        done = run(*EVERY[name], stdout=full)
    assert done.returncode == 2
    assert "the output cannot be written: No space left on device." in done.stderr
    assert "Traceback" not in done.stderr


@needs_full
def test_nowhere_to_tell_it_either() -> None:
    with Path("/dev/full").open("w") as full:
        assert run("explain", "33", stdout=full, stderr=full).returncode == 2


@pytest.mark.parametrize("name", EVERY)
def test_a_reader_that_leaves_is_no_error(name: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as nobody:
        done = run(*EVERY[name], stdout=nobody)
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr
    # `watch` has seen a failure by then and says so by its exit code, whoever reads it.
    assert done.returncode in ((0, 1) if name == "watch" else (0,))


def test_head_takes_one_line(tmp_path: Path) -> None:
    many = tmp_path / "many.jsonl"
    with many.open("wb") as out:
        first = subprocess.Popen(
            line("analyze", *[LOG] * 40, "--format", "json"), stdout=subprocess.PIPE, env=surroundings()
        )
        subprocess.run(["/usr/bin/env", "head", "-1"], stdin=first.stdout, stdout=out, check=True)
        assert first.stdout is not None
        first.stdout.close()
        assert first.wait(120) == 0
    assert many.read_bytes().count(b"\n") == 1


@pytest.mark.parametrize("name", ["analyze", "reply", "explain", "triage"])
@pytest.mark.parametrize("closed", [0, 1, 2])
def test_streams_that_are_closed_from_the_start(name: str, closed: int) -> None:
    def close() -> None:
        os.close(closed)

    done = run(*EVERY[name], preexec_fn=close)
    assert done.returncode in (0, 1)
    assert "Traceback" not in done.stderr + done.stdout


def test_an_output_folder_that_is_not_there_or_not_writable_is_told(tmp_path: Path) -> None:
    for place in (tmp_path / "no" / "such" / "file.txt", Path("/proc/file.txt"), tmp_path / ("x" * 300)):
        done = run("analyze", LOG, "-o", str(place))
        assert done.returncode == 2
        assert "cannot be written" in done.stderr
        assert "Traceback" not in done.stderr
