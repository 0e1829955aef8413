"""Paths of the command line to documents: files, folders, archives and standard input."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from analyzer.sources.archives import Member, Unpacking, is_archive, members
from analyzer.sources.bounds import MAX_INPUT
from analyzer.sources.document import read_document
from analyzer.sources.errors import SourceError
from analyzer.sources.large import read_large
from analyzer.sources.left_out import NO_LOG, LeftOut
from analyzer.sources.names import is_hidden, may_be_log
from analyzer.sources.skim import Judge
from analyzer.sources.text import Document, Limit

STDIN = "-"
"""The path that means standard input, and the name of its document."""

_REASONS = 5
_NO_LOGS = "Give the path of a log, or put logs with a name such as nrfjprog.log or log.txt there"

Found = Document | SourceError


def read_inputs(paths: Sequence[str], stdin: BinaryIO, judge: Judge | None = None) -> Iterator[Found]:
    """Read every input in turn; what cannot be read comes as an error in its place and stops nothing.

    Large logs are skimmed when a judge tells which lines say something, and read as a whole without one.
    """
    for path in paths:
        if path == STDIN:
            yield from _read_stream(STDIN, stdin)
        elif _is(Path.is_dir, path):
            yield from _read_folder(path, judge)
        else:
            yield from _read_file(path, judge)


def read_bytes(name: str, data: bytes) -> list[Document]:
    """Read one input that is already in memory; raise its error when nothing in it can be read."""
    found = list(_read(name, data))
    errors = [one for one in found if isinstance(one, SourceError)]
    documents = [one for one in found if isinstance(one, Document)]
    if not documents:
        raise errors[0]
    said = [Limit("archive-member", str(error)) for error in errors]
    return [*documents[:-1], _with_limits(documents[-1], said)]


def _read(name: str, data: bytes) -> Iterator[Found]:
    if is_archive(data):
        yield from _read_archive(name, data)
        return
    try:
        yield read_document(name, data)
    except SourceError as error:
        yield error


def _read_archive(name: str, data: bytes) -> Iterator[Found]:
    left_out = LeftOut()
    unpacked = members(name, data, Unpacking(may_be_log, left_out))
    nothing = SourceError(name, "holds no log that can be read", _NO_LOGS)
    yield from _noted(_documents(unpacked, left_out), left_out, nothing)


def _documents(found: Iterable[Member | SourceError], left_out: LeftOut) -> Iterator[Found]:
    for member in found:
        if isinstance(member, SourceError):
            yield member
            continue
        try:
            yield read_document(member.name, member.data)
        except SourceError as error:
            left_out.add("archive-skipped", error.name, error.problem)


def _read_folder(path: str, judge: Judge | None) -> Iterator[Found]:
    left_out = LeftOut()
    nothing = SourceError(path, "is a folder without logs", _NO_LOGS)
    yield from _noted(_folder_files(path, left_out, judge), left_out, nothing)


def _folder_files(folder: str, left_out: LeftOut, judge: Judge | None) -> Iterator[Found]:
    """Read the logs of a folder and of those in it."""
    for path in walk_folder(folder, left_out):
        if not may_be_log(os.path.relpath(path, folder)) or not _is(Path.is_file, path):
            left_out.add("folder-skipped", path, NO_LOG)
            continue
        data = _load(path, judge)
        if isinstance(data, SourceError | Document):
            yield data
        elif is_archive(data):
            yield from _read_archive(path, data)
        else:
            try:
                yield read_document(path, data)
            except SourceError as error:
                left_out.add("folder-skipped", path, error.problem)


def walk_folder(folder: str, left_out: LeftOut) -> Iterator[str]:
    """Give the files in the order of their names; hidden folders are given instead of what is in them."""

    def note(error: OSError) -> None:
        left_out.add("folder-skipped", str(error.filename), "could not be opened")

    for root, folders, files in os.walk(folder, onerror=note):
        hidden = [name for name in folders if is_hidden(name)]
        folders[:] = sorted(set(folders) - set(hidden))
        yield from (str(Path(root, name)) for name in sorted((*files, *hidden)))


def _is(kind: Callable[[Path], bool], path: str) -> bool:
    """Ask the file system; a path that it will not look at is nothing of the kind."""
    try:
        return kind(Path(path))
    except (OSError, ValueError):
        return False


def _noted(found: Iterator[Found], left_out: LeftOut, if_nothing: SourceError) -> Iterator[Found]:
    """Say with the last document what was left out, which is known only then; say if there was nothing."""
    last: Document | None = None
    nothing = True
    for one in found:
        nothing = False
        if isinstance(one, SourceError):
            yield one
        else:
            if last is not None:
                yield last
            last = one
    limits = left_out.limits()
    if last is not None:
        yield _with_limits(last, limits)
    elif nothing:
        reasons = "; ".join(limit.detail for limit in limits[:_REASONS])
        yield replace(if_nothing, problem=f"{if_nothing.problem} ({reasons})") if reasons else if_nothing


def _with_limits(document: Document, limits: list[Limit]) -> Document:
    return replace(document, limits=(*document.limits, *limits))


def _read_file(path: str, judge: Judge | None) -> Iterator[Found]:
    data = _load(path, judge)
    if isinstance(data, SourceError | Document):
        yield data
    else:
        yield from _read(path, data)


def _load(path: str, judge: Judge | None) -> bytes | Document | SourceError:
    """The bytes of a file; of a large log at once what is left of it."""
    try:
        if judge is not None and (document := read_large(path, judge)) is not None:
            return document
        with Path(path).open("rb") as stream:
            return _bounded(path, stream)
    except SourceError as error:
        return error
    except FileNotFoundError:
        return SourceError(path, "does not exist", "Check the path")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return SourceError(path, f"cannot be read ({reason})", "Check the path and your permissions")


def _read_stream(name: str, stream: BinaryIO) -> Iterator[Found]:
    try:
        data = _bounded(name, stream)
    except (OSError, ValueError) as error:
        yield SourceError(name, f"cannot be read ({error})", "Give a file instead of standard input")
        return
    if isinstance(data, SourceError):
        yield data
    else:
        yield from _read(name, data)


def _bounded(name: str, stream: BinaryIO) -> bytes | SourceError:
    data = stream.read(MAX_INPUT + 1)
    if len(data) <= MAX_INPUT:
        return data
    return SourceError(
        name, f"is larger than {MAX_INPUT >> 20} MiB", "Give the part of the log around the failure"
    )
