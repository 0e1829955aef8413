"""A Dask cluster: one that runs already, or one of processes on this computer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from analyzer import __version__
from analyzer.sources import SourceError
from analyzer.sources.addresses import is_remote
from analyzer.triage.engines.interface import Batch, EngineError, Finished, batches, examine_batch, lost
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
"""How often a batch, then a ticket alone, is given to a worker before it is given up."""
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
                    n_workers=jobs, threads_per_worker=1, protocol="tcp://", dashboard_address=None
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


class _Run:
    """One batch of tickets on a cluster."""

    def __init__(self, client: _Client, task: Task, *, carries: bool) -> None:
        self._client = client
        self._task = task
        self._carries = carries
        self._shared: _Future | None = None
        self._tries: Counter[int] = Counter()

    def finished(self, tickets: Sequence[Ticket]) -> Iterator[Finished]:
        """Give what is done; a batch whose worker died goes to another, in the end ticket by ticket."""
        import distributed

        todo = batches(tickets)
        room = _AHEAD * max(1, len(self._client.scheduler_info(n_workers=-1)["workers"]))
        running: dict[_Future, Batch] = {self._submit(batch): batch for batch in islice(todo, room)}
        done = distributed.as_completed(list(running), raise_errors=False)
        for future in done:
            batch = running.pop(future)
            results, again = self._results(future, batch)
            yield from results
            for more in (*again, *islice(todo, 1)):
                following = self._submit(more)
                running[following] = more
                done.add(following)

    def _submit(self, batch: Batch) -> _Future:
        if self._shared is None or self._shared.status in ("lost", "cancelled", "error"):
            self._shared = self._client.scatter(self._task, broadcast=True, hash=False)
        if self._carries:
            batch = [(position, self._carried(ticket)) for position, ticket in batch]
        return self._client.submit(examine_batch, batch, self._shared, pure=False, retries=_TRIES)

    def _results(self, future: _Future, batch: Batch) -> tuple[list[Finished], list[Batch]]:
        """What a batch gave, and what of it must be tried again."""
        if future.status == "finished":
            results: list[Finished] = future.result()
            return results, []
        first = batch[0][0]
        self._tries[first] += 1
        if len(batch) > 1:
            return [], [[one] for one in batch]
        if self._tries[first] < _TRIES:
            return [], [batch]
        return lost(batch, "every worker that read it died, as when memory runs out"), []

    def _carried(self, ticket: Ticket) -> Ticket:
        """The ticket with the content of its local files; what cannot be read says so where it is examined."""
        if all(is_remote(address) for address in ticket.addresses):
            return ticket
        try:
            return replace(ticket, addresses=(), carried=tuple(content(ticket, self._task.largest)))
        except SourceError:
            return ticket
