"""All engines give the same rows, and a worker that dies loses nothing."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import distributed
import pytest
from lethal import MARK, killing, killing_itself
from ticket_folder import SEED, examined, make_tickets, rows_of

from analyzer import __version__
from analyzer.pack import Pack
from analyzer.sources.left_out import LeftOut
from analyzer.triage.engines import EngineError, Finished
from analyzer.triage.engines.cluster import Dask
from analyzer.triage.engines.local import Local
from analyzer.triage.examine import Task
from analyzer.triage.tickets import Per, Ticket, find_tickets

COUNT = 60


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tickets(tmp_path_factory.mktemp("tickets"), COUNT)


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """The address of a real cluster: a scheduler and two worker processes that talk over TCP."""
    with two_workers() as running:
        yield running.scheduler_address


def two_workers() -> distributed.LocalCluster:
    return distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, protocol="tcp://", dashboard_address=":0"
    )


def test_processes_find_the_same_as_one(folder: Path, pack: Pack) -> None:
    rows = rows_of([folder], pack, engine=Local(2))
    assert len(rows) == COUNT
    assert rows == rows_of([folder], pack, engine=Local(1))


def test_a_cluster_finds_the_same_as_one_process(folder: Path, pack: Pack, cluster: str) -> None:
    rows = rows_of([folder], pack, engine=Dask(cluster))
    assert cluster.startswith("tcp://")
    assert rows == rows_of([folder], pack, engine=Local(1))


def test_a_cluster_of_its_own_is_started_when_none_is_named(folder: Path, pack: Pack) -> None:
    few = sorted(folder.iterdir())[:10]
    assert rows_of([*few], pack, engine=Dask(jobs=1)) == rows_of([*few], pack)


def test_a_worker_killed_midway_loses_nothing(folder: Path, pack: Pack) -> None:
    tickets = [
        one
        for one in find_tickets([str(folder)] * 4, Per.file, BytesIO(), LeftOut())
        if isinstance(one, Ticket)
    ]
    with two_workers() as running, distributed.Client(running) as client:
        found = {}
        for position, result in Dask(running.scheduler_address).run(tickets, Task(pack)):
            if not found:
                victim = next(iter(client.run(os.getpid).values()))
                os.kill(victim, signal.SIGKILL)
            found[position] = result[0].row
    assert sorted(found) == list(range(4 * COUNT))
    expected = rows_of([folder], pack)
    assert [found[position] for position in range(COUNT)] == [
        row if not row.duplicate_of else found[i] for i, row in enumerate(expected)
    ]
    assert not any(row.status == "unreadable" for row in found.values())


@pytest.mark.parametrize("engine", ["local", "dask"])
def test_a_ticket_that_kills_its_worker_is_a_row_and_the_others_are_found(
    tmp_path: Path, pack: Pack, engine: str
) -> None:
    make_tickets(tmp_path, 40)
    lethal = tmp_path / "ticket-00017.log"
    lethal.write_bytes(SEED.read_bytes() + f"\n{MARK}\n".encode())
    chosen = Local(2) if engine == "local" else Dask(jobs=2)
    found = examined([tmp_path], pack, engine=chosen, extras=(("name", killing),))
    dead = [one.row for one in found if one.row.status == "unreadable"]
    assert [row.name for row in dead] == [str(lethal)]
    assert "died" in dead[0].reason
    assert len(found) == 40
    assert all(one.texts["name"] == one.row.name for one in found if one.row.status != "unreadable")


def test_processes_that_cannot_start_are_said_at_once(
    folder: Path, pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analyzer.triage.engines.local._begin", killing_itself)
    with pytest.raises(EngineError, match="no worker process can be started"):
        rows_of([folder], pack, engine=Local(2))


def test_a_scheduler_that_does_not_answer_is_said(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analyzer.triage.engines.cluster._CONNECT_SECONDS", 1)
    with pytest.raises(EngineError, match=r"no Dask scheduler answers at tcp://127.0.0.1:9"):
        rows_of([SEED], pack, engine=Dask("tcp://127.0.0.1:9"))


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_LOOK_SECONDS", "_ALONE_SECONDS"):
        monkeypatch.setattr(f"analyzer.triage.engines.cluster.{name}", 1)


@pytest.mark.usefixtures("impatient")
def test_a_cluster_whose_workers_have_all_gone_is_said(folder: Path, pack: Pack) -> None:
    tickets = list(find_tickets([str(folder)] * 6, Per.file, BytesIO(), LeftOut()))
    with two_workers() as running:
        found = Dask(running.scheduler_address).run(
            [one for one in tickets if isinstance(one, Ticket)], Task(pack)
        )
        next(found)
        running.scale(0)
        with pytest.raises(EngineError, match="every worker of the cluster has gone"):
            list(found)
        with pytest.raises(EngineError, match="has no workers"):
            rows_of([SEED], pack, engine=Dask(running.scheduler_address))


@pytest.mark.usefixtures("impatient")
def test_plain_processes_do_the_rest_when_workers_do_not_come_back(
    folder: Path, pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    from analyzer.triage.engines import cluster

    real = cluster._Run.finished

    def breaking(self: cluster._Run, tickets: list[Ticket]) -> Iterator[Finished]:
        for number, one in enumerate(real(self, tickets)):
            if number == 5:
                raise cluster.NoWorkersError("gone", "again")
            yield one

    monkeypatch.setattr(cluster._Run, "finished", breaking)
    few = sorted(folder.iterdir())[:12]
    assert rows_of([*few], pack, engine=Dask(jobs=1)) == rows_of([*few], pack)


def test_workers_with_another_version_are_refused(
    pack: Pack, cluster: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analyzer.triage.engines.cluster.__version__", "99.0")
    with pytest.raises(EngineError, match=f"have nrfdoctor {__version__}, not 99.0"):
        rows_of([SEED], pack, engine=Dask(cluster))
