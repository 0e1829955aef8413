"""Logs to measure on, made of the corpus and of ordinary traffic; the same bytes on every run."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path

CORPUS = Path(__file__).parent.parent.parent / "corpus"

_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
_TRACE = re.compile(r"\[\d{4}-[A-Z][a-z]{2}-\d\d \d\d:\d\d:\d\d\]")
_START = datetime(2024, 3, 4, 6, 0, tzinfo=UTC)
_RUN_EVERY = 2500  # lines of a service between two runs of a tool
_FAILS_EVERY = 6  # runs of which one fails

_SERVICE = (
    "INFO Station {a} scanned unit {n:09d} of lot {b}",
    "INFO Order {n:07d}: {b} of {c} units done, {a} waiting",
    "DEBUG Poll of the press took {a} ms, queue {b}, heap {n} kB",
    "INFO Function test of unit {n:09d} passed in {a}.{b} s",
    "DEBUG Temperature {a}.{b} C, humidity {c} %RH, supply 24.{b} V",
    "INFO Label {n:08d} printed on printer {a}",
    "INFO Operator {c} opened the cover of station {a}",
    "DEBUG Heartbeat of gateway 10.{a}.{b}.{c} after {n} ms",
    "INFO Wrote {n} bytes of results to archive {a}",
    "DEBUG Camera {a} took frame {n}, exposure {b} ms, gain {c}",
)
_WITH_HEX = "DEBUG Request {x:08x}-{y:04x}-4{z:03x} of client {a} answered in {b} ms"
_HEX_EVERY = 25  # one line in so many holds an id that never comes again


def ordinary(size: int) -> Iterator[str]:
    """The log of a production line's service: 98 of 100 lines say nothing of any tool, some runs fail."""
    clock = _Clock(timedelta(milliseconds=80))
    rng = random.Random(7)
    runs = _runs(_STAMP)
    written = count = 0
    while written < size:
        count += 1
        batch = [_service(rng)] if count % _RUN_EVERY else next(runs)
        for text in batch:
            line = f"{clock.iso()} {text}\n" if not _STAMP.match(text) else clock.restamped(text)
            written += len(line)
            yield line


def dense(size: int) -> Iterator[str]:
    """What `nrfjprog --log` writes: every line is a tool's, run after run."""
    clock = _Clock(timedelta(milliseconds=15))
    runs = _runs(_TRACE)
    written = 0
    while written < size:
        for text in next(runs):
            line = clock.restamped(text)
            written += len(line)
            yield line


def tickets() -> list[tuple[str, bytes]]:
    """The corpus as tickets of a support desk."""
    return [(path.name, path.read_bytes()) for path in sorted(CORPUS.glob("*.log"))]


def write(lines: Iterator[str], path: Path) -> Path:
    """Write a log unless it is there already."""
    if not path.exists():
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(lines)
    return path


def _service(rng: random.Random) -> str:
    a, b, c, n = rng.randrange(10), rng.randrange(10), rng.randrange(10, 100), rng.randrange(10**6, 10**7)
    if rng.randrange(_HEX_EVERY) == 0:
        x, y, z = rng.getrandbits(32), rng.getrandbits(16), rng.getrandbits(12)
        return _WITH_HEX.format(x=x, y=y, z=z, a=a, b=b)
    return rng.choice(_SERVICE).format(a=a, b=b, c=c, n=n)


def _runs(stamp: re.Pattern[str]) -> Iterator[list[str]]:
    """Runs of tools from the corpus, over and over: five that end well, then one that fails."""
    good: list[list[str]] = []
    bad: list[list[str]] = []
    for path in sorted(CORPUS.glob("*.log")):
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        if len(lines) > 5 and all(stamp.match(line) for line in lines):
            (good if "clean" in path.name else bad).append(lines)
    quiet, failing = cycle(good), cycle(bad)
    while True:
        for _ in range(_FAILS_EVERY - 1):
            yield next(quiet)
        yield next(failing)


class _Clock:
    """The time of the log, a step further with every line."""

    def __init__(self, step: timedelta) -> None:
        self._now, self._step = _START, step

    def iso(self) -> str:
        self._now += self._step
        return f"{self._now:%Y-%m-%dT%H:%M:%S}.{self._now.microsecond // 1000:03d}Z"

    def restamped(self, text: str) -> str:
        stamp = self.iso()
        trace = f"[{self._now:%Y-%b-%d %H:%M:%S}]"
        return _TRACE.sub(trace, _STAMP.sub(stamp, text, count=1), count=1) + "\n"
