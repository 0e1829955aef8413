"""The rule pack: all files of `rules/` and of the user's own packs, compiled, and kept compiled in a cache."""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import platformdirs

from analyzer import __version__
from analyzer.engine.rules import RuleBase
from analyzer.knowledge.errors import Finding, PackError
from analyzer.parsing.grammar import LogGrammar

_FOLDERS = ("messages", "codes", "vocabulary", "causes")


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything the analysis knows."""

    grammar: LogGrammar
    base: RuleBase
    fingerprint: str
    """Hash of the files and of the program that compiled them."""


@dataclass(frozen=True, slots=True)
class PackFile:
    """One file of a pack: where it is, and its place within the pack's folders."""

    path: Path
    place: str
    """E.g. `causes/modem/modem-fw-file-invalid.yaml`."""
    content: bytes


def builtin_rules() -> Path:
    """The folder of the rules that come with the program."""
    inside = Path(__file__).parent / "rules"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "rules"


def builtin_corpus() -> Path | None:
    """The corpus, where the program runs from a checkout; an installed program carries none."""
    corpus = Path(__file__).parent.parent / "corpus"
    return corpus if any(corpus.glob("*.log")) else None


def pack_files(extra: Sequence[Path] = ()) -> list[PackFile]:
    """The files of the built-in rules and of further folders. Raises PackError for a folder that is no pack."""
    return _files((builtin_rules(), *extra))


def load_pack(extra: Sequence[Path] = (), *, cache: bool = True) -> Pack:
    """The built-in rules and those of further folders, a later file of the same place replacing an earlier one.

    Raises PackError naming file, line and column of every mistake, or the folder that is no pack.
    """
    files = pack_files(extra)
    fingerprint = _fingerprint(files)
    kept = _cached(fingerprint) if cache else None
    if kept is not None:
        return kept
    # Compiling needs pydantic, PyYAML and Lark; a cached pack needs none of them.
    from analyzer.pack_compile import compile_pack

    pack = replace(compile_pack(files), fingerprint=fingerprint)
    if cache:
        _keep(pack)
    return pack


def _files(folders: Sequence[Path]) -> list[PackFile]:
    found: dict[str, PackFile] = {}
    for folder in folders:
        if not folder.is_dir():
            raise PackError([Finding(str(folder), 1, 1, "is no folder.", "Give the folder of a rule pack.")])
        paths = sorted(p for name in _FOLDERS for p in (folder / name).rglob("*.yaml"))
        if not paths:
            hint = f"A pack has the folders {', '.join(_FOLDERS)} with .yaml files in them."
            raise PackError([Finding(str(folder), 1, 1, "holds no rules.", hint)])
        for path in paths:
            place = path.relative_to(folder).as_posix()
            found[place] = PackFile(path, place, _content(path))
    return list(found.values())


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise PackError([Finding(str(path), 1, 1, f"cannot be read: {error.strerror}.")]) from error


def _fingerprint(files: Sequence[PackFile]) -> str:
    digest = hashlib.sha256(f"{__version__} {sys.version} {_code_stamp()}".encode())
    for file in files:
        digest.update(f"\0{file.place}\0{len(file.content)}\0".encode())
        digest.update(file.content)
    return digest.hexdigest()


def _code_stamp() -> int:
    """Changes whenever the program's own files do, so that a developer never meets a stale cache."""
    root = Path(__file__).parent
    folders = (root, root / "parsing", root / "engine", root / "knowledge")
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
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(pickle.dumps(pack, protocol=pickle.HIGHEST_PROTOCOL))
        Path(file.name).replace(path)
    except OSError:
        return
