"""`host.jlink-dll`: whether the J-Link library is there, loads, and is one that the tool works with."""

from __future__ import annotations

import re

from analyzer.live.bench import Bench
from analyzer.live.checks.interface import Check
from analyzer.live.values import LOST, CallFailed, Finding, Json

_BUNDLED = (7, 94)  # what nrfjprog 10.24 was released with
_TOO_NEW = (9, 0)  # from here on harmless and real errors of the library cannot be told apart in its log
_NOT_FOUND, _NOT_OPENED, _TOO_OLD = -100, -101, -103


def run(bench: Bench) -> Finding:
    """Load the library; of its failures, tell a missing file from one that does not load."""
    place = bench.table("find_library")
    try:
        library = bench.table("open_library")
    except CallFailed as failure:
        if failure.error.name in LOST:
            raise
        return Finding(_failed(failure.error.code, bool(place["exists"])), dict(place), failure.error)
    version = str(library["version"])
    value: dict[str, Json] = {**library, "bundled": ".".join(str(part) for part in _BUNDLED)}
    return Finding(_judged(version), value)


def _failed(code: int | None, exists: bool) -> str | None:
    if code == _TOO_OLD:
        return "too-old"
    if code == _NOT_FOUND or (code == _NOT_OPENED and not exists):
        return "missing"
    return "not-loadable"


def _judged(version: str) -> str:
    numbers = re.match(r"(\d+)\.(\d+)", version)
    parts = (int(numbers[1]), int(numbers[2])) if numbers else _BUNDLED
    return "ok" if _BUNDLED <= parts < _TOO_NEW else "other-than-bundled"


CHECK = Check(
    id="host.jlink-dll",
    calls=("find_library", "open_library"),
    run=run,
    passes=frozenset({"ok", "other-than-bundled"}),
    outcomes=("ok", "missing", "not-loadable", "too-old", "other-than-bundled"),
)
