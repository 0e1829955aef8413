"""`nrfdoctor triage` as it is called."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
from ticket_folder import SEED, make_tickets
from typer.testing import CliRunner, Result

from analyzer.cli.main import app


def triage(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["triage", *map(str, arguments)])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tickets(tmp_path_factory.mktemp("tickets"), 15)


def test_one_run_writes_every_format(folder: Path, tmp_path: Path) -> None:
    names = ["t.csv", "t.json", "t.md", "t.parquet", "t.txt"]
    done = triage(folder, *(part for name in names for part in ("-o", str(tmp_path / name))))
    assert done.exit_code == 0
    assert done.stdout == ""
    assert len(pd.read_csv(tmp_path / "t.csv")) == 15
    assert len(pd.read_parquet(tmp_path / "t.parquet")) == 15
    assert len(json.loads((tmp_path / "t.json").read_text())["tickets"]) == 15
    assert "15 tickets" in (tmp_path / "t.txt").read_text()
    assert "15 tickets" in (tmp_path / "t.md").read_text()
    assert "15 tickets" in done.stderr


def test_a_filter_chooses_and_the_exit_code_stays_0(folder: Path) -> None:
    every = json.loads(triage(folder, "-f", "json").stdout)["tickets"]
    cause = next(one["cause"] for one in every if one["cause"])
    done = triage(folder, "-f", "json", "--cause", cause)
    some = json.loads(done.stdout)["tickets"]
    assert 0 < len(some) < len(every)
    assert all(cause == one["cause"] or cause in one["also"] for one in some)


def test_an_answer_counts_for_every_ticket() -> None:
    before = json.loads(triage(SEED, "-f", "json").stdout)["tickets"][0]
    after = json.loads(triage(SEED, "-f", "json", "--answer", "other-client-open=yes").stdout)["tickets"][0]
    assert before["probability"] != after["probability"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--by", "devise"], "there is no column 'devise'"),
        (["--cause", "probe-in-uze"], "did you mean"),
        (["-o", "table.xls"], "its name tells no format"),
        (["--scheduler", "tcp://x:1"], "--scheduler needs --engine dask"),
        (["--answer", "nothing=yes"], "there is no question"),
        (["--since", "yesterday"], "yesterday"),
    ],
)
def test_wrong_usage_says_what_to_do(arguments: list[str], said: str) -> None:
    done = triage(SEED, *arguments)
    assert done.exit_code == 2
    assert said.lower() in done.stderr.lower()


def test_a_report_that_cannot_be_written_leaves_the_old_one(folder: Path, tmp_path: Path) -> None:
    done = triage(folder, "-o", tmp_path / "nowhere" / "t.csv")
    assert done.exit_code == 2
    assert "cannot be written" in done.stderr


def test_a_cache_is_used_again(folder: Path, tmp_path: Path) -> None:
    first = triage(folder, "-f", "json", "--cache", tmp_path / "c")
    assert triage(folder, "-f", "json", "--cache", tmp_path / "c").stdout == first.stdout


@pytest.mark.skipif(os.name == "nt", reason="sends SIGINT to a process group")
def test_ctrl_c_ends_it_without_a_traceback_and_the_cache_keeps_what_was_found(tmp_path: Path) -> None:
    folder = make_tickets(tmp_path / "tickets", 2500)
    command = [
        sys.executable,
        "-m",
        "analyzer.cli.main",
        "triage",
        str(folder),
        "--cache",
        str(tmp_path / "c"),
    ]
    process = subprocess.Popen(
        [*command, "-j", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # A runner in the background may have told its children not to listen.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    deadline = time.monotonic() + 60
    while not (tmp_path / "c").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(1)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "interrupted" in err
    assert "Traceback" not in err
