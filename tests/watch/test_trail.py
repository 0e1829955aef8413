"""Following a file on a real disk."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from analyzer.watch.follow import Appended, Begun, Gone, Happening
from analyzer.watch.trail import Trail, Unreadable


def look(trail: Trail) -> list[Happening | Unreadable]:
    return list(trail.look())


def test_growing_renamed_away_and_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.log"
    trail = Trail(path)
    assert look(trail) == []
    path.write_bytes(b"one\n")
    assert look(trail) == [Begun("appeared"), Appended(b"one\n")]
    with path.open("ab") as file:
        file.write(b"two\n")
    path.rename(tmp_path / "a.log.1")
    path.write_bytes(b"three\n")
    assert look(trail) == [Appended(b"two\n"), Begun("replaced"), Appended(b"three\n")]


def test_the_rest_of_a_file_is_read_though_the_new_one_is_not_there_yet(tmp_path: Path) -> None:
    path = tmp_path / "a.log"
    path.write_bytes(b"one\n")
    trail = Trail(path)
    look(trail)
    with path.open("ab") as file:
        file.write(b"two\n")
        path.rename(tmp_path / "a.log.1")
        file.flush()
        assert look(trail) == [Appended(b"two\n"), Gone()]
        file.write(b"three\n")
    path.write_bytes(b"four\n")
    assert look(trail) == [Appended(b"three\n"), Begun("replaced"), Appended(b"four\n")]


def test_copied_and_truncated_while_its_writer_has_it_open(tmp_path: Path) -> None:
    path = tmp_path / "a.log"
    trail = Trail(path)
    with path.open("ab", buffering=0) as file:
        file.write(b"one\ntwo\nthree\n")
        look(trail)
        os.truncate(path, 0)
        file.write(b"four\n")
        assert look(trail) == [Begun("rewritten"), Appended(b"four\n")]


def test_a_drive_that_is_away_for_a_moment(tmp_path: Path) -> None:
    path = tmp_path / "drive" / "a.log"
    path.parent.mkdir()
    path.write_bytes(b"one\n")
    trail = Trail(path)
    look(trail)
    path.parent.rename(tmp_path / "away")
    assert look(trail) == [Unreadable("its folder is gone")]
    (tmp_path / "away").rename(path.parent)
    with path.open("ab") as file:
        file.write(b"two\n")
    assert look(trail) == [Appended(b"two\n")]


def test_an_existing_file_is_taken_up_behind_what_was_known_of_it(tmp_path: Path) -> None:
    path = tmp_path / "a.log"
    path.write_bytes(b"one\ntwo\nthree\n")
    trail = Trail(path)
    existing = trail.existing(8, 1000)
    assert existing is not None
    assert (existing.data, existing.first) == (b"one\ntwo\n", 1)
    assert look(trail) == [Appended(b"three\n")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_of_a_long_file_only_the_last_whole_lines_are_read_and_counted_right(
    tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "a.log"
    text = "".join(f"this is line {number}\n" for number in range(1, 50_001))
    data = text.encode(encoding)
    path.write_bytes(data)
    existing = Trail(path).existing(len(data), 1000)
    assert existing is not None
    last = existing.data.decode(encoding if encoding != "utf-16" else "utf-16-le")
    assert last.startswith(f"this is line {existing.first}\n")
    assert last.endswith("this is line 50000\n")
    assert 500 < len(existing.data) <= 1000
    assert existing.begins_with == data[: len(existing.begins_with)]


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    assert isinstance(look(Trail(tmp_path))[0], Unreadable)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        assert isinstance(look(Trail(tmp_path / "pipe"))[0], Unreadable)
    assert Trail(tmp_path).existing(10, 10) is None
    (tmp_path / "file").write_text("x")
    assert look(Trail(tmp_path / "file" / "below.log")) == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is denied to root")
def test_a_file_without_rights_is_told_and_followed_when_they_come(tmp_path: Path) -> None:
    path = tmp_path / "a.log"
    path.write_bytes(b"one\n")
    path.chmod(0)
    trail = Trail(path)
    assert isinstance(look(trail)[0], Unreadable)
    path.chmod(0o600)
    assert look(trail) == [Begun("appeared"), Appended(b"one\n")]
