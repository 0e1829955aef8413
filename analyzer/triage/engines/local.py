"""All cores of this computer."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import tempfile
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from analyzer.triage.engines.interface import Batch, EngineError, Finished, batches, examine_batch, lost
from analyzer.triage.examine import Task
from analyzer.triage.tickets import Ticket

_WORTH_A_POOL = 24
"""Tickets from which starting processes (about a second each) pays."""
_DIED = "the process that read it died twice, as when memory runs out"


@dataclass(frozen=True, slots=True)
class Local:
    """Processes of this computer; one job means this very process."""

    jobs: int = 0
    """0 means as many as there are cores."""
    apart: bool = False
    """True keeps even the shortest work out of this process, for tickets that may kill theirs."""

    def run(self, tickets: Sequence[Ticket], task: Task) -> Iterator[Finished]:
        """Examine the tickets; those whose process died are tried once more, each alone."""
        jobs = self.jobs or cores()
        if not self.apart and (jobs == 1 or len(tickets) < _WORTH_A_POOL):
            for batch in batches(tickets, 1):
                yield from examine_batch(batch, task)
            return
        yield from _spread(list(batches(tickets)), task, jobs)


def cores() -> int:
    """Processors that this process may use; a container often has fewer than the computer."""
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable else os.cpu_count() or 1


def _spread(work: Sequence[Batch], task: Task, jobs: int) -> Iterator[Finished]:
    """Examine batches in processes; when one dies, find out by elimination over which ticket."""
    while work:
        left: list[Batch] = []
        yield from _in_pool(work, task, jobs, left)
        left.sort(key=lambda batch: batch[0][0])
        if left and jobs == 1 and len(left[0]) == 1:
            yield from lost(left[0], _DIED)  # one process takes them in order, so it was over the first
            work = left[1:]
            continue
        # Batches are handed out in order: it was over one of those that were first in the queue.
        suspects, work = left[: 2 * jobs + 1], left[2 * jobs + 1 :]
        yield from _spread([[one] for batch in suspects for one in batch], task, 1)


def _in_pool(work: Sequence[Batch], task: Task, jobs: int, left: list[Batch]) -> Iterator[Finished]:
    """Examine batches in a pool; when a process dies the pool ends, and what is not done goes to `left`.

    Raises EngineError when no process can be started at all.
    """
    with tempfile.TemporaryDirectory(prefix="nrfdoctor-") as folder:
        # Through a file, since a process that dies early would leave its parent writing into a pipe for ever.
        order = Path(folder) / "task"
        order.write_bytes(pickle.dumps(task))
        yield from _shared_out(work, _pool(jobs, order), left)


def _shared_out(work: Sequence[Batch], pool: ProcessPoolExecutor, left: list[Batch]) -> Iterator[Finished]:
    try:
        try:
            with _unheard():
                first = pool.submit(_ready)
            first.result()
        except BrokenProcessPool as error:
            raise EngineError("no worker process can be started", "Try --jobs 1, which needs none") from error
        running: dict[Future[list[Finished]], Batch] = {}
        with _unheard():
            running.update((pool.submit(_work, batch), batch) for batch in work)
        for future in as_completed(running):
            try:
                yield from future.result()
            except BrokenProcessPool:
                left.append(running[future])
    finally:
        pool.shutdown(cancel_futures=True)


def _pool(jobs: int, order: Path) -> ProcessPoolExecutor:
    # Forking a process that has threads (the progress bar has one) can hang; starting anew is the same everywhere.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(order,))


@contextmanager
def _unheard() -> Iterator[None]:
    """Start processes that never hear Ctrl-C, which reaches the whole group: the parent ends them in order.

    What is ignored stays ignored in a new process, from before its first line on. On Windows they hear it until they
    have begun.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread hears signals
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


_task: Task | None = None
"""What a worker process does; set once when it starts."""


def _begin(order: Path) -> None:
    global _task
    _task = pickle.loads(order.read_bytes())  # noqa: S301 - written by the process that started this one
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _ready() -> None:
    """Nothing: that it comes back shows that processes start."""


def _work(batch: Batch) -> list[Finished]:
    assert _task is not None  # noqa: S101 - the pool runs `_begin` first
    return examine_batch(batch, _task)
