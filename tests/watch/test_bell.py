"""Waiting for a folder: it rings for changes, and never waits long when the system tells nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from analyzer.watch import bell
from analyzer.watch.bell import Bell


class Clock(Event):
    """Counts how often it was waited for, and does not wait."""

    def __init__(self) -> None:
        super().__init__()
        self.waited = 0

    def wait(self, timeout: float | None = None) -> bool:
        self.waited += 1
        return self.is_set()


def test_without_a_folder_it_waits_a_tick(tmp_path: Path) -> None:
    stop = Clock()
    Bell(stop).wait(tmp_path / "not there")
    assert stop.waited == 1


def test_a_system_that_gives_no_notifications_is_asked_in_ticks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_paths: object, **_options: object) -> Iterator[object]:
        raise OSError(24, "inotify instance limit reached")
        yield  # as the real one, it is a generator

    monkeypatch.setattr(bell, "watch", refuse)
    stop = Clock()
    one = Bell(stop)
    for _ in range(3):
        one.wait(tmp_path)
    assert stop.waited == 3


def test_it_rings_when_nothing_happens_and_when_something_does(tmp_path: Path) -> None:
    stop = Event()
    one = Bell(stop)
    one.wait(tmp_path)
    threading.Timer(0.05, lambda: (tmp_path / "a.log").write_text("x")).start()
    while not (tmp_path / "a.log").exists():
        one.wait(tmp_path)
    one.wait(tmp_path)


def test_it_does_not_wait_once_the_watch_is_to_stop(tmp_path: Path) -> None:
    stop = Event()
    one = Bell(stop)
    one.wait(tmp_path)
    stop.set()
    for _ in range(200):
        one.wait(tmp_path)
