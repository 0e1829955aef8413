"""A run that was broken off goes on where it was; what changed is examined again."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from ticket_folder import make_tickets

from analyzer.pack import Pack
from analyzer.sources.left_out import LeftOut
from analyzer.triage.cache import Cache, CacheError
from analyzer.triage.engines import Finished
from analyzer.triage.engines.local import Local
from analyzer.triage.examine import Examined, Task
from analyzer.triage.run import run
from analyzer.triage.tickets import Per, Ticket, find_tickets


class Counting:
    """An engine that counts its tickets and may break off."""

    def __init__(self, most: int = 10**9) -> None:
        self.most = most
        self.names: list[str] = []

    def run(self, tickets: Sequence[Ticket], task: Task) -> Iterator[Finished]:
        for one in Local(1).run(tickets, task):
            if len(self.names) >= self.most:
                raise KeyboardInterrupt
            self.names.append(Path(tickets[one[0]].name).name)
            yield one


def triaged(folder: Path, pack: Pack, file: Path, engine: Counting) -> list[Examined]:
    task = Task(pack)
    cache = Cache(file, task)
    try:
        tickets = list(find_tickets([str(folder)], Per.file, io.BytesIO(), LeftOut()))
        return run(tickets, task, engine, cache, lambda _: None)
    finally:
        cache.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_tickets(tmp_path / "tickets", 12)


def test_a_second_run_examines_nothing_and_finds_the_same(folder: Path, tmp_path: Path, pack: Pack) -> None:
    first = triaged(folder, pack, tmp_path / "c", Counting())
    again = Counting()
    assert triaged(folder, pack, tmp_path / "c", again) == first
    assert again.names == []


def test_a_run_that_was_broken_off_goes_on_where_it_was(folder: Path, tmp_path: Path, pack: Pack) -> None:
    with pytest.raises(KeyboardInterrupt):
        triaged(folder, pack, tmp_path / "c", Counting(5))
    rest = Counting()
    found = triaged(folder, pack, tmp_path / "c", rest)
    assert len(rest.names) == 12 - 5
    assert found == triaged(folder, pack, tmp_path / "other", Counting())


def test_a_changed_ticket_and_changed_rules_are_examined_again(
    folder: Path, tmp_path: Path, pack: Pack
) -> None:
    triaged(folder, pack, tmp_path / "c", Counting())
    with (folder / "ticket-00003.log").open("a") as log:
        log.write("more\n")
    changed = Counting()
    triaged(folder, pack, tmp_path / "c", changed)
    assert changed.names == ["ticket-00003.log"]
    other = Counting()
    triaged(folder, replace(pack, fingerprint="another"), tmp_path / "c", other)
    assert len(other.names) == 12


def test_two_runs_may_use_one_cache_at_once(folder: Path, tmp_path: Path, pack: Pack) -> None:
    task = Task(pack)
    one, two = Cache(tmp_path / "c", task), Cache(tmp_path / "c", task)
    tickets = list(find_tickets([str(folder)], Per.file, io.BytesIO(), LeftOut()))
    assert run(tickets, task, Local(1), one, lambda _: None) == run(
        tickets, task, Local(1), two, lambda _: None
    )
    one.close()
    two.close()
    third = Counting()
    triaged(folder, pack, tmp_path / "c", third)
    assert third.names == []


def test_a_file_that_is_something_else_is_refused_and_left_alone(tmp_path: Path, pack: Pack) -> None:
    file = tmp_path / "photo.jpg"
    file.write_bytes(b"\xff\xd8\xff" * 500)
    with pytest.raises(CacheError, match=r"photo\.jpg: cannot be used as a cache"):
        Cache(file, Task(pack))
    assert file.read_bytes() == b"\xff\xd8\xff" * 500


def test_a_folder_that_is_not_there_is_said(tmp_path: Path, pack: Pack) -> None:
    with pytest.raises(CacheError, match="Name another file"):
        Cache(tmp_path / "nowhere" / "c", Task(pack))
