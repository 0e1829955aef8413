"""What happens to a file that others write: appended to, truncated, replaced, gone, back.

A pure state machine over what the file system says (`Look`) and what is read. It relies on no inode number: where
there is none (0 on some file systems of Windows and on some network drives), the bytes before the place where
reading stopped tell whether the file is still the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

CHUNK = 256 * 1024
"""Bytes read at a time: a log that is written faster than it is read never fills the memory."""
_REMEMBERED = 64
"""Bytes before the place of reading that are compared: a time stamp and some words of the last line."""

Identity = tuple[int, int]
"""Device and inode number of a file."""
Read = Callable[[int, int], bytes]
"""Bytes of the file from an offset on, at most as many."""
Reason = Literal["appeared", "rewritten", "replaced"]


@dataclass(frozen=True, slots=True)
class Look:
    """What the file system says of a file at one moment."""

    size: int
    identity: Identity | None = None
    """None where the file system has no numbers for its files."""


@dataclass(frozen=True, slots=True)
class Appended:
    """More bytes of the file that is followed."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Begun:
    """The bytes that follow are those of another file, or of the same one written anew: lines count from 1 again."""

    why: Reason


@dataclass(frozen=True, slots=True)
class Gone:
    """There is no file of the name any more."""


Happening = Appended | Begun | Gone


class Follower:
    """Follows one path over all that happens to the file there."""

    def __init__(self) -> None:
        self.identity: Identity | None = None
        self.offset = 0
        """Bytes of the present file that were given."""
        self._last = b""
        self._known = False
        self.is_present = False
        """True when the file was there at the last look."""

    def start(self, now: Look, offset: int, before: bytes) -> None:
        """Take a file up at an offset, as one that was read so far elsewhere; `before` are the bytes before it."""
        self.identity, self.offset, self._last = now.identity, offset, before[-_REMEMBERED:]
        self._known = self.is_present = True

    def has_left(self, now: Look | None) -> bool:
        """True when the followed file was renamed away or removed since the last look: its rest may be elsewhere."""
        if now is None:
            return self.is_present
        return self._known and _differ(self.identity, now.identity)

    def rest(self, size: int, read: Read) -> Iterator[Appended]:
        """What was written to the followed file after the last look, found under its new name."""
        if size >= self.offset and self._is_continued(read):
            yield from self._appended(size, read)

    def look(self, now: Look | None, read: Read) -> Iterator[Happening]:
        """What happened since the last look. `read` reads the file that `now` is about."""
        if now is None:
            if self.is_present:
                self.is_present = False
                yield Gone()
            return
        why = self._news(now, read)
        self.identity, self.is_present, self._known = now.identity, True, True
        if why is not None:
            self.offset, self._last = 0, b""
            yield Begun(why)
        yield from self._appended(now.size, read)

    def _news(self, now: Look, read: Read) -> Reason | None:
        """Why the file is to be read from its first byte; None when it goes on."""
        if not self._known:
            return "appeared"
        # What was deleted does not come back: the number of the old file may be given to the new one.
        if not self.is_present or _differ(self.identity, now.identity):
            return "replaced"
        return None if now.size >= self.offset and self._is_continued(read) else "rewritten"

    def _is_continued(self, read: Read) -> bool:
        """True when what stands before the place of reading is what was read there."""
        before = self._last
        return read(self.offset - len(before), len(before)) == before

    def _appended(self, size: int, read: Read) -> Iterator[Appended]:
        """The bytes up to a size; what is written meanwhile waits for the next look."""
        while self.offset < size and (data := read(self.offset, min(CHUNK, size - self.offset))):
            self.offset += len(data)
            self._last = (self._last + data)[-_REMEMBERED:]
            yield Appended(data)


def _differ(one: Identity | None, other: Identity | None) -> bool:
    return one is not None and other is not None and one != other
