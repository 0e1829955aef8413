"""Loading a pack: compiled once, and kept compiled in the user's cache by the hash of its files."""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import platformdirs

from analyzer import __version__
from analyzer.pack.compiled import Pack
from analyzer.pack.files import PackFile, pack_files


def load_pack(extra: Sequence[Path] = (), *, cache: bool = True) -> Pack:
    """The built-in rules and those of further folders, a later file of the same place replacing an earlier one.

    Raises PackError naming file, line and column of every mistake, an expression that a line could keep busy for ever
    among them, or the folder that is no pack.
    """
    files = pack_files(extra)
    fingerprint = _fingerprint(files)
    kept = _cached(fingerprint) if cache else None
    if kept is not None:
        return kept
    # Compiling needs pydantic, PyYAML and Lark; a cached pack needs none of them.
    from analyzer.pack.compile import compile_pack
    from analyzer.pack.foreign import refuse_slow

    pack = replace(compile_pack(files), fingerprint=fingerprint)
    refuse_slow(files)
    if cache:
        _keep(pack)
    return pack


def _fingerprint(files: Sequence[PackFile]) -> str:
    digest = hashlib.sha256(f"{__version__} {sys.version} {_code_stamp()}".encode())
    for file in files:
        digest.update(f"\0{file.place}\0{len(file.content)}\0".encode())
        digest.update(file.content)
    return digest.hexdigest()


def _code_stamp() -> int:
    """Changes whenever the program's own files do, so that a developer never meets a stale cache."""
    root = Path(__file__).parent.parent
    folders = (root, root / "parsing", root / "engine", root / "knowledge", root / "pack", root / "redact")
    return max(p.stat().st_mtime_ns for folder in folders for p in folder.iterdir() if p.is_file())


def _cache_file(fingerprint: str) -> Path:
    return platformdirs.user_cache_path("nrfdoctor", appauthor=False) / f"pack-{fingerprint[:32]}.pickle"


def _cached(fingerprint: str) -> Pack | None:
    """The compiled pack of that fingerprint; a damaged or foreign file is as good as none."""
    path = _cache_file(fingerprint)
    try:
        if hasattr(os, "getuid") and path.stat().st_uid != os.getuid():
            return None  # a pickle is code: only what this user wrote is read
        pack = pickle.loads(path.read_bytes())  # noqa: S301 - written by this program into the user's own cache
    except Exception:
        return None
    return pack if isinstance(pack, Pack) and pack.fingerprint == fingerprint else None


def _keep(pack: Pack) -> None:
    """Write the compiled pack beside its final place and move it there; an unwritable cache is no failure."""
    path = _cache_file(pack.fingerprint)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for old in path.parent.glob("pack-*.pickle"):
            if old != path and old.stat().st_mtime < path.parent.stat().st_mtime - 30 * 86400:
                old.unlink(missing_ok=True)
        _write(path, pickle.dumps(pack, protocol=pickle.HIGHEST_PROTOCOL))
    except OSError:
        return


def _write(path: Path, data: bytes) -> None:
    """Write a file that is whole whenever somebody reads it; nothing is left of one that could not be written."""
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
