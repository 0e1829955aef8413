"""Which file to follow: the log that a path or a program names, and in a folder the newest one."""

from __future__ import annotations

import fnmatch
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Protocol

from analyzer.pack.places import Place
from analyzer.sources.names import may_be_log
from analyzer.watch.follow import Identity
from analyzer.watch.shared_file import identity_of, is_folder

_IS_SILENT = 5_000_000_000
"""Nanoseconds by which another log must be newer: two that are written at once do not take turns."""


_PACKED = (".zip", ".gz")
"""Nothing is appended to these."""


@dataclass(frozen=True, slots=True)
class Computer:
    """What a template of a folder depends on."""

    system: str
    """`sys.platform`."""
    home: Path
    here: Path
    environment: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A file to follow."""

    path: Path
    known: int
    """Bytes that were in it when the choice was first made; 0 when it came into being since: all of it is news."""


class Choice(Protocol):
    """Names the file to follow; asked again and again, since the answer may change."""

    @property
    def folder(self) -> Path:
        """Where something happens when the answer changes."""
        ...

    def newest(self) -> Chosen | None:
        """The file to follow, None while there is none."""
        ...

    def wanted(self) -> str:
        """What is waited for while there is none."""
        ...


class OneFile:
    """A file by its path, whether it is there or not."""

    def __init__(self, path: Path) -> None:
        log = _log(path)
        self._chosen = Chosen(path, log.size if log is not None else 0)

    @property
    def folder(self) -> Path:
        """The folder of the file."""
        return self._chosen.path.parent

    def newest(self) -> Chosen | None:
        """The file itself."""
        return self._chosen

    def wanted(self) -> str:
        """The file itself."""
        return str(self._chosen.path)


class NewestByName:
    """The log of a folder with the greatest name: names begin with the time of the start."""

    def __init__(self, folder: Path, files: str, what: str) -> None:
        self.folder = folder
        self._files = files
        self._what = what
        self._last = max(self._names(), default="")
        first = _log(folder / self._last) if self._last else None
        self._known = {self._last: first.size} if first is not None else {}

    def newest(self) -> Chosen | None:
        """The last file in the order of their names; when it is deleted, no older one takes its place."""
        self._last = max(self._last, *self._names(), "")
        return Chosen(self.folder / self._last, self._known.get(self._last, 0)) if self._last else None

    def wanted(self) -> str:
        """The program and the folder."""
        return f"a log of {self._what} in {self.folder}"

    def _names(self) -> list[str]:
        return _names(self.folder, self._files)


class NewestByTime:
    """The log of a folder that was written last; another one only when this one is silent."""

    def __init__(self, folder: Path, files: str = "*", what: str = "") -> None:
        self.folder = folder
        self._files = files
        self._what = what
        logs = self._logs()
        self._known = {log.path: log.size for log in logs}
        self._met: set[Path | Identity | None] = set()
        self._meet(logs)
        first = max(logs, key=_age, default=None)
        self._chosen = None if first is None else first.path

    def newest(self) -> Chosen | None:
        """The log that appeared last; of those that were there before, the one written last."""
        logs = self._logs()
        new = [log for log in logs if not {log.path, log.identity} & self._met]
        self._meet(logs)
        best = max(new or logs, key=_age, default=None)
        if best is not None and (new or self._is_silent(logs, best)):
            self._chosen = best.path
        return None if self._chosen is None else Chosen(self._chosen, self._known.get(self._chosen, 0))

    def wanted(self) -> str:
        """The program, if it is known, and the folder."""
        return f"a log{f' of {self._what}' if self._what else ''} in {self.folder}"

    def _logs(self) -> list[_Log]:
        names = (name for name in _names(self.folder, self._files) if may_be_log(name))
        logs = (_log(self.folder / name) for name in names if not name.endswith(_PACKED))
        return [log for log in logs if log is not None]

    def _meet(self, logs: Sequence[_Log]) -> None:
        """Remember names and identities: a log that is only renamed is none that appears."""
        self._met |= {known for log in logs for known in (log.path, log.identity) if known is not None}

    def _is_silent(self, logs: Sequence[_Log], best: _Log) -> bool:
        """True when the chosen log has long not been written while another one was."""
        chosen = next((log for log in logs if log.path == self._chosen), None)
        return chosen is not None and best.written - chosen.written > _IS_SILENT


@dataclass(frozen=True, slots=True)
class _Log:
    """A file of a folder."""

    path: Path
    size: int
    written: int
    """When, in nanoseconds."""
    identity: Identity | None


def can_be_followed(path: Path) -> bool:
    """True for a file, a folder, and a path at which one may come into being."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return True
    return S_ISREG(mode) or S_ISDIR(mode)


def of_path(path: Path) -> Choice:
    """The choice for a path of the command line."""
    return NewestByTime(path) if is_folder(path) else OneFile(path)


def of_place(place: Place, computer: Computer) -> Choice:
    """The choice for a program that keeps its logs in a known place."""
    folder = _root(place, computer) / place.folder
    if not any(char in place.files for char in "*?["):
        return OneFile(folder / place.files)
    kind = NewestByName if place.by_name else NewestByTime
    return kind(folder, place.files, place.title)


def _root(place: Place, computer: Computer) -> Path:
    environment = computer.environment
    if place.variable and (named := environment.get(place.variable)):
        return Path(named)
    system = {"win32": "windows", "cygwin": "windows", "darwin": "macos"}.get(computer.system, "linux")
    home = computer.home
    folders = {
        "home": str(home),
        "appdata": environment.get("APPDATA") or str(home / "AppData" / "Roaming"),
        "config": environment.get("XDG_CONFIG_HOME") or str(home / ".config"),
        "here": str(computer.here),
    }
    return Path(place.roots[system].format_map(folders))


def _names(folder: Path, files: str) -> list[str]:
    try:
        return [name for name in os.listdir(folder) if fnmatch.fnmatch(name, files)]  # noqa: PTH208 - only names are wanted, and often
    except OSError:
        return []


def _age(log: _Log) -> tuple[int, str]:
    return log.written, log.path.name


def _log(path: Path) -> _Log | None:
    """The file itself is asked: what a folder of Windows says of a file that is being written is old."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return _Log(path, stat.st_size, stat.st_mtime_ns, identity_of(stat)) if S_ISREG(stat.st_mode) else None
