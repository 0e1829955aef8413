"""A log that grows: bytes in, findings out, each operation once.

Pure: it knows neither files nor clocks. Who feeds it says when the log paused (`pause`), when it has long been
quiet (`stall`) and when nothing more will come (`close`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from analyzer.pack import Pack
from analyzer.parsing.events import ParsedLog
from analyzer.parsing.operations import SAID_AGAIN
from analyzer.parsing.parse import parse
from analyzer.watch.finding import Finding
from analyzer.watch.lines import Lines
from analyzer.watch.notebook import Notebook
from analyzer.watch.signs import Sign, Signs
from analyzer.watch.window import MOST_LINES, Window

_SLICE = 500
"""Lines read at a time: the window holds so many more than it keeps."""
_PATIENCE = 100
"""Lines after which something is told although more keeps coming; twice as many each time that it does."""
_MOST_PATIENCE = MOST_LINES // 4
"""What is not told yet must still be in the window."""


class GrowingLog:
    """One log from the place where it is taken up."""

    def __init__(self, name: str, pack: Pack, begins_with: bytes = b"", first: int = 1) -> None:
        """`begins_with` is the beginning of a file whose lines are taken up from the line `first` on."""
        self.name = name
        self._pack = pack
        self._lines = Lines(begins_with)
        self._window = Window(first=first)
        self._signs = Signs(pack.grammar)
        self._notebook = Notebook(pack)
        self._due: list[Sign] = []
        """What ended or erred and is not told yet."""
        self._patience = _PATIENCE
        self._looked_at = b""
        """The line without an end, as it was when it was last looked at."""

    @property
    def lines(self) -> int:
        """Whole lines of the file so far."""
        return self._window.last

    @property
    def is_waiting(self) -> bool:
        """True when an operation has erred whose end was not told: it may have died."""
        return self._notebook.is_waiting

    @property
    def is_clear(self) -> bool:
        """True when what ended is told with its reason; else that may be about to come on a line of its own."""
        return not self._due or any(sign.is_clear for sign in self._due)

    @property
    def refusal(self) -> str | None:
        """Why nothing of it could be read so far; None when something was."""
        return self._signs.refusal

    def know(self, data: bytes) -> None:
        """Take bytes as context: what ended in them is never told."""
        for lines in _slices(self._lines.feed(data)):
            for sign in self._signs_of(lines):
                self._keep(sign)
            self._window.trim()
        self._looked_at = self._lines.rest
        log = self._parsed(self._window.last, self._looked_at)
        if log is not None:
            self._notebook.note(log, self._window.last)

    def take(self, data: bytes) -> Iterator[Finding]:
        """Take the next bytes of the file; give what ended and is settled, since the log has gone on."""
        for lines in _slices(self._lines.feed(data)):
            for sign in self._signs_of(lines):
                if sign.session and (self._due or self.is_waiting):
                    yield from self._round(sign.line - 1, over=True)
                if self._due and self._is_settled(sign):
                    yield from self._round(sign.line - 1)
                self._keep(sign)
                if sign.ends:
                    self._due.append(sign)
            if self._due and self._window.last - self._due[-1].last > SAID_AGAIN:
                yield from self._round(self._window.last)
            self._window.trim()

    def pause(self) -> Iterator[Finding]:
        """Give what ended, for nothing more comes at the moment; a last line without an end counts as a line."""
        self._patience = _PATIENCE
        rest = self._lines.rest
        is_new, self._looked_at = rest != self._looked_at, rest
        if self._due or (is_new and self._signs.show_end(self._lines.mark + rest)):
            yield from self._round(self._window.last, rest)

    def stall(self) -> Iterator[Finding]:
        """Give operations too that went wrong without a word about their end, for nothing has come for long."""
        yield from self._round(self._window.last, self._lines.rest, over=True)

    def close(self) -> Iterator[Finding]:
        """Give all that is not told yet, for nothing more will come."""
        yield from self.stall()

    def _signs_of(self, lines: list[bytes]) -> list[Sign]:
        """Read lines for the first time."""
        first = self._window.last + 1
        self._window.mark, self._window.line_end = self._lines.mark, self._lines.line_end
        self._window.add(lines)
        return list(self._signs.of(self._lines.mark + b"".join(lines), first))

    def _keep(self, sign: Sign) -> None:
        if sign.session:
            self._window.session_begins(sign.line)
        if sign.tells:
            for line in range(sign.line, sign.last + 1):
                self._window.tells(line)

    def _is_settled(self, sign: Sign) -> bool:
        """Whether something new begins, or the log has gone on so long that nothing belongs to the end any more.

        What ended well needs no diagnosis; while the log goes on it waits for the next one.
        """
        first, last = self._due[0].line, self._due[-1].last
        if sign.line <= last:
            return False
        if sign.line - first > self._patience:
            self._patience = min(2 * self._patience, _MOST_PATIENCE)
            return True
        bad = any(one.is_bad for one in self._due)
        return bad and (sign.begins or sign.line - last > SAID_AGAIN)

    def _round(self, last: int, rest: bytes = b"", *, over: bool = False) -> Iterator[Finding]:
        """Diagnose the text up to a line and tell what was not told yet."""
        self._due = []
        log = self._parsed(last, rest)
        if log is not None:
            yield from self._notebook.news(log, last, over=over)

    def _parsed(self, last: int, rest: bytes = b"") -> ParsedLog | None:
        document = self._window.document(self.name, last, rest)
        if document is None:
            return None
        log = parse(document, self._pack.grammar)
        if self._window.is_whole:
            return log
        # Where lines are missing, "it never happened" cannot be told.
        return replace(log, sessions=tuple(replace(one, begun=False) for one in log.sessions))


def _slices(lines: list[bytes]) -> Iterator[list[bytes]]:
    return (lines[at : at + _SLICE] for at in range(0, len(lines), _SLICE))
