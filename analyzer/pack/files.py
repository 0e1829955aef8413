"""The files of a pack: the built-in rules, the user's own, and the corpus."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from analyzer.knowledge.errors import Finding, PackError

_FOLDERS = ("messages", "codes", "vocabulary", "causes")
_LANGUAGES = "languages"
"""Read only when something is written in a language, so that a diagnosis does not wait for it."""
_ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class PackFile:
    """One file of a pack: where it is, and its place within the pack's folders."""

    path: Path
    place: str
    """E.g. `causes/modem/modem-fw-file-invalid.yaml`."""
    content: bytes


def builtin_rules() -> Path:
    """The folder of the rules that come with the program."""
    inside = _ROOT / "rules"
    return inside if inside.is_dir() else _ROOT.parent / "rules"


def builtin_corpus() -> Path | None:
    """The corpus, where the program runs from a checkout; an installed program carries none."""
    corpus = _ROOT.parent / "corpus"
    return corpus if any(corpus.glob("*.log")) else None


def pack_files(extra: Sequence[Path] = ()) -> list[PackFile]:
    """The files of the built-in rules and of further folders. Raises PackError for a folder that is no pack."""
    return _files((builtin_rules(), *extra))


def language_files(extra: Sequence[Path] = ()) -> list[PackFile]:
    """The files of the languages, of the built-in rules and of further folders. Raises PackError."""
    return list(_by_place((builtin_rules(), *extra), (_LANGUAGES,)).values())


def _files(folders: Sequence[Path]) -> list[PackFile]:
    for folder in folders:
        if not folder.is_dir():
            raise PackError([Finding(str(folder), 1, 1, "is no folder.", "Give the folder of a rule pack.")])
        if not any(_paths(folder, (*_FOLDERS, _LANGUAGES))):
            hint = f"A pack has the folders {', '.join((*_FOLDERS, _LANGUAGES))} with .yaml files in them."
            raise PackError([Finding(str(folder), 1, 1, "holds no rules.", hint)])
    return list(_by_place(folders, _FOLDERS).values())


def _by_place(folders: Sequence[Path], names: Sequence[str]) -> dict[str, PackFile]:
    found: dict[str, PackFile] = {}
    for folder in folders:
        for path in sorted(_paths(folder, names)):
            place = path.relative_to(folder).as_posix()
            found[place] = PackFile(path, place, _content(path))
    return found


def _paths(folder: Path, names: Sequence[str]) -> Iterator[Path]:
    return (path for name in names for path in (folder / name).rglob("*.yaml"))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise PackError([Finding(str(path), 1, 1, f"cannot be read: {error.strerror}.")]) from error
