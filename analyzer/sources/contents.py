"""The bytes of every log that a command line names: files, folders, archives and standard input."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from analyzer.sources.addresses import files_under, is_folder, is_remote, load
from analyzer.sources.archives import Unpacking, is_archive, members
from analyzer.sources.errors import SourceError
from analyzer.sources.left_out import LeftOut
from analyzer.sources.names import may_be_log
from analyzer.sources.paths import STDIN

_STDIN_PLACE = "stdin.log"


@dataclass(frozen=True, slots=True)
class Content:
    """A log before it is decoded."""

    name: str
    """As the user named it: `logs.zip!a/b.log`."""
    place: str
    """Where it lies within what was named, its parts joined by `/`."""
    data: bytes


def read_contents(paths: Sequence[str], stdin: bytes, left_out: LeftOut) -> Iterator[Content | SourceError]:
    """Give each log in turn; what cannot be read comes as an error in its place and stops nothing."""
    for path in paths:
        try:
            if path == STDIN:
                yield from _unpacked(path, _STDIN_PLACE, stdin, left_out)
            elif is_folder(path):
                yield from _folder(path, left_out)
            else:
                yield from _unpacked(path, PurePath(path).name, load(path), left_out)
        except SourceError as error:
            yield error


def _folder(folder: str, left_out: LeftOut) -> Iterator[Content | SourceError]:
    nothing = True
    for path in files_under(folder, left_out):
        nothing = False
        place = path.removeprefix(folder) if is_remote(path) else os.path.relpath(path, folder)
        try:
            yield from _unpacked(path, place.replace(os.sep, "/").lstrip("/"), load(path), left_out)
        except SourceError as error:
            yield error
    if nothing:
        yield SourceError(folder, "is a folder without logs", "Give the path of a log")


def _unpacked(name: str, place: str, data: bytes, left_out: LeftOut) -> Iterator[Content | SourceError]:
    if not is_archive(data):
        yield Content(name, place, data)
        return
    nothing = True
    for member in members(name, data, Unpacking(may_be_log, left_out)):
        nothing = False
        if isinstance(member, SourceError):
            yield member
        else:
            inner = member.name.removeprefix(f"{name}!").replace("!", "/")
            yield Content(member.name, f"{place}/{inner}", member.data)
    if nothing:
        yield SourceError(name, "holds no log that can be read", "Give the path of a log")
