"""Inputs by address: local paths, and whatever storage the user's fsspec can reach, such as `s3://bucket/folder`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analyzer.sources.bounds import MAX_INPUT
from analyzer.sources.errors import SourceError
from analyzer.sources.left_out import NO_LOG, LeftOut
from analyzer.sources.names import may_be_log
from analyzer.sources.paths import walk_folder

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_PROTOCOL = re.compile(r"[a-z][a-z0-9+.-]+(?:://|::)", re.IGNORECASE)  # two letters at least: `C:` is a drive


def is_remote(address: str) -> bool:
    """True for an address of fsspec, false for a path of this computer."""
    return _PROTOCOL.match(address) is not None


def is_folder(address: str) -> bool:
    """True when an address holds others; false too for what cannot be looked at."""
    if not is_remote(address):
        try:
            return Path(address).is_dir()
        except (OSError, ValueError):
            return False
    try:
        system, path = _open_system(address)
        return bool(system.isdir(path))
    except Exception:  # a storage may fail in any way; reading it will say how
        return False


def files_under(folder: str, left_out: LeftOut) -> Iterator[str]:
    """Addresses of the files of a folder that may be logs by their names, in the order of their names.

    Raises SourceError when a storage cannot be listed.
    """
    found = _remote_files(folder) if is_remote(folder) else _local_files(folder, left_out)
    for address, inside in found:
        if may_be_log(inside):
            yield address
        else:
            left_out.add("folder-skipped", address, NO_LOG)


def load(address: str, most: int = MAX_INPUT) -> bytes:
    """The bytes at an address. Raises SourceError when there are none, or more than `most`."""
    try:
        if is_remote(address):
            system, path = _open_system(address)
            with system.open(path, "rb") as stream:
                data: bytes = stream.read(most + 1)
        else:
            with Path(address).open("rb") as stream:
                data = stream.read(most + 1)
    except FileNotFoundError:
        raise SourceError(address, "does not exist", "Check the path") from None
    except Exception as error:  # a storage may fail in any way
        raise _unreachable(address, error) from error
    if len(data) > most:
        raise SourceError(address, f"is larger than {_size(most)}", "Give the part around the failure")
    return data


def _local_files(folder: str, left_out: LeftOut) -> Iterator[tuple[str, str]]:
    for path in walk_folder(folder, left_out):
        yield path, os.path.relpath(path, folder)


def _remote_files(folder: str) -> Iterator[tuple[str, str]]:
    try:
        system, path = _open_system(folder)
        found = sorted(system.find(path))
    except Exception as error:  # a storage may fail in any way
        raise _unreachable(folder, error) from error
    for one in found:
        yield system.unstrip_protocol(one), one.removeprefix(path).lstrip("/")


def _open_system(address: str) -> tuple[AbstractFileSystem, str]:
    """The storage and the path on it; imported only for those who use one."""
    from fsspec.core import url_to_fs

    pair: tuple[Any, str] = url_to_fs(address)
    return pair


def _unreachable(address: str, error: Exception) -> SourceError:
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    remedy = (
        "Check the address and your rights" if is_remote(address) else "Check the path and your permissions"
    )
    return SourceError(address, f"cannot be read ({reason})", remedy)


def _size(count: int) -> str:
    return f"{count >> 20} MiB" if count >= 1 << 20 else f"{count} bytes"
