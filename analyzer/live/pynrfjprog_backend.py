"""The backend over pynrfjprog's low-level API, in a worker process that can be ended when it hangs."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import queue
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO, NoReturn, cast

from analyzer.live.processes import end_tree
from analyzer.live.values import (
    LOST,
    TIME_LIMIT,
    WORKER_GONE,
    BackendUnavailable,
    CallError,
    CallFailed,
    Json,
)

_WORKER = Path(__file__).with_name("pynrfjprog_worker.py")
_START_LIMIT = 30.0  # seconds for an interpreter to start and load pynrfjprog on a slow disk
_CLOSE_LIMIT = 5.0
_CALLS = frozenset(
    {
        "find_library", "open_library", "list_probes", "open_probe", "read_debug_port", "read_access_port",
        "repeat_access_port", "read_words", "read_device_info", "read_readback",
    }
)  # fmt: skip

INSTALL = 'Install it with: pip install "nrfdoctor[probe]"'


def is_installed() -> bool:
    """Whether the package is there."""
    return importlib.util.find_spec("pynrfjprog") is not None


class PynrfjprogBackend:
    """Asks pynrfjprog. The worker starts with the first call."""

    name = "pynrfjprog"
    supports = _CALLS

    def __init__(self, library: Path | None, limit: float) -> None:
        if not is_installed():
            raise BackendUnavailable(f"pynrfjprog is not installed. {INSTALL}")
        self.last_ms = 0
        self._library = library
        self._limit = limit
        self._process: subprocess.Popen[str] | None = None
        self._answers: queue.Queue[str | None] = queue.Queue()
        self._lost: CallError | None = None

    def call(self, name: str, *arguments: Json) -> Json:
        """Pass the call to the worker and wait for its answer, at most the time limit."""
        begun = time.monotonic()
        try:
            if self._lost is not None:
                raise CallFailed(self._lost)
            self._start()
            begun = time.monotonic()  # starting an interpreter is not the probe's time
            answer = self._exchange(name, arguments)
        finally:
            self.last_ms = round(1000 * (time.monotonic() - begun))
        if "error" in answer:
            error = cast("dict[str, Json]", answer["error"])
            raise CallFailed(
                CallError(cast("int | None", error["code"]), str(error["name"]), str(error["text"]))
            )
        return answer.get("answer")

    def _start(self) -> None:
        if self._process is not None:
            return
        # Its own session: Ctrl-C reaches this process alone, which then closes the probe in order.
        self._process = subprocess.Popen(  # noqa: S603 - our own script under this interpreter
            [sys.executable, "-P", str(_WORKER), str(self._library or "")],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True, encoding="utf-8", start_new_session=os.name == "posix",
        )  # fmt: skip
        reader = threading.Thread(target=_read, args=(self._process.stdout, self._answers), daemon=True)
        reader.start()
        answer = self._wait("start", _START_LIMIT)
        if "unavailable" in answer:
            self.close()
            raise BackendUnavailable(f"pynrfjprog cannot be loaded: {answer['unavailable']}. {INSTALL}")

    def _exchange(self, name: str, arguments: tuple[Json, ...]) -> dict[str, Json]:
        self._send({"call": name, "arguments": list(arguments)})
        return self._wait(name, self._limit)

    def _send(self, request: dict[str, Json]) -> None:
        stream = cast("IO[str]", cast("subprocess.Popen[str]", self._process).stdin)
        try:
            stream.write(json.dumps(request) + "\n")
            stream.flush()
        except OSError:
            self._lose(WORKER_GONE, "the worker process is gone")

    def _wait(self, name: str, limit: float) -> dict[str, Json]:
        try:
            line = self._answers.get(timeout=limit)
        except queue.Empty:
            self._lose(
                TIME_LIMIT, f"{name} did not come back within {limit:g} s and was ended with its worker"
            )
        if line is None:
            self._lose(WORKER_GONE, f"the worker process died during {name}")
        return cast("dict[str, Json]", json.loads(line))

    def _lose(self, name: str, text: str) -> NoReturn:
        self._end()
        self._lost = CallError(None, name, text)
        raise CallFailed(self._lost)

    def close(self) -> None:
        """Ask the worker to close the probe and to leave; end it if it does not."""
        if self._process is None or self._lost is not None:
            return
        with contextlib.suppress(CallFailed):
            self._send({"call": "close", "arguments": []})
            self._wait("close", _CLOSE_LIMIT)
        self._end()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            end_tree(process)


def _read(stream: IO[str], answers: queue.Queue[str | None]) -> None:
    with contextlib.suppress(ValueError, OSError):
        for line in stream:
            answers.put(line)
    answers.put(None)


def is_lost(error: CallError) -> bool:
    """True when the backend answers nothing more after this error."""
    return error.name in LOST
