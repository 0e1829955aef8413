"""What was found of tickets before: kept in one file, by their content, their name and the rules."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from analyzer.triage.examine import Examined, Task

_KEPT_EVERY = 100
"""Tickets after which what was found is surely on disk: a broken run loses no more than these."""
_BUSY_SECONDS = 30
_FORMAT = 1
"""Changes with the shape of what is kept."""
_FOUND = TypeAdapter(list[Examined])


class CacheError(Exception):
    """A file that cannot serve as a cache; says why and what to do."""


class Cache:
    """Found rows by ticket. Several processes may use the same file."""

    def __init__(self, path: Path, task: Task) -> None:
        """Open or create the file. Raises CacheError when it cannot be written or is something else."""
        self._rules = _fingerprint(task)
        self._waiting: list[tuple[str, bytes]] = []
        try:
            self._base = sqlite3.connect(path, timeout=_BUSY_SECONDS)
            self._base.execute("create table if not exists found (key text primary key, rows blob)")
            self._base.commit()
        except sqlite3.Error as error:
            raise CacheError(f"{path}: cannot be used as a cache ({error}). Name another file.") from error

    def close(self) -> None:
        """Keep everything and let the file go."""
        self._keep()
        self._base.close()

    def get(self, name: str, content: str) -> list[Examined] | None:
        """What was found of a ticket by its name and the fingerprint of its content, if anything."""
        try:
            kept = self._base.execute("select rows from found where key = ?", (self._key(name, content),))
            row = kept.fetchone()
            return None if row is None else _FOUND.validate_json(row[0])
        except (sqlite3.Error, ValidationError):
            return None

    def put(self, name: str, content: str, found: list[Examined]) -> None:
        """Keep what was found; a full disk or a busy file costs the next run time, not this one its end."""
        self._waiting.append((self._key(name, content), _FOUND.dump_json(found)))
        if len(self._waiting) >= _KEPT_EVERY:
            self._keep()

    def _keep(self) -> None:
        """Write at once what waits, so that others who use the file never wait for long."""
        with contextlib.suppress(sqlite3.Error), self._base:
            self._base.executemany("insert or replace into found values (?, ?)", self._waiting)
        self._waiting = []

    def _key(self, name: str, content: str) -> str:
        text = f"{self._rules}\0{content}\0{name}"
        return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def _fingerprint(task: Task) -> str:
    """Changes with everything but the ticket that decides what is found."""
    kinds = ",".join(kind for kind, _ in task.extras)
    return f"{_FORMAT} {task.pack.fingerprint} {task.observations} {task.split} {task.largest} {kinds} {task.mark}"
