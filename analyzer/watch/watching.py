"""The watch itself: it chooses a file, follows it, says what ends, and knows when it is over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Event
from time import monotonic

from analyzer.pack import Pack
from analyzer.watch.bell import Bell
from analyzer.watch.finding import Finding
from analyzer.watch.places import Choice
from analyzer.watch.pursuit import Pursuit, Say
from analyzer.watch.tally import Reason, Tally
from analyzer.watch.until import Until

_PAUSES = 30
"""A folder is listed again when so many times the time has passed that listing it took: large ones take long."""


class Watching:
    """One watch."""

    def __init__(
        self,
        choice: Choice,
        pack: Pack,
        until: Until,
        *,
        from_start: bool,
        stop: Event,
        say: Say,
        is_read: Callable[[], bool] = lambda: True,
    ) -> None:
        """`is_read` tells whether anybody still reads what is told."""
        self.tally = Tally()
        self._choice = choice
        self._pack = pack
        self._until = until
        self._from_start = from_start
        self._stop = stop
        self._say = say
        self._is_read = is_read
        self._pursuit: Pursuit | None = None
        self._is_waiting = self._has_begun = False
        self._began = self._written = monotonic()
        self._choose_after = self._began

    def findings(self) -> Iterator[Finding]:
        """What ends, as it ends; at last what was still open. The tally is complete afterwards."""
        for finding in self._found():
            self.tally.count(finding, self._until)
            yield finding
        self.tally.seconds = monotonic() - self._began

    def _found(self) -> Iterator[Finding]:
        bell = Bell(self._stop)
        while (reason := self._over()) is None:
            yield from self._choose()
            if self._pursuit is not None:
                yield from self._look(self._pursuit)
            if self._over() is None:
                bell.wait(self._choice.folder)
        self.tally.reason = reason
        if self._pursuit is not None and not self.tally.is_reached:
            yield from self._pursuit.close()

    def _over(self) -> Reason | None:
        """Why the watch is over, None when it goes on."""
        now = monotonic()
        if self._stop.is_set():
            return "interrupted"
        if not self._is_read():
            return "left"
        silent = self._has_begun and now - self._written >= self._until.idle
        if self.tally.is_reached or (self._until.what == "idle" and silent):
            return "reached"
        late = self._until.timeout is not None and now - self._began >= self._until.timeout
        return "timeout" if late else None

    def _choose(self) -> Iterator[Finding]:
        """Follow the newest log, which may be another one than before."""
        if monotonic() < self._choose_after:
            return
        began = monotonic()
        chosen = self._choice.newest()
        self._choose_after = monotonic() + _PAUSES * (monotonic() - began)
        if chosen is None:
            if not self._is_waiting:
                self._say(f"waiting for {self._choice.wanted()}")
            self._is_waiting = True
            return
        if self._pursuit is not None and self._pursuit.path == chosen.path:
            return
        if self._pursuit is not None:
            yield from self._pursuit.look()
            yield from self._pursuit.close()
            self._say("there is a newer log")
        self._pursuit = Pursuit(chosen.path, self._pack, self._say, self._stop)
        self._is_waiting = False
        if chosen.known and not self._from_start:
            self._pursuit.take_up(chosen.known)

    def _look(self, pursuit: Pursuit) -> Iterator[Finding]:
        yield from pursuit.look()
        if pursuit.has_news:
            self._written, self._has_begun = monotonic(), True
        else:
            yield from pursuit.quiet(monotonic() - self._written)
        self.tally.unreadable = pursuit.is_refused and not pursuit.was_read
        self._say_what_is_missing(pursuit)

    def _say_what_is_missing(self, pursuit: Pursuit) -> None:
        if not (pursuit.was_read or pursuit.is_refused or self._is_waiting):
            self._is_waiting = True
            self._say(f"waiting for {self._choice.wanted()}, which is not there yet")
