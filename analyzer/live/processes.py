"""Ending a worker together with everything that it started."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess

_LIMIT = 3.0  # seconds that a process gets to leave by itself


def end_tree(process: subprocess.Popen[str]) -> None:
    """End a process that was started in a session of its own, and its children, the willing ones gently.

    The library below starts helpers of its own, which hold the probe: none of them may stay behind.
    """
    children = _children(process.pid)
    if process.stdin is not None:
        with contextlib.suppress(OSError):
            process.stdin.close()
    if process.poll() is None:
        _kill(process)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(_LIMIT)
    for child in children:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if _is_same(child):
                os.kill(child[0], signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
    if process.stdout is not None:
        process.stdout.close()


def _kill(process: subprocess.Popen[str]) -> None:
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


def _children(pid: int) -> list[tuple[int, float]]:
    """Process ids and start times of everything below a process; empty without psutil."""
    try:
        import psutil
    except ImportError:
        return []
    try:
        return [(child.pid, child.create_time()) for child in psutil.Process(pid).children(recursive=True)]
    except psutil.Error:
        return []


def _is_same(child: tuple[int, float]) -> bool:
    """Whether this is still the process that was seen, and not a later one with its number."""
    import psutil

    try:
        return psutil.Process(child[0]).create_time() == child[1]
    except psutil.Error:
        return False
