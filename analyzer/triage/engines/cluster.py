"""A Dask cluster: one that runs already, or one of processes on this computer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from analyzer import __version__
from analyzer.sources import SourceError
from analyzer.sources.addresses import is_remote
from analyzer.triage.engines.interface import Batch, EngineError, Finished, batches, lost
from analyzer.triage.engines.local import cores
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


@dataclass(frozen=True, slots=True)
class Dask:
    """Workers of a Dask cluster."""

    scheduler: str | None = None
    """Address such as `tcp://10.0.0.5:8786`; None starts worker processes on this computer."""
    jobs: int = 0
    """Worker processes to start; 0 means as many as there are cores."""

    def run(self, tickets: Sequence[Ticket], task: Task) -> Iterator[Finished]:
        """Examine the tickets. Raises EngineError without dask, a scheduler, or nrfdoctor on the workers."""
        try:
            import distributed
        except ImportError as error:
            raise EngineError("dask is not installed", _INSTALL) from error
        if self.scheduler is None:
            jobs = self.jobs or cores()
            with (
                distributed.LocalCluster(
                    n_workers=jobs, threads_per_worker=1, protocol="tcp://", dashboard_address=":0"
                ) as cluster,
                distributed.Client(cluster) as client,
            ):
                yield from _Run(client, task, carries=False).finished(tickets)
        else:
            with _connected(self.scheduler) as client:
                # The workers may be other computers, which do not see the paths of this one.
                yield from _Run(client, task, carries=True).finished(tickets)


def _connected(scheduler: str) -> _Client:
    import distributed

    try:
        client = distributed.Client(scheduler, timeout=_CONNECT_SECONDS)
    except (OSError, TimeoutError, ValueError) as error:
        raise EngineError(
            f"no Dask scheduler answers at {scheduler} ({error})", "Check the address and that it runs"
        ) from error
    versions = set(client.run(_version).values())
    if versions != {__version__}:
        client.close()
        found = ", ".join(sorted(str(one) for one in versions)) or "no worker"
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
        import distributed

        room = _AHEAD * max(1, len(self._client.scheduler_info(n_workers=-1)["workers"]))
        running: dict[_Future, Batch] = {self._submit(batch): batch for batch in islice(todo, room)}
        done = distributed.as_completed(list(running), raise_errors=False)
        for future in done:
            batch = running.pop(future)
            try:
                yield from self._result(future)
            except _LostError:
                suspects.append(batch)
            for following in islice(todo, 1):
                running[new := self._submit(following)] = following
                done.add(new)

    def _alone(self, batch: Batch) -> list[Finished]:
        """One ticket with nothing else on the cluster: what dies now died over it."""
        for _ in range(_TRIES):
            try:
                return self._result(self._submit(batch))
            except _LostError as failed:
                if failed.died:
                    break
        return lost(batch, "every worker that read it died, as when memory runs out")

    def _submit(self, batch: Batch) -> _Future:
        from analyzer.triage.engines.errand import examine_here

        if self._carries:
            batch = [(position, self._carried(ticket)) for position, ticket in batch]
        return self._client.submit(examine_here, batch, self._errand.name, pure=False)

    def _result(self, future: _Future) -> list[Finished]:
        """What a batch gave. Raises _LostError, or EngineError when the scheduler is gone."""
        import distributed

        try:
            results: list[Finished] = future.result()
        except Exception as error:  # a result may be lost on its way in many ways, whatever dask calls them
            if self._client.status != "running":
                raise EngineError(
                    f"the Dask scheduler has gone ({error})", "Start it and run the command again"
                ) from error
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
