"""One input under a bound of time: what takes longer than any honest input of its size is a finding too."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

SECONDS = 3.0
"""Processor time of one input of some kilobytes; an ordinary one takes some hundredths of a second."""
MEGABYTES = 2000
"""Memory of the whole process, the compiled pack and the fuzzer's own tables in it."""


class SlowInputError(Exception):
    """An input took longer than `SECONDS`."""


@contextmanager
def bounded(seconds: float = SECONDS) -> Iterator[None]:
    """Raise SlowInputError within the block when it has used so much processor time.

    Processor time and not the clock's: a busy machine makes no input slow. Without such timers, on Windows, nothing
    is bounded.
    """
    if not hasattr(signal, "ITIMER_VIRTUAL"):
        yield
        return

    def too_slow(_number: int, _frame: FrameType | None) -> None:
        raise SlowInputError(f"took more than {seconds} s")

    before = signal.signal(signal.SIGVTALRM, too_slow)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@contextmanager
def lean() -> Iterator[None]:
    """Raise MemoryError within the block instead of taking more than `MEGABYTES`; nothing is bounded on Windows."""
    try:
        import resource
    except ImportError:
        yield
        return
    before = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (MEGABYTES << 20, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, before)


def run(target: Callable[[bytes], None], data: bytes) -> None:
    """Give one input to a target, within the bounds."""
    with lean(), bounded():
        target(data)
