"""Caches that cannot be used, locales without UTF-8, no home, an installation that cannot be written, odd clocks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command import LOG, ROOT, line, run, surroundings

from analyzer.pack import Pack
from analyzer.pipeline import analyze
from analyzer.sources import read_bytes

unix = pytest.mark.skipif(sys.platform == "win32", reason="Unix users and devices")


def diagnosed(**environment: str | None) -> subprocess.CompletedProcess[str]:
    """The seed's log, diagnosed in an environment."""
    done = run("analyze", LOG, "--format", "json", environment=surroundings(**environment))
    assert (done.returncode, done.stderr) == (1, "")
    assert '"cause": "debug-session-disturbed"' in done.stdout
    return done


def kept(cache: Path) -> list[Path]:
    """The compiled packs in a cache."""
    return list((cache / "nrfdoctor").glob("*"))


def test_a_cache_that_is_damaged_is_made_anew(tmp_path: Path) -> None:
    diagnosed(XDG_CACHE_HOME=str(tmp_path))
    (path,) = kept(tmp_path)
    whole = path.read_bytes()
    for damaged in (b"", b"\x80", whole[: len(whole) // 2], b"cos\nsystem\n(S'false'\ntR.", os.urandom(1000)):
        path.write_bytes(damaged)
        diagnosed(XDG_CACHE_HOME=str(tmp_path))
        assert path.read_bytes() == whole or path.stat().st_size > 1000


@unix
def test_a_cache_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for place in ("/proc/nowhere", "/dev/null", str(tmp_path / "file"), "/dev/full"):
        diagnosed(XDG_CACHE_HOME=place)


@unix
def test_a_cache_on_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    def small_files() -> None:
        import resource
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    environment = surroundings(XDG_CACHE_HOME=str(tmp_path))
    done = run("analyze", LOG, environment=environment, preexec_fn=small_files)
    assert (done.returncode, done.stderr) == (1, "")
    assert kept(tmp_path) == []


def test_many_processes_fill_the_cache_at_once(tmp_path: Path) -> None:
    environment = surroundings(XDG_CACHE_HOME=str(tmp_path))
    command = line("analyze", LOG, "--format", "json")
    together = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    said = [one.communicate(timeout=120) for one in together]
    assert [one.returncode for one in together] == [1] * 4
    assert len(set(said)) == 1
    assert len(kept(tmp_path)) == 1


@unix
@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "cp1252"},
        {"PYTHONIOENCODING": "latin-1:strict"},
    ],
    ids=["C", "ascii", "cp1252", "latin-1"],
)
@pytest.mark.parametrize(
    "arguments", [["analyze"], ["reply", "--language", "de"], ["redact"], ["triage", "-j", "1"]]
)
def test_a_locale_without_utf_8(environment: dict[str, str], arguments: list[str], tmp_path: Path) -> None:
    log = tmp_path / "Prüfung-温度.log"
    log.write_bytes(
        (ROOT / LOG).read_bytes() + "2021-02-18T10:41:00.000Z ERROR Gerät “kaputt” 温度\n".encode()
    )
    done = subprocess.run(
        line(*arguments, str(log)),
        cwd=ROOT,
        env=surroundings(**environment),
        capture_output=True,
        check=False,
    )
    assert done.returncode in (0, 1)
    assert b"Traceback" not in done.stderr
    assert done.stdout


@pytest.mark.parametrize("missing", [("HOME",), ("HOME", "PATH", "TERM", "LANG", "USER", "TMPDIR")])
def test_no_home(missing: tuple[str, ...]) -> None:
    diagnosed(**dict.fromkeys(missing), XDG_CACHE_HOME=None)
    diagnosed(HOME="/nonexistent", XDG_CACHE_HOME=None)


@unix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become nobody")
def test_an_installation_that_belongs_to_somebody_else_and_no_home(tmp_path: Path) -> None:
    installed = tmp_path / "lib"
    for name in ("analyzer", "rules", "corpus"):
        shutil.copytree(ROOT / name, installed / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path in (tmp_path.parent.parent, tmp_path.parent, tmp_path, *tmp_path.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    # The interpreter itself may lie where only root can read, so everything is imported before.
    code = (
        "import os, sys; from typer.testing import CliRunner; from analyzer.cli.main import app, run\n"
        "CliRunner().invoke(app, sys.argv[1:], env={'XDG_CACHE_HOME': '/dev/null'})\n"
        "os.setgroups([]); os.setgid(65534); os.setuid(65534); os.chdir('/'); run()"
    )
    for home in ("/nonexistent", None):
        done = subprocess.run(
            [sys.executable, "-c", code, "analyze", str(installed / LOG), "--format", "json"],
            env={**surroundings(HOME=home, XDG_CACHE_HOME=None), "PYTHONPATH": str(installed)},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert (done.returncode, done.stderr) == (1, "")
        assert '"cause": "debug-session-disturbed"' in done.stdout
    tmp_path.chmod(0o755)


def test_a_clock_that_goes_backwards(pack: Pack, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The clock of the log, and that of the computer: files from the future, a cache older than its folder."""
    lines = (ROOT / LOG).read_text("utf-8").splitlines()
    back = [line.replace("10:37:5", "09:12:0") if n > 25 else line for n, line in enumerate(lines)]
    (report,) = [analyze(one, pack) for one in read_bytes("x", "\n".join(back).encode())]
    assert report.diagnoses[0].cause == "debug-session-disturbed"
    diagnosed(XDG_CACHE_HOME=str(tmp_path))
    (path,) = kept(tmp_path)
    for moment in (0, 4_000_000_000):
        os.utime(path, (moment, moment))
        os.utime(path.parent, (moment, moment))
        diagnosed(XDG_CACHE_HOME=str(tmp_path))
        assert kept(tmp_path) == [path]


def test_windows_paths_are_read_anywhere(pack: Pack) -> None:
    log = (ROOT / "corpus" / "west-nrf54l-rramc.log").read_bytes()
    assert b"E:\\ws" in log
    causes = []
    for data in (
        log,
        log.replace(b"\n", b"\r\n"),
        log.replace(b"E:\\ws", b"\\\\server\\share\\J\xc3\xbcrgen"),
    ):
        (document,) = read_bytes("x", data)
        causes.append([d.cause for d in analyze(document, pack).diagnoses])
    assert causes == [["flash-region-protection"]] * 3
