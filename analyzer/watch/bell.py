"""Waiting until something happens in a folder, and never for long."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

from watchfiles import watch

from analyzer.watch.shared_file import is_folder

TICK = 0.25
"""Seconds after which the file is looked at in any case.

Network drives tell nothing of what other computers write, and Windows tells of a growing file only when its writer
closes it or somebody asks: there this look is what finds news. Elsewhere it notices that nothing more comes.
"""
_STEP = 30
_DEBOUNCE = 150
"""Milliseconds: changes so near to each other are one, but never for longer than this."""


class Bell:
    """Rings when something changed in the folder, or when it is time to look all the same."""

    def __init__(self, stop: Event) -> None:
        self._stop = stop
        self._folder: Path | None = None
        self._changes: Iterator[object] | None = None

    def wait(self, folder: Path) -> None:
        """Return when a file of the folder changed, when the tick is over, or when the watch is to stop."""
        if self._changes is None or folder != self._folder:
            self._listen(folder)
        if self._changes is None:
            self._stop.wait(TICK)
            return
        try:
            next(self._changes, None)
        except (OSError, RuntimeError):
            self._changes = None  # the folder may not be listed, or the system gives no more notifications
            self._stop.wait(TICK)

    def _listen(self, folder: Path) -> None:
        """Ask for notifications; a folder that is not there yet is asked for again at the next tick."""
        self._folder, self._changes = folder, None
        if is_folder(folder):
            # Every change rings, whatever its file: were some left out, a busy neighbour would drown the tick.
            self._changes = watch(
                folder, watch_filter=None, recursive=False, stop_event=self._stop, raise_interrupt=False,
                debounce=_DEBOUNCE, step=_STEP, rust_timeout=round(TICK * 1000), yield_on_timeout=True,
            )  # fmt: skip
