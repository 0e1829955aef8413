"""Where output goes: standard output, or a file that is either wholly written or left as it was."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, TextIO

from analyzer.cli.options import fail


@contextlib.contextmanager
def destination(path: Path | None, *, private: bool = False) -> Iterator[TextIO]:
    """The stream of text to write to. A file appears only when all was written; a failure leaves the old one.

    A private file is for its owner alone; any other has the rights that a program usually gives.
    """
    with _opened(path, binary=False, private=private) as stream:
        yield stream


@contextlib.contextmanager
def binary_destination(path: Path | None) -> Iterator[IO[bytes]]:
    """The same for bytes."""
    with _opened(path, binary=True) as stream:
        yield stream


@contextlib.contextmanager
def _opened(path: Path | None, *, binary: bool, private: bool = False) -> Iterator[Any]:
    if path is None:
        with _standard_output() as stream:
            yield stream.buffer if binary else stream
        return
    if _is_special(path):
        with _plain(path, binary=binary) as stream:  # a device or a pipe cannot be replaced
            yield stream
        return
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        fail(f"{path}: cannot be written: {error.strerror}. Choose a folder that you may write to.")
    try:
        with os.fdopen(handle, **_mode(binary)) as stream:
            yield stream
        if not private:  # a temporary file is its owner's alone
            Path(name).chmod(_rights(path))
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        fail(f"{path}: cannot be written: {error.strerror}. The old content is untouched.")
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _is_special(path: Path) -> bool:
    """True for what exists and is no file; a name that the system does not allow is told when it is written to."""
    try:
        return path.exists() and not path.is_file()
    except OSError:
        return False


def is_read(stream: TextIO) -> bool:
    """False when the reader of a pipe has left, as far as the system tells without anything being written."""
    import select

    if not hasattr(select, "poll"):  # Windows: the next thing written finds out
        return True
    try:
        poll = select.poll()
        poll.register(stream.fileno(), 0)
        return not any(event & (select.POLLERR | select.POLLNVAL) for _, event in poll.poll(0))
    except (OSError, ValueError):
        return True


@contextlib.contextmanager
def _standard_output() -> Iterator[TextIO]:
    """Standard output; a pipe that its reader closed is the reader's affair, a full disk the user's."""
    if sys.stdout is None:  # closed from the start, as some services do
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
            yield nowhere
        return
    try:
        yield sys.stdout
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        # What could not be written must not be tried again when the interpreter ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        fail(f"the output cannot be written: {error.strerror}.")


@contextlib.contextmanager
def _plain(path: Path, *, binary: bool) -> Iterator[Any]:
    """A file that is written in place."""
    try:
        with path.open(**_mode(binary)) as stream:
            yield stream
    except OSError as error:
        fail(f"{path}: cannot be written: {error.strerror}.")


def _mode(binary: bool) -> dict[str, Any]:
    return {"mode": "wb"} if binary else {"mode": "w", "encoding": "utf-8", "newline": "\n"}


def _rights(path: Path) -> int:
    """The rights of the file that is replaced; of a new one those that any program would give it."""
    if path.exists():
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0)  # it can only be read by setting it
    os.umask(mask)
    return 0o666 & ~mask
