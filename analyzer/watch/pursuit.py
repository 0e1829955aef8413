"""One path, followed: what happens to the file becomes findings, and words about the state of the watch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

from analyzer.pack import Pack
from analyzer.watch.finding import Finding
from analyzer.watch.follow import Appended, Begun, Gone, Happening, Reason
from analyzer.watch.growing import GrowingLog
from analyzer.watch.trail import Existing, Trail, Unreadable

QUIET = 0.5
"""Seconds without news after which what ended is told: a tool writes the lines of one message at once."""
UNCLEAR = 2.0
"""The same where a failure is told without its reason, which many tools write on a line of its own."""
STALLED = 10.0
"""Seconds without news after which an operation that erred is told though its end was not."""
CONTEXT = 512 * 1024
"""Bytes of an existing file that are read for context: some thousand lines, read in a second or two."""

_NEWS: dict[Reason, str] = {
    "appeared": "following {path} from its first line",
    "rewritten": "{path} was emptied and written anew; reading it again from its first line",
    "replaced": "{path} is a new file now; reading it from its first line",
}

Say = Callable[[str], None]
"""Where the state of the watch is said, sentence by sentence."""


class Pursuit:
    """Follows a path, whether there is a file or not."""

    def __init__(self, path: Path, pack: Pack, say: Say, stop: Event) -> None:
        self.path = path
        self.has_news = False
        """True when the last look brought more of the file."""
        self.was_read = self.is_refused = False
        """Whether the file could ever be read, and whether it was refused at the last look."""
        self._pack = pack
        self._say = say
        self._stop = stop
        self._trail = Trail(path)
        self._log: GrowingLog | None = None
        self._said = ""
        self._is_paused = self._is_stalled = False

    def take_up(self, known: int) -> None:
        """Read the first `known` bytes of the file for context only."""
        existing = self._trail.existing(known, CONTEXT)
        if existing is None:
            return
        self.was_read = True
        self._log = GrowingLog(str(self.path), self._pack, existing.begins_with, existing.first)
        self._log.know(existing.data)
        self._say(f"following {self.path} ({_read(existing, self._log.lines)})")

    def look(self) -> Iterator[Finding]:
        """What ended in what was written since the last look."""
        self.has_news = False
        for happening in self._trail.look():
            yield from self._happened(happening)
            if self._stop.is_set():
                return

    def quiet(self, seconds: float) -> Iterator[Finding]:
        """What is told since nothing was written for so long."""
        if self._log is None:
            return
        if seconds >= (QUIET if self._log.is_clear else UNCLEAR) and not self._is_paused:
            self._is_paused = True
            yield from self._log.pause()
            if self._log.refusal is not None:
                self._say_once(f"{self.path} {self._log.refusal}; waiting for lines that can be read")
        if seconds >= STALLED and not self._is_stalled:
            self._is_stalled = True
            if self._log.is_waiting:
                yield from self._log.stall()

    def close(self) -> Iterator[Finding]:
        """What is told since nothing more is read of the file."""
        if self._log is not None:
            yield from self._log.close()

    def _happened(self, happening: Happening | Unreadable) -> Iterator[Finding]:
        match happening:
            case Appended(data):
                yield from self._appended(data)
            case Begun(why):
                yield from self.close()
                self._log, self.was_read = GrowingLog(str(self.path), self._pack), True
                self._say_once(_NEWS[why].format(path=self.path))
            case Gone():
                self._say_once(f"{self.path} is gone; waiting for it to come back")
            case Unreadable(reason):
                self._say_once(f"{self.path} cannot be read ({reason}); trying on, check your rights to it")
        self.is_refused = isinstance(happening, Unreadable)

    def _appended(self, data: bytes) -> Iterator[Finding]:
        self.has_news = True
        self._is_paused = self._is_stalled = False
        self._said = ""
        if self._log is not None:
            yield from self._log.take(data)

    def _say_once(self, sentence: str) -> None:
        if sentence != self._said:
            self._said = sentence
            self._say(sentence)


def _read(existing: Existing, lines: int) -> str:
    """How much of the file was read for context."""
    if not lines:
        return "it is empty"
    read = lines - existing.first + 1
    part = f"the last {read} of its {lines}" if existing.first > 1 else f"its {lines}"
    return f"{part} lines were read for context"
