"""Which log is followed: known places per operating system, and the newest file of a folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from analyzer.knowledge.errors import PackError
from analyzer.knowledge.yaml_source import parse_yaml
from analyzer.pack import Pack
from analyzer.pack.places import compile_places
from analyzer.watch.places import Chosen, Computer, NewestByName, NewestByTime, OneFile, of_path, of_place

HOME = Path("/home/lab")


def folder_of(pack: Pack, app: str, system: str, **environment: str) -> str:
    place = next(place for place in pack.places if place.id == app)
    return of_place(place, Computer(system, HOME, Path("/work"), environment)).folder.as_posix()


@pytest.mark.parametrize(
    ("system", "environment", "folder"),
    [
        ("linux", {}, "/home/lab/.config/nrfconnect/pc-nrfconnect-programmer/logs"),
        ("freebsd14", {}, "/home/lab/.config/nrfconnect/pc-nrfconnect-programmer/logs"),
        ("linux", {"XDG_CONFIG_HOME": "/cfg"}, "/cfg/nrfconnect/pc-nrfconnect-programmer/logs"),
        ("darwin", {}, "/home/lab/Library/Application Support/nrfconnect/pc-nrfconnect-programmer/logs"),
        ("win32", {}, "/home/lab/AppData/Roaming/nrfconnect/pc-nrfconnect-programmer/logs"),
        ("win32", {"APPDATA": "/roam"}, "/roam/nrfconnect/pc-nrfconnect-programmer/logs"),
        ("win32", {"APPDATA": "/roam", "NRF_USER_DATA_DIR": "/mine"}, "/mine/pc-nrfconnect-programmer/logs"),
        ("linux", {"NRF_USER_DATA_DIR": ""}, "/home/lab/.config/nrfconnect/pc-nrfconnect-programmer/logs"),
    ],
)
def test_the_first_place_is_programmer_on_every_system(
    pack: Pack, system: str, environment: dict[str, str], folder: str
) -> None:
    assert pack.places[0].id == "programmer"
    assert folder_of(pack, "programmer", system, **environment) == folder


def test_other_programs_have_places_of_their_own(pack: Pack) -> None:
    assert folder_of(pack, "quickstart", "linux").endswith("/nrfconnect/pc-nrfconnect-quickstart/logs")
    assert folder_of(pack, "launcher", "linux") == "/home/lab/.config/nrfconnect/logs"
    assert folder_of(pack, "nrfjprog", "linux") == "/work"


GOOD = """\
roots:
  - {id: door, title: the door, variable: DOOR_DIR, windows: "{appdata}/d", macos: "{home}/door", linux: "{config}/d"}
places:
  - {id: handle, title: the handle, root: door, folder: logs, files: "*.log", newest: time}
"""


def test_a_pack_of_ones_own_may_name_other_places() -> None:
    (place,) = compile_places(parse_yaml(GOOD, "places.yaml"))
    choice = of_place(place, Computer("linux", HOME, HOME, {"DOOR_DIR": "/doors"}))
    assert isinstance(choice, NewestByTime)
    assert choice.folder == Path("/doors/logs")


@pytest.mark.parametrize(
    ("before", "after", "line", "message"),
    [
        ("{home}/door", "{hom}/door", 2, "Did you mean"),
        ("{home}/door", "{home/door", 2, "is no template"),
        ("root: door", "root: dor", 4, "Did you mean"),
        ("newest: time", "newest: size", 4, "newest"),
        ("id: handle, ", "id: handle, colour: red, ", 4, "colour"),
        (
            "places:",
            "places:\n  - {id: handle, title: t, root: door, folder: x, files: y, newest: time}",
            5,
            "twice",
        ),
    ],
)
def test_mistakes_in_places_are_told_with_their_line(
    before: str, after: str, line: int, message: str
) -> None:
    with pytest.raises(PackError) as caught:
        compile_places(parse_yaml(GOOD.replace(before, after), "places.yaml"))
    (finding,) = caught.value.findings
    assert finding.line == line
    assert message in str(finding)


def write(path: Path, seconds_ago: float, text: str = "x\n") -> Path:
    path.write_text(text)
    moment = 1_700_000_000 - seconds_ago
    os.utime(path, (moment, moment))
    return path


def test_a_file_is_itself_and_what_it_holds_now_is_known(tmp_path: Path) -> None:
    choice = of_path(write(tmp_path / "a.log", 0, "12345"))
    assert isinstance(choice, OneFile)
    (tmp_path / "a.log").write_text("1234567")
    assert choice.newest() == Chosen(tmp_path / "a.log", 5)
    assert of_path(tmp_path / "later.log").newest() == Chosen(tmp_path / "later.log", 0)


def test_logs_named_by_their_start_the_last_start_counts(tmp_path: Path) -> None:
    first = write(tmp_path / "2024-01-01T10_00_00.000Z-log.txt", 0, "1234")
    write(tmp_path / "2023-12-31T10_00_00.000Z-log.txt", -100)
    write(tmp_path / "z-notes.md", 0)
    choice = NewestByName(tmp_path, "*-log.txt", "the app")
    assert choice.newest() == Chosen(first, 4)
    second = write(tmp_path / "2024-01-02T10_00_00.000Z-log.txt", 500)
    assert choice.newest() == Chosen(second, 0)
    second.unlink()
    assert choice.newest() == Chosen(second, 0)


def test_a_folder_that_is_not_there_yet_is_waited_for(tmp_path: Path) -> None:
    choice = NewestByName(tmp_path / "logs", "*-log.txt", "the app")
    assert choice.newest() is None
    assert "the app" in choice.wanted()
    (tmp_path / "logs").mkdir()
    path = write(tmp_path / "logs" / "2024-01-02T10_00_00.000Z-log.txt", 0)
    assert choice.newest() == Chosen(path, 0)


def test_in_any_other_folder_the_log_written_last_counts(tmp_path: Path) -> None:
    old, new = write(tmp_path / "old.log", 100, "123"), write(tmp_path / "new.log", 50, "12345")
    write(tmp_path / "picture.png", 0)
    write(tmp_path / ".hidden.log", 0)
    write(tmp_path / "packed.log.gz", 0)
    choice = of_path(tmp_path)
    assert choice.newest() == Chosen(new, 5)
    write(old, 48, "123 and more")
    assert choice.newest() == Chosen(new, 5)
    write(old, 10, "123 and more")
    assert choice.newest() == Chosen(old, 3)


def test_a_log_that_appears_is_followed_at_once_and_a_renamed_one_is_not(tmp_path: Path) -> None:
    first = write(tmp_path / "a.log", 50)
    choice = of_path(tmp_path)
    first.rename(tmp_path / "a.log.1")
    assert choice.newest() == Chosen(first, 2)
    second = write(tmp_path / "b.log", 60)
    assert choice.newest() == Chosen(second, 0)
