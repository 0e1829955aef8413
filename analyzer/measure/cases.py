"""Labelled cases: `<id>.log` with `<id>.json` or `<id>.yaml` beside it."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analyzer.knowledge.yaml_source import load_yaml
from analyzer.parsing.events import ParsedLog
from analyzer.parsing.grammar import LogGrammar
from analyzer.parsing.parse import parse
from analyzer.sources import read_bytes


class CaseError(Exception):
    """A case that cannot be used; the message names the file and what is wrong."""


@dataclass(frozen=True, slots=True)
class Case:
    """One labelled log, parsed."""

    id: str
    cause: str
    also: frozenset[str]
    basis: str
    sufficient: bool
    """False when an expert could not name the cause from these lines alone."""
    log: ParsedLog


def load_cases(folder: Path, grammar: LogGrammar, bases: Collection[str] = ()) -> list[Case]:
    """Every case of a folder, or those of the given bases.

    Raises CaseError for a folder without cases, a label without a log, or a label that lacks its cause.
    """
    if not folder.is_dir():
        raise CaseError(f"{folder}: is no folder. Give a folder of <id>.log with <id>.json or <id>.yaml.")
    paths = sorted(p for p in folder.iterdir() if p.suffix in (".json", ".yaml"))
    labels = [(path, _label(path)) for path in paths]
    # A case of a corpus that expects no cause (a clean log, an unknown error) has nothing to be measured by.
    named = [
        (path, label)
        for path, label in labels
        if not (isinstance(label, dict) and "expect" in label) or "cause" in label
    ]
    cases = [_case(path, label, grammar) for path, label in named]
    chosen = [case for case in cases if not bases or case.basis in bases]
    if not chosen:
        raise CaseError(
            f"{folder}: holds no labelled case" + (f" of basis {', '.join(bases)}." if bases else ".")
        )
    return chosen


def _label(path: Path) -> Any:  # noqa: ANN401 - a label may be of any shape until it is looked at
    if path.suffix == ".yaml":
        return load_yaml(path).data
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise CaseError(f"{path}: is not JSON: {error}") from error


def _case(path: Path, label: Any, grammar: LogGrammar) -> Case:  # noqa: ANN401 - see _label
    log = path.with_suffix(".log")
    if not isinstance(label, dict) or not isinstance(label.get("cause"), str):
        raise CaseError(f"{path}: has no cause. A label needs at least `cause`.")
    if not log.is_file():
        raise CaseError(f"{log}: is missing; {path.name} is its label.")
    document = read_bytes(log.name, log.read_bytes())[0]
    return Case(
        id=path.stem,
        cause=label["cause"],
        also=frozenset(label.get("also") or ()),
        basis=str(label.get("basis", "")),
        sufficient=bool(label.get("log_alone_sufficient", True)),
        log=parse(document, grammar),
    )
