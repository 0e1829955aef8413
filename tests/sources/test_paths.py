"""Files, folders and standard input."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
from source_reading import noise

from analyzer.sources import Document, SourceError, read_inputs

LOG = "ERROR: No debuggers were discovered.\n"


def read(*paths: str | Path, stdin: bytes = b"") -> list[Document | SourceError]:
    return list(read_inputs([str(path) for path in paths], io.BytesIO(stdin)))


def names(found: list[Document | SourceError], folder: Path) -> list[str]:
    return [os.path.relpath(one.name, folder) for one in found if isinstance(one, Document)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.log", "a.TXT", "deep/er/c.jsonl", "deep/old.log.1", "deep/README", "page.html"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(LOG)
    return tmp_path


def test_a_file_is_read_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "log.weird"
    path.write_text(LOG)
    (found,) = read(path)
    assert isinstance(found, Document)
    assert (found.name, found.physical_lines, found.limits, found.thread) == (str(path), 1, (), False)


def test_a_folder_is_read_through_and_sorted(folder: Path) -> None:
    found = read(folder)
    assert names(found, folder) == [
        "a.TXT",
        "b.log",
        "page.html",
        "deep/README",
        "deep/old.log.1",
        "deep/er/c.jsonl",
    ]
    assert all(not one.limits for one in found if isinstance(one, Document))


def test_what_a_folder_does_not_give_is_said(folder: Path) -> None:
    (folder / "app.hex").write_text(":00")
    (folder / ".git").mkdir()
    (folder / ".git" / "x.log").write_text(LOG)
    (folder / "deep" / "core").write_bytes(noise(9000))
    (folder / "empty.log").write_text("")
    found = read(folder)
    last = found[-1]
    assert isinstance(last, Document)
    details = " ".join(limit.detail for limit in last.limits)
    assert len(found) == 6
    assert f"2 files: no log by its name ({folder / '.git'}, {folder / 'app.hex'})" in details
    for name in ("app.hex", ".git", "core", "empty.log"):
        assert name in details


def test_archives_in_a_folder_are_read(folder: Path) -> None:
    with zipfile.ZipFile(folder / "c.zip", "w") as archive:
        archive.writestr("x.log", LOG)
    (folder / "d.zip").write_bytes(b"PK\x03\x04 broken")
    found = read(folder)
    assert "c.zip!x.log" in names(found, folder)
    assert [str(one) for one in found if isinstance(one, SourceError)] == [
        f"{folder / 'd.zip'}: is a broken zip file. Pack or download it again."
    ]


def test_standard_input_is_one_of_the_inputs(folder: Path) -> None:
    found = read("-", folder / "b.log", stdin=LOG.encode())
    assert [one.name for one in found] == ["-", str(folder / "b.log")]


def test_one_bad_input_stops_no_other(folder: Path) -> None:
    bare = folder / "bare"
    bare.mkdir()
    (folder / "empty.log").write_bytes(b"")
    found = read(
        folder / "missing.log", bare, folder / "empty.log", "bad\0name", "x" * 5000, folder / "b.log"
    )
    assert [isinstance(one, SourceError) for one in found] == [True, True, True, True, True, False]
    assert str(found[0]) == f"{folder / 'missing.log'}: does not exist. Check the path."
    assert "folder without logs" in str(found[1])
    assert "is empty" in str(found[2])
    assert "cannot be read" in str(found[3])


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_an_error(folder: Path) -> None:
    (folder / "b.log").chmod(0)
    assert "Permission denied" in str(read(folder / "b.log")[0])


def test_an_input_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analyzer.sources.paths.MAX_INPUT", 1000)
    (found,) = read("-", stdin=b"x" * 2000)
    assert "is larger than" in str(found)


def test_a_closed_standard_input_is_an_error() -> None:
    stream = io.BytesIO()
    stream.close()
    (found,) = read_inputs(["-"], stream)
    assert isinstance(found, SourceError)


def test_links_to_folders_are_not_followed(folder: Path) -> None:
    (folder / "deep" / "loop").symlink_to(folder, target_is_directory=True)
    assert len(read(folder)) == 6
