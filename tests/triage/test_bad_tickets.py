"""Tickets that are damaged, empty, huge, the same or hostile: rows with reasons, and never a stop."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from ticket_folder import SEED, rows_of
from typer.testing import CliRunner

from analyzer.cli.main import app
from analyzer.pack import Pack

BAD = {
    "empty.log": (b"", "empty"),
    "blank.log": (b"\n \n\n", "empty"),
    "binary.log": (bytes(range(0, 256, 5)) * 9 + bytes(4000), "binary"),
    "broken.zip": (b"PK\x03\x04" + b"\xff" * 80, "zip"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, (content, _) in BAD.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "good.log").write_bytes(SEED.read_bytes())
    return tmp_path


def test_each_is_a_row_with_its_reason_and_the_good_one_is_diagnosed(folder: Path, pack: Pack) -> None:
    rows = {Path(row.name).name: row for row in rows_of([folder], pack)}
    assert rows["good.log"].status == "diagnosed"
    for name, (_, word) in BAD.items():
        assert rows[name].status == "unreadable"
        assert word in rows[name].reason


def test_what_is_missing_or_a_folder_without_rights_is_a_row(tmp_path: Path, pack: Pack) -> None:
    (row,) = rows_of([tmp_path / "nowhere.log"], pack)
    assert (row.status, row.reason) == ("unreadable", "does not exist")


def test_a_file_beyond_the_bound_is_a_row(folder: Path, pack: Pack) -> None:
    rows = rows_of([folder / "good.log"], pack, largest=1000)
    assert (rows[0].status, rows[0].reason) == ("unreadable", "is larger than 1000 bytes")


def test_the_same_content_under_another_name_is_told(folder: Path, pack: Pack) -> None:
    (folder / "later.log").write_bytes(SEED.read_bytes())
    rows = {Path(row.name).name: row for row in rows_of([folder], pack)}
    assert rows["later.log"].duplicate_of == str(folder / "good.log")
    assert rows["later.log"].cause == rows["good.log"].cause


def test_a_bomb_in_an_archive_is_bounded_and_said(tmp_path: Path, pack: Pack) -> None:
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.log", b"0" * (300 << 20))
    (row,) = rows_of([bomb], pack)
    assert row.status == "unreadable"


def test_one_text_that_breaks_the_diagnosis_does_not_stop_the_others(
    folder: Path, pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    from analyzer.triage import examine

    real = examine.parse

    def breaking(document: object, grammar: object) -> object:
        if "good" in document.name:  # type: ignore[attr-defined]
            raise RecursionError("deep")
        return real(document, grammar)  # type: ignore[arg-type]

    monkeypatch.setattr(examine, "parse", breaking)
    (folder / "other.log").write_bytes(SEED.read_bytes() + b"\n")
    rows = {Path(row.name).name: row for row in rows_of([folder], pack)}
    assert rows["good.log"].reason == "could not be diagnosed (RecursionError: deep)"
    assert rows["other.log"].status == "diagnosed"


def test_the_command_ends_with_2_only_when_nothing_could_be_read(folder: Path) -> None:
    bad = [str(folder / name) for name in BAD]
    assert CliRunner().invoke(app, ["triage", *bad, "-f", "json"]).exit_code == 2
    done = CliRunner().invoke(app, ["triage", *bad, str(folder / "good.log"), "-f", "json"])
    assert done.exit_code == 0
    body = json.loads(done.stdout)
    assert body["summary"]["statuses"] == {"unreadable": len(BAD), "diagnosed": 1}
