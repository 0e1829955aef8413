"""What several commands share: loading packs, reading answers, telling usage errors."""

from __future__ import annotations

import os
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from analyzer.engine.rules import Observation
    from analyzer.knowledge.errors import PackError
    from analyzer.knowledge.language import Language
    from analyzer.pack import Pack

USAGE = 2
"""Exit code of every command for wrong usage and unreadable input."""


class OutputFormat(StrEnum):
    """How a report is written."""

    terminal = "terminal"
    json = "json"
    markdown = "markdown"
    html = "html"


class PlainFormat(StrEnum):
    """How a list or an explanation is written."""

    terminal = "terminal"
    json = "json"


RulesOption = Annotated[
    list[Path] | None,
    typer.Option("--rules", help="Folder of a further rule pack; may be given several times."),
]


def fail(message: str, code: int = USAGE) -> NoReturn:
    """Say what is wrong on standard error and leave."""
    typer.echo(f"nrfdoctor: {message}", err=True)
    raise typer.Exit(code)


def user_packs(given: Sequence[Path] | None) -> list[Path]:
    """Folders of further rules: the user's own configuration folder, NRFDOCTOR_RULES, then --rules."""
    import platformdirs

    own = platformdirs.user_config_path("nrfdoctor", appauthor=False) / "rules"
    named = [Path(p) for p in os.environ.get("NRFDOCTOR_RULES", "").split(os.pathsep) if p]
    return [*([own] if own.is_dir() else []), *named, *(given or [])]


def load(given: Sequence[Path] | None) -> Pack:
    """The rule pack, or a usage error that lists what is wrong in it."""
    from analyzer.knowledge.errors import PackError
    from analyzer.pack import load_pack

    try:
        return load_pack(user_packs(given))
    except PackError as error:
        _fail_with(error)


def load_words(language: str, given: Sequence[Path] | None) -> Language:
    """A language of the rule pack, or a usage error that lists what is wrong in it."""
    from analyzer.knowledge.errors import PackError
    from analyzer.pack.languages import UnknownLanguageError, load_language

    try:
        return load_language(language, user_packs(given))
    except PackError as error:
        _fail_with(error)
    except UnknownLanguageError as error:
        fail(str(error))


def _fail_with(error: PackError) -> NoReturn:
    shown = [str(finding) for finding in error.findings[:20]]
    more = len(error.findings) - len(shown)
    tail = [f"... and {more} more"] if more else []
    fail("\n  ".join(["the rule pack cannot be used:", *shown, *tail]))


def read_answers(given: Sequence[str] | None, pack: Pack) -> list[Observation]:
    """`ID=yes` to observations; an unknown question or answer is a usage error."""
    from analyzer.engine.rules import Observation
    from analyzer.knowledge.errors import did_you_mean

    known = {ask.id for cause in pack.base.causes.values() for ask in cause.asks.values()}
    observations = []
    for text in given or []:
        name, _, value = text.partition("=")
        if name not in known:
            fail(f"--answer {text}: there is no question {name!r}. {did_you_mean(name, known)}".rstrip())
        if value not in ("yes", "no"):
            fail(f"--answer {text}: the answer must be yes or no, e.g. --answer {name}=yes")
        observations.append(Observation("answer", name, value))
    return observations
