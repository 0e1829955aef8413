"""Zip and gzip archives, unpacked in memory with every bound counted while reading."""

from __future__ import annotations

import gzip
import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import cast

from analyzer.sources.bounds import (
    CHUNK,
    MAX_DEPTH,
    MAX_DIRECTORY,
    MAX_ENTRIES,
    MAX_RATIO,
    MAX_UNPACKED,
    RATIO_FROM,
)
from analyzer.sources.errors import SourceError
from analyzer.sources.left_out import NO_LOG, LeftOut

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_GZIP = b"\x1f\x8b\x08"
_DIRECTORY_ENTRY = b"PK\x01\x02"
_OFFICE = "[Content_Types].xml"
_ENCRYPTED = 0x1
_UNIX_MODE = 16
# Others are rare, and a header of lzma can ask for gigabytes before a byte is unpacked.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Member:
    """A file out of an archive."""

    name: str
    """`logs.zip!a/b.log`."""
    data: bytes


@dataclass(slots=True)
class Unpacking:
    """What may still be taken out of one input, all its archives together, and what was not."""

    wanted: Callable[[str], bool]
    """Tells by its name whether a file may be a log."""
    left_out: LeftOut
    bytes_left: int = MAX_UNPACKED
    entries_left: int = MAX_ENTRIES


class _TooMuch(Exception):  # noqa: N818 - not an error of the archive but of our bounds
    """A bound was reached while unpacking."""


def is_archive(data: bytes) -> bool:
    """Tell by the first bytes whether this is a zip or gzip file."""
    return data.startswith((_ZIP, _EMPTY_ZIP, _GZIP))


def members(name: str, data: bytes, unpacking: Unpacking, depth: int = 1) -> Iterator[Member | SourceError]:
    """Give the files of an archive and of archives in it; a broken one among them is an error of its own."""
    if depth > MAX_DEPTH:
        unpacking.left_out.add("archive-depth", name, f"lies deeper than {MAX_DEPTH} archives in each other")
        return
    try:
        unpacked = _gzip(name, data, unpacking) if data.startswith(_GZIP) else _zip(name, data, unpacking)
        for member in unpacked:
            if is_archive(member.data):
                yield from members(member.name, member.data, unpacking, depth + 1)
            else:
                yield member
    except SourceError as error:
        yield error


def _gzip(name: str, data: bytes, unpacking: Unpacking) -> Iterator[Member]:
    inner = PurePosixPath(name.rpartition("!")[2]).name
    inner = inner[:-3] if inner.lower().endswith(".gz") else inner
    packed = io.BytesIO(data)
    parts: list[bytes] = []
    try:
        with gzip.GzipFile(fileobj=packed) as stream:
            for chunk in _counted(stream, unpacking, packed.tell):
                parts.append(chunk)
    except _TooMuch as bound:
        unpacking.left_out.add("archive-size", name, str(bound))
        return
    except _BROKEN as error:
        if not parts:
            raise SourceError(name, "is a broken gzip file", "Pack or download it again") from error
        unpacking.left_out.add("archive-broken", name, "is cut off; what could be unpacked was read")
    yield Member(f"{name}!{inner}", b"".join(parts))


def _zip(name: str, data: bytes, unpacking: Unpacking) -> Iterator[Member]:
    if data.count(_DIRECTORY_ENTRY) > MAX_DIRECTORY:
        raise SourceError(name, f"lists more than {MAX_DIRECTORY} files", "Pack only the logs")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise SourceError(name, "is a broken zip file", "Pack or download it again") from error
    with archive:
        entries = [entry for entry in archive.infolist() if not entry.filename.endswith("/")]
        if any(entry.filename == _OFFICE for entry in entries):
            raise SourceError(
                name, "looks like an Office document, not a log", "Save it as plain text and give that"
            )
        for entry in sorted(entries, key=lambda entry: entry.filename):
            member = _entry(f"{name}!{_shown(entry.filename)}", archive, entry, unpacking)
            if member is not None:
                yield member


def _entry(
    name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, unpacking: Unpacking
) -> Member | None:
    left_out = unpacking.left_out
    if refusal := _refusal(entry):
        left_out.add("archive-refused", name, refusal)
        return None
    if not unpacking.wanted(entry.filename):
        left_out.add("archive-skipped", name, NO_LOG)
        return None
    unpacking.entries_left -= 1
    if unpacking.entries_left < 0:
        left_out.add("archive-entries", name, f"comes after the first {MAX_ENTRIES} logs")
        return None
    try:
        with cast("zipfile.ZipExtFile", archive.open(entry)) as stream:
            return Member(name, b"".join(_counted(stream, unpacking, lambda: entry.compress_size)))
    except _TooMuch as bound:
        left_out.add("archive-size", name, str(bound))
    except _BROKEN:
        left_out.add("archive-broken", name, "could not be unpacked")
    return None


def _refusal(entry: zipfile.ZipInfo) -> str | None:
    """Say why an entry is not opened at all."""
    path = entry.filename.replace("\\", "/")
    if not path:
        return "has no name"
    if path.startswith("/") or path[1:2] == ":":
        return "has an absolute name"
    if ".." in path.split("/"):
        return "points out of the archive"
    if stat.S_ISLNK(entry.external_attr >> _UNIX_MODE):
        return "is a link"
    if entry.flag_bits & _ENCRYPTED:
        return "is encrypted"
    if entry.compress_type not in _METHODS:
        return "is packed by a rare method"
    return None


def _shown(name: str) -> str:
    """Give a name of the archive's making in characters that do no harm to a terminal."""
    return "".join(char if char.isprintable() else "?" for char in name)


def _counted(
    stream: zipfile.ZipExtFile | gzip.GzipFile, unpacking: Unpacking, packed: Callable[[], int]
) -> Iterator[bytes]:
    """Read in chunks and stop at the first bound that is reached."""
    taken = 0
    while chunk := stream.read1(CHUNK):  # `read` would lose the last piece before a cut
        taken += len(chunk)
        unpacking.bytes_left -= len(chunk)
        if unpacking.bytes_left < 0:
            raise _TooMuch("more would be unpacked of this input than is allowed")
        if taken > RATIO_FROM and taken > packed() * MAX_RATIO:
            raise _TooMuch(f"unpacks to more than {MAX_RATIO} times its size, as bombs do")
        yield chunk
