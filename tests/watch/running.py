"""A running `nrfdoctor watch`, its output read as it comes. Nothing here waits for a fixed time."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).parent.parent.parent
SEED = ROOT / "corpus" / "modem-dfu-102-then-93.log"
LINES = SEED.read_bytes().splitlines(keepends=True)
PATIENCE = 120
"""Seconds after which a test gives up; a loaded machine may need many."""

_INTERRUPT = signal.CTRL_BREAK_EVENT if sys.platform == "win32" else signal.SIGINT
_GROUP = subprocess.CREATE_NEW_PROCESS_GROUP if sys.platform == "win32" else 0


class Running:
    """The process and what it said so far."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self.out: list[str] = []
        self.err: list[str] = []
        self._changed = threading.Condition()
        self._readers = [
            threading.Thread(target=self._read, args=(process.stdout, self.out), daemon=True),
            threading.Thread(target=self._read, args=(process.stderr, self.err), daemon=True),
        ]
        for reader in self._readers:
            reader.start()

    def _read(self, stream: IO[bytes] | None, lines: list[str]) -> None:
        for line in stream or ():
            with self._changed:
                lines.append(line.decode().rstrip("\r\n"))
                self._changed.notify_all()

    def wait(self, is_so: Callable[[], bool], what: str) -> None:
        """Wait until something is so."""
        with self._changed:
            if not self._changed.wait_for(is_so, PATIENCE):
                raise AssertionError(f"never came: {what}\nout: {self.out}\nerr: {self.err}")

    def says(self, text: str) -> None:
        """Wait until a line of standard error holds the text."""
        self.wait(lambda: any(text in line for line in self.err), text)

    def told(self, outcome: str | None = None) -> list[dict[str, Any]]:
        """The objects on standard output, those of one outcome."""
        objects = [json.loads(line) for line in list(self.out)]
        return [one for one in objects if outcome in (None, one["outcome"])]

    def tells(self, count: int, outcome: str | None = None) -> list[dict[str, Any]]:
        """Wait until so many objects are there."""
        self.wait(lambda: len(self.told(outcome)) >= count, f"{count} objects {outcome or ''}")
        return self.told(outcome)

    def interrupt(self) -> int:
        """Press Ctrl-C; give the exit code."""
        self.process.send_signal(_INTERRUPT)
        return self.ends()

    def ends(self) -> int:
        """Wait for the end; give the exit code. What it said is complete then."""
        code = self.process.wait(PATIENCE)
        for reader in self._readers:
            reader.join(PATIENCE)
        return code


@contextmanager
def watch(*arguments: str | Path, follows: bool = True, **environment: str) -> Iterator[Running]:
    """Run the command; when it follows a file, from the moment on at which it does."""
    process = subprocess.Popen(
        [sys.executable, "-m", "analyzer.cli.main", "watch", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        creationflags=_GROUP,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "NRF_USER_DATA_DIR": "", **environment},
    )
    running = Running(process)
    try:
        if follows:
            running.says("following")
        yield running
    finally:
        process.kill()
        running.ends()


def append(path: Path, data: bytes) -> None:
    """Write more to a file, as a logger does."""
    with path.open("ab") as file:
        file.write(data)
