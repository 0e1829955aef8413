"""Which files of a folder or an archive are worth reading, told by their names."""

from __future__ import annotations

from pathlib import PurePosixPath

_SUFFIXES = frozenset(
    ("", ".log", ".txt", ".md", ".out", ".csv", ".json", ".jsonl", ".html", ".htm", ".xml", ".rss", ".atom")
)
_ARCHIVES = frozenset((".zip", ".gz"))
# What macOS adds to every zip.
_SHADOWS = "__MACOSX"


def may_be_log(path: str) -> bool:
    """Tell whether a name is one that logs, saved pages and archives of them have."""
    name = PurePosixPath(path.replace("\\", "/"))
    if is_hidden(path):
        return False
    suffix = name.suffix.lower()
    if suffix[1:].isdigit():
        # A rotated log: nrfjprog.log.1
        suffix = PurePosixPath(name.stem).suffix.lower()
    return suffix in _SUFFIXES or suffix in _ARCHIVES


def is_hidden(path: str) -> bool:
    """Tell whether a file or one of its folders is hidden."""
    parts = PurePosixPath(path.replace("\\", "/")).parts
    return any((part.startswith(".") and part not in (".", "..")) or part == _SHADOWS for part in parts)
