"""Running a program a few times and keeping the median of what it took."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True, slots=True)
class Took:
    """Medians over several runs."""

    cpu: float
    """Seconds of processor time, its own and the system's for it: other work on the machine disturbs it least."""
    wall: float
    """Seconds by the clock."""
    peak: float
    """Most memory held, in MiB."""


def run(command: Sequence[str], rounds: int) -> Took:
    """Run a program so many times. Its exit code is its own affair; that it cannot be started is an error."""
    once(command)  # fills caches
    return median([once(command) for _ in range(rounds)])


def together(commands: Sequence[Sequence[str]], rounds: int) -> list[Took]:
    """Run programs in turn, round by round, so that a slow spell of the machine meets all of them."""
    for command in commands:
        once(command)
    seen: list[list[Took]] = [[] for _ in commands]
    for _ in range(rounds):
        for place, command in enumerate(commands):
            seen[place].append(once(command))
    return [median(took) for took in seen]


def once(command: Sequence[str]) -> Took:
    """Run a program once."""
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT) as process:
        _, _, used = os.wait4(process.pid, 0)
        process.returncode = 0
    return Took(used.ru_utime + used.ru_stime, time.perf_counter() - start, used.ru_maxrss / 1024)


def median(took: Sequence[Took]) -> Took:
    """The median of each number."""
    return Took(
        statistics.median(one.cpu for one in took),
        statistics.median(one.wall for one in took),
        statistics.median(one.peak for one in took),
    )
