"""A draft answer for each ticket, and a draft rule from a cluster of unknown errors."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from ticket_folder import SEED, make_tickets
from typer.testing import CliRunner, Result

from analyzer.cli.main import app


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [*map(str, arguments)])


def test_each_readable_ticket_gets_the_answer_that_reply_writes(tmp_path: Path) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    log = tmp_path / "in" / "deep" / "ticket.log"
    log.write_bytes(SEED.read_bytes())
    (tmp_path / "in" / "empty.log").write_bytes(b"")
    done = run("triage", tmp_path / "in", "--replies", tmp_path / "out", "-l", "de", "-f", "json")
    assert done.exit_code == 0
    (answer,) = (tmp_path / "out").iterdir()
    assert answer.name == "deep_ticket.log.md"
    assert answer.read_text() == run("reply", log, "-l", "de").stdout


def test_logs_of_an_archive_keep_their_own_lines_in_the_answer(tmp_path: Path) -> None:
    archive = tmp_path / "t.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("a.log", (SEED.parent / "clean-modem-dfu.log").read_bytes())
        packed.writestr("b.log", SEED.read_bytes())
    run("triage", archive, "--replies", tmp_path / "out", "-f", "json")
    assert (tmp_path / "out" / "t.zip.md").read_text() == run("reply", archive).stdout


def test_answers_of_processes_are_those_of_one_and_no_two_share_a_file(tmp_path: Path) -> None:
    make_tickets(tmp_path / "in", 26)
    (tmp_path / "in" / "TICKET-00001.log").write_bytes(SEED.read_bytes())
    for jobs in "12":
        done = run("triage", tmp_path / "in", "--replies", tmp_path / jobs, "-j", jobs, "-f", "json")
        assert done.exit_code == 0
    one, two = ({p.name: p.read_text() for p in (tmp_path / jobs).iterdir()} for jobs in "12")
    assert one == two
    assert len(one) == 27
    assert len({name.lower() for name in one}) == 27


def test_only_chosen_tickets_are_answered(tmp_path: Path) -> None:
    clean = SEED.parent / "clean-modem-dfu.log"
    run(
        "triage",
        SEED,
        clean,
        "--replies",
        tmp_path / "out",
        "--cause",
        "debug-session-disturbed",
        "-f",
        "json",
    )
    assert [answer.name for answer in (tmp_path / "out").iterdir()] == [f"{SEED.name}.md"]


def test_an_unknown_language_is_said(tmp_path: Path) -> None:
    done = run("triage", SEED, "--replies", tmp_path / "out", "-l", "xx")
    assert done.exit_code == 2
    assert "xx" in done.stderr


@pytest.fixture
def jigs(tmp_path: Path) -> Path:
    for slot in (3, 5, 12):
        (tmp_path / f"jig-{slot}.log").write_text(
            f"2024-05-14T09:12:31.482Z INFO jig: slot {slot} of 16 closed\n"
            f"2024-05-14T09:12:32.114Z ERROR jig: contact SWDCLK of slot {slot} is open\n"
        )
    return tmp_path


def test_a_draft_starts_from_a_cluster(jigs: Path) -> None:
    unknown = json.loads(run("triage", jigs, "-f", "json").stdout)["unknown"]
    assert [one["tickets"] for one in unknown] == [3]
    draft = run("rules", "draft", "--cluster", unknown[0]["id"], jigs)
    assert draft.exit_code == 0
    assert 'pattern: "jig: contact SWDCLK of slot {slot:int} is open"' in draft.stdout
    assert draft.stdout.count("ERROR jig: contact") == 3
    assert "closed" not in draft.stdout


def test_a_cluster_that_is_not_there_is_said_with_those_that_are(jigs: Path) -> None:
    done = run("rules", "draft", "--cluster", "00000000", jigs)
    assert done.exit_code == 2
    assert "no such cluster" in done.stderr
