"""`nrfdoctor watch` as a user meets it: a real process follows a real file that the test writes to."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from running import LINES, PATIENCE, ROOT, SEED, append, watch
from typer.testing import CliRunner

from analyzer.cli.main import app
from analyzer.pack import Pack
from analyzer.pipeline import analyze
from analyzer.sources.document import read_document

HEAD, FIRST, SECOND = b"".join(LINES[:19]), b"".join(LINES[19:30]), b"".join(LINES[30:])
UNKNOWN = b"2021-02-18T10:40:00.000Z ERROR The flux capacitor lost its phase\n"
PROGRAM_OK = b"nrfjprog --program app.hex --verify\nParsing image file.\nVerified OK.\n"


def causes(one: dict[str, Any]) -> list[tuple[str, float]]:
    return [(d["cause"], d["probability"]) for d in one["report"]["diagnoses"]]


def causes_of(data: bytes, pack: Pack) -> list[tuple[str, float]]:
    report = analyze(read_document("a.log", data), pack)
    return [(d.cause, round(d.probability, 4)) for d in report.diagnoses]


def lines_of(one: dict[str, Any]) -> tuple[int, int]:
    return one["first_line"], one["last_line"]


def test_a_replay_line_by_line_tells_both_failures_once_as_analyze_would(tmp_path: Path, pack: Pack) -> None:
    path = tmp_path / "a.log"
    path.write_bytes(b"")
    with watch(path, "--format", "json") as running:
        for line in LINES:
            append(path, line)
            time.sleep(0.02)
        running.tells(2, "failed")
        assert running.interrupt() == 1
        first, second = running.told("failed")
        assert (lines_of(first), lines_of(second)) == ((20, 30), (31, 41))
        assert [one["operation"]["attempt"] for one in (first, second)] == [1, 2]
        assert causes(first) == causes_of(b"".join(LINES[:30]), pack)
        assert causes(second) == causes_of(SEED.read_bytes(), pack)
        assert len(running.told("succeeded")) == 3
        assert {one["schema"] for one in running.told()} == {"nrfdoctor.watch/1"}
        assert {one["report"]["schema"] for one in running.told()} == {"nrfdoctor.report/1"}
        assert (second["began"], second["ended"]) == ("2021-02-18T10:37:53.612", "2021-02-18T10:37:57.386")


def test_what_is_in_the_log_is_context_and_what_ends_from_now_on_is_told(tmp_path: Path, pack: Pack) -> None:
    path = tmp_path / "a.log"
    path.write_bytes(HEAD + FIRST)
    with watch(path, "--format", "json") as running:
        append(path, SECOND)
        (only,) = running.tells(1)
        assert lines_of(only) == (31, 41)
        assert causes(only) == causes_of(SEED.read_bytes(), pack)
        assert "30 lines were read for context" in running.err[0]
        assert running.interrupt() == 1
        assert len(running.told()) == 1


def test_from_the_start_what_is_in_the_log_is_told_too(tmp_path: Path) -> None:
    path = tmp_path / "a.log"
    path.write_bytes(SEED.read_bytes())
    with watch(path, "--from-start", "--until", "idle", "--idle", "1", "--format", "json") as running:
        assert running.ends() == 1
        assert [lines_of(one) for one in running.told("failed")] == [(20, 30), (31, 41)]


def test_a_last_line_without_an_end_is_told_after_a_pause(tmp_path: Path) -> None:
    path = tmp_path / "a.log"
    path.write_bytes(HEAD)
    with watch(path, "--format", "json") as running:
        append(path, FIRST.rstrip(b"\r\n"))
        (only,) = running.tells(1)
        assert lines_of(only) == (20, 30)
        append(path, b"\n" + SECOND)
        assert [lines_of(one) for one in running.tells(2)] == [(20, 30), (31, 41)]
        running.interrupt()
        assert len(running.told()) == 2


def test_a_renamed_log_and_the_new_one_of_its_name(tmp_path: Path) -> None:
    path = tmp_path / "a.log"
    path.write_bytes(HEAD)
    with watch(path, "--format", "json") as running:
        append(path, FIRST)
        path.rename(tmp_path / "a.log.1")
        path.write_bytes(HEAD + FIRST)
        first, *_, last = running.tells(5)
        assert (first["outcome"], lines_of(first)) == ("failed", (20, 30))
        assert (last["outcome"], lines_of(last)) == ("failed", (20, 30))
        running.says("is a new file now")
        assert running.interrupt() == 1
        assert [one["outcome"] for one in running.told()] == ["failed", *["succeeded"] * 3, "failed"]


def test_a_log_that_is_emptied_and_written_again(tmp_path: Path) -> None:
    path = tmp_path / "a.log"
    path.write_bytes(HEAD)
    with watch(path, "--format", "json") as running:
        append(path, FIRST)
        running.tells(1)
        os.truncate(path, 0)
        running.says("was emptied")
        append(path, HEAD + FIRST)
        assert [lines_of(one) for one in running.tells(2, "failed")] == [(20, 30), (20, 30)]


def test_a_log_that_is_not_there_yet_and_one_that_is_deleted(tmp_path: Path) -> None:
    path = tmp_path / "later" / "a.log"
    with watch(path, "--format", "json", follows=False) as running:
        running.says("waiting for")
        path.parent.mkdir()
        path.write_bytes(HEAD + FIRST)
        running.tells(1, "failed")
        running.says("from its first line")
        path.unlink()
        running.says("is gone")
        path.write_bytes(HEAD + FIRST + SECOND)
        assert len(running.tells(3, "failed")) == 3
        assert running.interrupt() == 1


def test_the_newest_log_of_the_app_is_followed_and_a_new_start_switches(tmp_path: Path) -> None:
    logs = tmp_path / "pc-nrfconnect-programmer" / "logs"
    logs.mkdir(parents=True)
    (logs / "2021-02-17T09_00_00.000Z-log.txt").write_bytes(b"".join(LINES))
    old = logs / "2021-02-18T09_12_04.407Z-log.txt"
    old.write_bytes(HEAD)
    with watch("--format", "json", NRF_USER_DATA_DIR=str(tmp_path)) as running:
        append(old, FIRST)
        running.tells(1, "failed")
        new = logs / "2021-02-18T11_00_00.000Z-log.txt"
        new.write_bytes(HEAD)
        running.says("there is a newer log")
        append(new, FIRST)
        first, second = running.tells(2, "failed")
        assert (first["file"], second["file"]) == (str(old), str(new))
        append(old, SECOND)
        append(new, SECOND)
        *_, third = running.tells(3, "failed")
        assert third["file"] == str(new)
        assert running.interrupt() == 1
        assert len(running.told("failed")) == 3


def test_before_the_app_was_ever_started_its_log_is_waited_for(tmp_path: Path) -> None:
    with watch("--format", "json", follows=False, NRF_USER_DATA_DIR=str(tmp_path / "none")) as running:
        running.says("waiting for a log of nRF Connect Programmer")
        logs = tmp_path / "none" / "pc-nrfconnect-programmer" / "logs"
        logs.mkdir(parents=True)
        (logs / "2021-02-18T11_00_00.000Z-log.txt").write_bytes(HEAD + FIRST)
        running.tells(1, "failed")


def test_the_newest_log_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_bytes(HEAD)
    with watch(tmp_path, "--format", "json") as running:
        append(tmp_path / "a.log", FIRST)
        running.tells(1, "failed")
        (tmp_path / "b.log").write_bytes(HEAD + FIRST)
        assert running.tells(2, "failed")[1]["file"] == str(tmp_path / "b.log")


def test_exit_codes_are_those_of_analyze(tmp_path: Path) -> None:
    logs = {
        "well": (PROGRAM_OK, 0),
        "odd": (UNKNOWN, 3),
        "bad": (HEAD + FIRST, 1),
        "both": (UNKNOWN + HEAD + FIRST, 1),
    }
    with ExitStack() as stack:
        started = {}
        for name, (data, _) in logs.items():
            (tmp_path / name).write_bytes(data)
            at_once = watch(tmp_path / name, "--from-start", "--until", "idle", "--idle", "1", follows=False)
            started[name] = stack.enter_context(at_once)
        assert {name: running.ends() for name, running in started.items()} == {
            name: code for name, (_, code) in logs.items()
        }


def test_ctrl_c_ends_with_a_summary_and_without_a_traceback(tmp_path: Path) -> None:
    path = tmp_path / "a.log"
    path.write_bytes(HEAD)
    with watch(path) as running:
        append(path, FIRST + SECOND)
        running.wait(lambda: sum("FAILED" in line for line in running.out) == 2, "two failures")
        assert running.interrupt() == 1
        text = "\n".join(running.out)
        assert "2 operations ended: 2 failed" in text
        assert "twice  The debug session worked and then broke" in text
        assert "Traceback" not in text + "\n".join(running.err)
    with watch(path) as running:
        assert running.interrupt() == 0
        assert "no operation ended" in running.out[-1]


def test_ctrl_c_tells_what_ended_a_moment_ago(tmp_path: Path) -> None:
    path = tmp_path / "a.log"
    path.write_bytes(HEAD)
    with watch(path, "--until", "idle", "--idle", "0.5", "--format", "json") as running:
        append(path, FIRST)
        assert running.ends() == 1
        assert [lines_of(one) for one in running.told()] == [(20, 30)]


@pytest.mark.parametrize("until", [["failure"], ["end", "--kind", "program"]])
def test_a_line_may_stop_at_the_first_failure(tmp_path: Path, until: list[str]) -> None:
    path = tmp_path / "a.log"
    path.write_bytes(HEAD)
    with watch(path, "--until", *until) as running:
        append(path, FIRST)
        assert running.ends() == 1
        assert any("ended, since an operation" in line for line in running.err)


def test_a_line_may_wait_for_the_success_of_one_kind(tmp_path: Path) -> None:
    path = tmp_path / "a.log"
    path.write_bytes(b"")
    modem = (ROOT / "corpus" / "clean-modem-dfu.log").read_bytes()
    with watch(path, "--until", "success", "--kind", "dfu.modem", "--format", "json") as running:
        append(path, HEAD + FIRST)
        running.tells(1, "failed")
        assert running.process.poll() is None
        append(path, modem)
        assert running.ends() == 0
        assert running.told("succeeded")[-1]["operation"]["kind"] == "dfu.modem"


def test_a_line_may_give_up(tmp_path: Path) -> None:
    with watch(tmp_path / "a.log", "--until", "success", "--timeout", "1", follows=False) as running:
        assert running.ends() == 4
    with watch(tmp_path / "a.log", "--timeout", "1", follows=False) as running:
        assert running.ends() == 0


def test_a_log_that_is_written_fast_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.log"
    path.write_bytes(b"")
    runs = 20
    with watch(path, "--format", "json", "--until", "idle", "--idle", "5") as running:
        with path.open("ab", buffering=0) as file:
            for _ in range(runs):
                file.write(HEAD + FIRST + SECOND)
        running.tells(2 * runs, "failed")
        assert running.ends() == 1
        failed = running.told("failed")
        assert [one["first_line"] for one in failed] == [
            line + len(LINES) * run for run in range(runs) for line in (20, 31)
        ]


def test_a_reader_that_leaves_ends_the_watch_quietly(tmp_path: Path) -> None:
    path = tmp_path / "a.log"
    path.write_bytes(SEED.read_bytes())
    done = subprocess.run(
        f'"{sys.executable}" -m analyzer.cli.main watch "{path}" --from-start | head -n 1',
        shell=True, capture_output=True, timeout=PATIENCE, cwd=ROOT, check=False,
    )  # fmt: skip
    assert b"ok" in done.stdout
    assert b"Traceback" not in done.stderr
    assert b"Error" not in done.stderr


def test_the_terminal_block_is_compact_and_complete(tmp_path: Path) -> None:
    path = tmp_path / "a.log"
    path.write_bytes(SEED.read_bytes())
    with watch(path, "--from-start", "--until", "idle", "--idle", "1", COLUMNS="80") as running:
        running.ends()
        assert max(map(len, running.out)) <= 80
        text = "\n".join(running.out)
        block = text[text.index("10:37:57  FAILED") :]
        for part in (
            "attempt 2",
            "lines 31-41",
            "46%",
            "29%",
            "l. 40",
            "= -93 NOT_AVAILABLE_BECAUSE_TRUST_ZONE",
        ):
            assert part in block
        assert "do      Close every other program" in block
        assert "test    Which running programs use a J-Link?" in block
        assert "10:29:42  ok      Read memory" in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-"], "analyze -"),
        (["a.log", "--app", "programmer"], "exclude each other"),
        (["--app", "programer"], "Did you mean 'programmer'?"),
        (["a.log", "--kind", "program"], "goes with --until success"),
        (["a.log", "--until", "success", "--kind", "progrm"], "Did you mean 'program'?"),
        (["a.log", "--until", "never"], "never"),
        (["/dev/null"], "neither a file nor a folder"),
    ],
)
def test_wrong_usage_is_told_with_a_remedy(arguments: list[str], message: str) -> None:
    if arguments == ["/dev/null"] and not Path("/dev/null").exists():
        pytest.skip("there is no such device here")
    done = CliRunner().invoke(app, ["watch", *arguments])
    assert done.exit_code == 2
    assert message in done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)


def test_a_folder_in_place_of_the_file_is_told_and_ends_as_unreadable(tmp_path: Path) -> None:
    """What cannot be read: as root nothing is denied, but a folder that comes in place of the file cannot be read."""
    path = tmp_path / "a.log"
    with watch(path, "--timeout", "6", follows=False) as running:
        running.says("waiting for")
        path.mkdir()
        running.says("cannot be read")
        assert running.ends() == 2
