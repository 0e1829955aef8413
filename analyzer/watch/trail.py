"""Following one path on a real disk: each look opens the file, reads what is new, and closes it again."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from analyzer.watch.follow import CHUNK, Follower, Happening, Identity, Look, Read
from analyzer.watch.lines import Lines
from analyzer.watch.shared_file import identity_of, is_folder, look_at, open_shared

_TELLING = 4096
"""Bytes that tell the encoding of a file."""
_MOST_SIBLINGS = 5000
"""Files of a folder that are asked whether they are the one that was renamed."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """The file is there and cannot be read at the moment."""

    reason: str


@dataclass(frozen=True, slots=True)
class Existing:
    """What was in a file before it was followed."""

    data: bytes
    """Its newest part, from the beginning of a line on."""
    begins_with: bytes
    """The first bytes of the file, which tell its encoding."""
    first: int
    """Number of the first line of `data`."""


class Trail:
    """Follows a path."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._follower = Follower()

    def existing(self, known: int, most: int) -> Existing | None:
        """Take the file up behind its first `known` bytes; give the last of these, at most `most`.

        None when there is no file to read.
        """
        try:
            with open_shared(self.path) as file:
                _refuse_no_file(file)
                now = look_at(file)
                begins_with = _read_fully(file, _TELLING)
                line_end = Lines(begins_with).line_end
                known = min(known, now.size)
                lines, start = _lines_before(file, max(0, known - most), line_end)
                file.seek(start)
                data = _read_fully(file, known - start)
                self._follower.start(now, start + len(data), data)
        except OSError:
            return None  # the first look tells why
        return Existing(data, begins_with, lines + 1)

    def look(self) -> Iterator[Happening | Unreadable]:
        """What happened since the last look."""
        try:
            with open_shared(self.path) as file:
                _refuse_no_file(file)
                now = look_at(file)
                yield from self._rest(now)
                yield from self._follower.look(now, _reader(file))
        except (FileNotFoundError, NotADirectoryError):
            if self._follower.is_present and not is_folder(self.path.parent):
                # A drive that is unplugged or a share that is away: the file will be the same when it is back.
                yield Unreadable("its folder is gone")
                return
            yield from self._rest(None)
            yield from self._follower.look(None, _nothing)
        except OSError as error:
            yield Unreadable(error.strerror or str(error))

    def _rest(self, now: Look | None) -> Iterator[Happening]:
        """What was written to a renamed file before the new one of its name began."""
        identity = self._follower.identity
        if identity is None or not self._follower.has_left(now):
            return
        try:
            renamed = _find(self.path.parent, identity)
            if renamed is not None:
                with open_shared(renamed) as file:
                    yield from self._follower.rest(look_at(file).size, _reader(file))
        except OSError:
            return  # it was moved on or away; what it held besides is lost


def _refuse_no_file(file: BinaryIO) -> None:
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        raise OSError(0, "it is no file")


def _lines_before(file: BinaryIO, offset: int, line_end: bytes) -> tuple[int, int]:
    """How many lines end before the first one that begins at the offset or behind it, and where that one begins."""
    if not offset:
        return 0, 0
    file.seek(0)
    lines = at = 0
    while at < offset and (part := file.read(min(CHUNK, offset - at))):
        lines += part.count(b"\n")
        at += len(part)
    # The line that the offset cuts is left out; one that goes on beyond a chunk is taken from its middle.
    rest = _read_fully(file, CHUNK)
    end = rest.find(line_end)
    while end >= 0 and (at + end) % len(line_end):
        end = rest.find(line_end, end + 1)
    return (lines, at) if end < 0 else (lines + 1, at + end + len(line_end))


def _reader(file: BinaryIO) -> Read:
    def read(offset: int, most: int) -> bytes:
        file.seek(offset)
        return _read_fully(file, most)

    return read


def _nothing(_offset: int, _most: int) -> bytes:
    return b""


def _read_fully(file: BinaryIO, most: int) -> bytes:
    """Read as many bytes as there are, at most so many: one call may give fewer."""
    parts: list[bytes] = []
    while most > 0 and (part := file.read(most)):
        parts.append(part)
        most -= len(part)
    return b"".join(parts)


def _find(folder: Path, identity: Identity) -> Path | None:
    """The file of a folder with that identity."""
    with os.scandir(folder) as entries:
        for _, entry in zip(range(_MOST_SIBLINGS), entries, strict=False):
            # A directory entry of Windows carries no number: the file itself is asked.
            if entry.is_file(follow_symlinks=False) and identity_of(os.stat(entry.path)) == identity:  # noqa: PTH116 - entry.path is text already
                return Path(entry.path)
    return None
