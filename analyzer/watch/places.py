"""Which file to follow: the log that a path or a program names, and in a folder the newest one."""

from __future__ import annotations

import fnmatch
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISREG
from typing import Protocol

from analyzer.pack.places import Place
from analyzer.sources.names import may_be_log
from analyzer.watch.follow import Identity
from analyzer.watch.shared_file import identity_of

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
    is_new: bool
    """True when it came into being while the choice was made again and again: all of it is news."""


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


@dataclass(frozen=True, slots=True)
class OneFile:
    """A file by its path, whether it is there or not."""

    path: Path

    @property
    def folder(self) -> Path:
        """The folder of the file."""
        return self.path.parent

    def newest(self) -> Chosen | None:
        """The file itself."""
        return Chosen(self.path, is_new=False)

    def wanted(self) -> str:
        """The file itself."""
        return str(self.path)


@dataclass(slots=True)
class NewestByName:
    """The log of a folder with the greatest name: names begin with the time of the start."""

    folder: Path
    files: str
    what: str
    _first: str = ""
    _last: str = ""

    def newest(self) -> Chosen | None:
        """The last file in the order of names that begin with the time of a start; when it is deleted, no older one."""
        names = [name for name in _names(self.folder) if fnmatch.fnmatch(name, self.files)]
        self._last = max(self._last, *names, "")
        self._first = self._first or self._last
        return Chosen(self.folder / self._last, is_new=self._last > self._first) if self._last else None

    def wanted(self) -> str:
        """The program and the folder."""
        return f"a log of {self.what} in {self.folder}"


@dataclass(slots=True)
class NewestByTime:
    """The log of a folder that was written last; another one only when this one is silent."""

    folder: Path
    files: str = "*"
    what: str = ""
    _chosen: Chosen | None = None
    _known: set[str | Identity] = field(default_factory=set)
    """Names and identities of the files that were there: a log that was only renamed is none that appeared."""

    def newest(self) -> Chosen | None:
        """The log that appeared last; of those that were there before, the one written last."""
        logs = self._logs()
        new = [log for log in logs if not {log.path.name, log.identity} & self._known] if self._known else []
        self._known |= {known for log in logs for known in (log.path.name, log.identity) if known}
        best = max(new or logs, key=lambda log: (log.written, log.path.name), default=None)
        if best is not None and (new or self._is_silent(logs, best)):
            self._chosen = Chosen(best.path, is_new=bool(new))
        return self._chosen

    def wanted(self) -> str:
        """The program, if it is known, and the folder."""
        return f"a log{f' of {self.what}' if self.what else ''} in {self.folder}"

    def _logs(self) -> list[_Log]:
        names = [name for name in _names(self.folder) if fnmatch.fnmatch(name, self.files)]
        logs = (_log(self.folder / name) for name in names if may_be_log(name) and not name.endswith(_PACKED))
        return [log for log in logs if log is not None]

    def _is_silent(self, logs: Sequence[_Log], best: _Log) -> bool:
        """True when the chosen log is none, or has long not been written while another one was."""
        if self._chosen is None:
            return True
        chosen = next((log for log in logs if log.path == self._chosen.path), None)
        return chosen is not None and best.written - chosen.written > _IS_SILENT


@dataclass(frozen=True, slots=True)
class _Log:
    """A file of a folder."""

    path: Path
    written: int
    """When, in nanoseconds."""
    identity: Identity | None


def of_path(path: Path) -> Choice:
    """The choice for a path of the command line."""
    return NewestByTime(path) if path.is_dir() else OneFile(path)


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


def _names(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208 - names are all that is wanted, several times a second
    except OSError:
        return []


def _log(path: Path) -> _Log | None:
    """The file itself is asked: what a folder of Windows says of a file that is being written is old."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return _Log(path, stat.st_mtime_ns, identity_of(stat)) if S_ISREG(stat.st_mode) else None
