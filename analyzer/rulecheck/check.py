"""Checking a whole pack: first it must compile, then every check of the registry looks at it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from analyzer.knowledge.errors import Finding, PackError
from analyzer.pack import Pack, PackFile, builtin_corpus, pack_files
from analyzer.pack_compile import compile_pack
from analyzer.rulecheck import (  # noqa: F401 - importing them registers their checks
    causes,
    code_tables,
    cures,
    kinds,
    messages,
    patterns,
    prose,
    pumping,
    questions,
    rule_tests,
    vocabulary,
    weighing,
)
from analyzer.rulecheck.registry import CHECKS
from analyzer.rulecheck.subject import Subject


def check_pack(
    extra: Sequence[Path] = (), *, only: Collection[str] = (), quick: bool = False
) -> list[Finding]:
    """Everything wrong or doubtful in the built-in pack and in further folders, in the order of the files.

    `only` names the checks to run, all when empty; `quick` leaves out those that take seconds.
    """
    try:
        files = pack_files(extra)
    except PackError as error:
        return list(error.findings)
    return check_files(files, corpus=builtin_corpus(), only=only, quick=quick)


def check_files(
    files: Sequence[PackFile],
    *,
    corpus: Path | None = None,
    only: Collection[str] = (),
    quick: bool = False,
) -> list[Finding]:
    """Everything wrong or doubtful in the files of a pack.

    Rules that do not compile are reported and left out, so that the others are checked nevertheless.
    """
    pack, kept, found = _compiled(files)
    if pack is not None:
        subject = Subject(pack, {file.place: file for file in kept}, corpus)
        complete = not found
        for check in CHECKS:
            wanted = check.id in only if only else not (quick and check.slow)
            if wanted and (complete or not check.whole):
                found.extend(check.run(subject))
    return sorted(found, key=lambda f: (f.file, f.line, f.column, f.check))


def _compiled(files: Sequence[PackFile]) -> tuple[Pack | None, Sequence[PackFile], list[Finding]]:
    """The pack of the files that compile, those files, and what is wrong with the others."""
    first: list[Finding] = []
    while True:
        try:
            return compile_pack(files), files, first
        except PackError as error:
            first = first or list(error.findings)
            broken = {finding.file for finding in error.findings}
        sound = [file for file in files if str(file.path) not in broken]
        dropped = [file for file in files if str(file.path) in broken]
        if not dropped or not all(file.place.startswith("causes/") for file in dropped):
            return None, (), first
        files = sound
