"""The bytes of every log that a command line names: files, folders, archives and standard input."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from analyzer.sources.addresses import files_under, is_folder, is_remote, load
from analyzer.sources.archives import Unpacking, is_archive, members
from analyzer.sources.bounds import MAX_INPUT
from analyzer.sources.errors import SourceError
from analyzer.sources.left_out import LeftOut
from analyzer.sources.names import may_be_log
from analyzer.sources.paths import STDIN

_STDIN_PLACE = "stdin.log"
_PACKED_ALONE = ".gz"
"""Ending of an archive that holds one file only, and needs no folder."""


@dataclass(frozen=True, slots=True)
class Content:
    """A log before it is decoded."""

    name: str
    """As the user named it: `logs.zip!a/b.log`."""
    place: str
    """Where it lies within what was named, its parts joined by `/`."""
    data: bytes


def read_contents(paths: Sequence[str], stdin: bytes, left_out: LeftOut) -> Iterator[Content | SourceError]:
    """Give each log in turn; what cannot be read comes as an error in its place and stops nothing.

    An archive is a folder of its name, unless it is all that is read.
    """
    alone = len(paths) == 1
    for path in paths:
        try:
            if path == STDIN:
                yield from _unpacked(path, _STDIN_PLACE, stdin, left_out, "")
            elif is_folder(path):
                yield from _folder(path, left_out)
            else:
                name = PurePath(path).name
                yield from _unpacked(path, name, load(path), left_out, "" if alone else _stem(name))
        except SourceError as error:
            yield error


def _folder(folder: str, left_out: LeftOut) -> Iterator[Content | SourceError]:
    nothing = True
    for path in files_under(folder, left_out):
        nothing = False
        place = path.removeprefix(folder) if is_remote(path) else os.path.relpath(path, folder)
        try:
            place = place.replace(os.sep, "/").lstrip("/")
            yield from _unpacked(path, place, load(path), left_out, _stem(place))
        except SourceError as error:
            yield error
    if nothing:
        yield SourceError(folder, "is a folder without logs", "Give the path of a log")


def _unpacked(
    name: str, place: str, data: bytes, left_out: LeftOut, folder: str
) -> Iterator[Content | SourceError]:
    """The log, or those of an archive; `folder` is where the latter lie."""
    if len(data) > MAX_INPUT:
        raise SourceError(name, f"is larger than {MAX_INPUT >> 20} MiB", "Give the part around the failure")
    if not is_archive(data):
        yield Content(name, place, data)
        return
    nothing = True
    for member in members(name, data, Unpacking(may_be_log, left_out)):
        nothing = False
        if isinstance(member, SourceError):
            yield member
        else:
            inner = _inside(member.name.removeprefix(f"{name}!"))
            whole = place.lower().endswith(_PACKED_ALONE)
            yield Content(member.name, _joined(_parent(place) if whole else folder, inner), member.data)
    if nothing:
        yield SourceError(name, "holds no log that can be read", "Give the path of a log")


def _inside(name: str) -> str:
    """The place of a member of an archive: the archives in it are folders of their names."""
    *archives, last = name.split("!")
    folders = (_parent(one) if one.lower().endswith(_PACKED_ALONE) else _stem(one) for one in archives)
    return "/".join([*filter(None, folders), last])


def _stem(place: str) -> str:
    return place.rpartition(".")[0] or place


def _parent(place: str) -> str:
    return place.rpartition("/")[0]


def _joined(folder: str, place: str) -> str:
    return f"{folder}/{place}" if folder else place
