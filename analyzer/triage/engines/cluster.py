"""A Dask cluster: one that runs already, or one of processes on this computer."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from itertools import islice
from typing import Any

from analyzer import __version__
from analyzer.sources import SourceError
from analyzer.sources.addresses import is_remote
from analyzer.triage.engines.interface import Batch, EngineError, Finished, batches, lost
from analyzer.triage.engines.local import Local, cores
from analyzer.triage.examine import Task, content
from analyzer.triage.tickets import Ticket

_Client = Any
_Future = Any
"""Values of distributed, which has no types."""

_INSTALL = 'Install it with: pip install "nrfdoctor[scale]"'
_AHEAD = 4
"""Batches per worker that are under way at once: none waits, and little is in memory."""
_TRIES = 3
"""How often a ticket alone is given to the cluster when its result is lost on the way."""
_CONNECT_SECONDS = 20
_GLANCE_SECONDS = 0.01
_LOOK_SECONDS = 5
"""How often the workers are counted while nothing comes back."""
_ALONE_SECONDS = 30
"""How long a cluster may be without any worker; starting one again takes a few seconds."""
_AGAIN = "Start it again and run the command again; with --cache it goes on where it was"


@dataclass(frozen=True, slots=True)
class Dask:
    """Workers of a Dask cluster."""

    scheduler: str | None = None
    """Address such as `tcp://10.0.0.5:8786`; None starts worker processes on this computer."""
    jobs: int = 0
    """Worker processes to start; 0 means as many as there are cores."""

    def run(self, tickets: Sequence[Ticket], task: Task) -> Iterator[Finished]:
        """Examine the tickets. Raises EngineError without dask, a scheduler, or nrfdoctor on the workers."""
        if find_spec("distributed") is None:
            raise EngineError("dask is not installed", _INSTALL)
        if self.scheduler is None:
            yield from self._of_own(tickets, task)
        else:
            with _connected(self.scheduler) as client:
                # The workers may be other computers, which do not see the paths of this one.
                yield from _Run(client, task, carries=True).finished(tickets)

    def _of_own(self, tickets: Sequence[Ticket], task: Task) -> Iterator[Finished]:
        """Worker processes of this computer; should dask not bring back those that died, plain ones do the rest."""
        import distributed

        jobs = self.jobs or cores()
        left = dict(enumerate(tickets))
        try:
            with (
                distributed.LocalCluster(
                    n_workers=jobs, threads_per_worker=1, protocol="tcp://", dashboard_address=":0"
                ) as cluster,
                distributed.Client(cluster) as client,
            ):
                for position, result in _Run(client, task, carries=False).finished(tickets):
                    del left[position]
                    yield position, result
        except NoWorkersError:
            places = list(left)
            for place, result in Local(jobs, apart=True).run(list(left.values()), task):
                yield places[place], result


def _connected(scheduler: str) -> _Client:
    import distributed

    try:
        client = distributed.Client(scheduler, timeout=_CONNECT_SECONDS)
    except (OSError, TimeoutError, ValueError) as error:
        raise EngineError(
            f"no Dask scheduler answers at {scheduler} ({error})", "Check the address and that it runs"
        ) from error
    versions = set(client.run(_version).values())
    if not versions:
        client.close()
        raise EngineError(f"the Dask scheduler at {scheduler} has no workers", "Start some")
    if versions != {__version__}:
        client.close()
        found = ", ".join(sorted(str(one) for one in versions))
        raise EngineError(
            f"the workers at {scheduler} have nrfdoctor {found}, not {__version__}",
            f"Install nrfdoctor {__version__} where the workers run",
        )
    return client


def _version() -> str:
    try:
        from analyzer import __version__ as version
    except ImportError:
        return "not installed"
    return version


class NoWorkersError(EngineError):
    """Every worker has gone and none has come back."""


class _LostError(Exception):
    """A batch without a result."""

    def __init__(self, died: bool) -> None:
        """`died` tells that workers died over it, again and again."""
        super().__init__(died)
        self.died = died


class _Run:
    """One batch of tickets on a cluster."""

    def __init__(self, client: _Client, task: Task, *, carries: bool) -> None:
        from analyzer.triage.engines.errand import Errand

        self._client = client
        self._task = task
        self._carries = carries
        self._errand = Errand(task)

    def finished(self, tickets: Sequence[Ticket]) -> Iterator[Finished]:
        """Give what is done. What was with a worker that died is done again, in the end each ticket alone."""
        self._client.register_plugin(self._errand)
        suspects: list[Batch] = []
        yield from self._together(batches(tickets), suspects)
        for batch in suspects:
            for one in batch:
                yield from self._alone([one])
        self._client.unregister_worker_plugin(self._errand.name)

    def _together(self, todo: Iterator[Batch], suspects: list[Batch]) -> Iterator[Finished]:
        """Keep every worker busy; dask itself gives what a dead worker had to others, some times over."""
        room = _AHEAD * max(1, len(self._workers()))
        running: dict[_Future, Batch] = {self._submit(batch): batch for batch in islice(todo, room)}
        while running:
            for future in self._done(running):
                batch = running.pop(future)
                try:
                    yield from self._result(future)
                except _LostError:
                    suspects.append(batch)
                running |= {self._submit(following): following for following in islice(todo, 1)}

    def _alone(self, batch: Batch) -> list[Finished]:
        """One ticket with nothing else on the cluster: what dies now died over it."""
        for _ in range(_TRIES):
            try:
                (future,) = self._done([self._submit(batch)])
                return self._result(future)
            except _LostError as failed:
                if failed.died:
                    break
        return lost(batch, "every worker that read it died, as when memory runs out")

    def _done(self, futures: Collection[_Future]) -> list[_Future]:
        """Those that have come to an end, waiting for the first. Raises NoWorkersError when nobody works at them."""
        alone_since = looked = time.monotonic()
        # Their states are looked at here: waiting within dask returns at once, again and again, for a result that was
        # there and is lost.
        while not (ended := [future for future in futures if future.status != "pending"]):
            time.sleep(_GLANCE_SECONDS)
            if time.monotonic() - looked < _LOOK_SECONDS:
                continue
            looked = time.monotonic()
            self._check_scheduler()
            if self._workers():
                alone_since = looked
            elif looked - alone_since >= _ALONE_SECONDS:
                raise NoWorkersError("every worker of the cluster has gone", _AGAIN)
        return ended

    def _workers(self) -> Collection[str]:
        workers: Collection[str] = self._client.scheduler_info(n_workers=-1)["workers"]
        return workers

    def _check_scheduler(self) -> None:
        if self._client.status != "running":
            raise EngineError("the Dask scheduler has gone", _AGAIN)

    def _submit(self, batch: Batch) -> _Future:
        from analyzer.triage.engines.errand import examine_here

        if self._carries:
            batch = [(position, self._carried(ticket)) for position, ticket in batch]
        return self._client.submit(examine_here, batch, self._errand.name, pure=False)

    def _result(self, future: _Future) -> list[Finished]:
        """What a batch gave. Raises _LostError, or EngineError when the scheduler is gone."""
        import distributed

        try:
            results: list[Finished] = future.result(timeout=_ALONE_SECONDS)
        except Exception as error:  # a result may be lost on its way in many ways, whatever dask calls them
            self._check_scheduler()
            raise _LostError(isinstance(error, distributed.KilledWorker)) from error
        return results

    def _carried(self, ticket: Ticket) -> Ticket:
        """The ticket with the content of its local files; what cannot be read says so where it is examined."""
        if all(is_remote(address) for address in ticket.addresses):
            return ticket
        try:
            return replace(ticket, addresses=(), carried=tuple(content(ticket, self._task.largest)))
        except SourceError:
            return ticket
