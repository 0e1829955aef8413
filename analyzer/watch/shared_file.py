"""Opening a file that others write, so that they can rename and delete it all the while.

On POSIX systems reading never hinders anyone. Windows refuses to rename or delete a file that somebody has open,
unless it was opened with the leave to do so, which Python's `open` does not give: so the file is opened there by
the system's own call, and never for longer than one look takes.
"""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import BinaryIO

from analyzer.watch.follow import Identity, Look

if sys.platform == "win32":  # pragma: no cover - other systems need none of it
    import ctypes
    import msvcrt
    from ctypes import wintypes

    _GENERIC_READ = 0x80000000
    _SHARE_ALL = 0x1 | 0x2 | 0x4  # read, write, delete (which includes renaming)
    _OPEN_EXISTING = 3
    _NORMAL = 0x80
    _INVALID = ctypes.c_void_p(-1).value
    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel.CreateFileW.restype = wintypes.HANDLE
    _kernel.CreateFileW.argtypes = [
        wintypes.LPCWSTR, wintypes.DWORD, wintypes.DWORD, wintypes.LPVOID,
        wintypes.DWORD, wintypes.DWORD, wintypes.HANDLE,
    ]  # fmt: skip

    def _opener(path: str, flags: int) -> int:
        handle = _kernel.CreateFileW(path, _GENERIC_READ, _SHARE_ALL, None, _OPEN_EXISTING, _NORMAL, None)
        if handle is None or handle == _INVALID:
            error = ctypes.get_last_error()
            raise OSError(0, ctypes.FormatError(error), path, error)
        return msvcrt.open_osfhandle(handle, flags | os.O_RDONLY | os.O_BINARY)

else:

    def _opener(path: str, flags: int) -> int:
        # A pipe of the same name would else hold up the watch until somebody writes to it.
        return os.open(path, flags | os.O_NONBLOCK)


def open_shared(path: Path) -> BinaryIO:
    """Open a file for reading. Raises OSError as `open` does."""
    return open(path, "rb", buffering=0, opener=_opener)


def look_at(file: BinaryIO) -> Look:
    """What the file system says of an open file."""
    status = os.fstat(file.fileno())
    return Look(status.st_size, identity_of(status))


def identity_of(status: os.stat_result) -> Identity | None:
    """Device and number of a file; None where the file system numbers none."""
    return (status.st_dev, status.st_ino) if status.st_ino else None


def is_folder(path: Path) -> bool:
    """True for a folder; a path that may not be asked about is none."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except OSError:
        return False
