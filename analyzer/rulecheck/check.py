"""Checking a whole pack: first it must compile, then every check of the registry looks at it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from analyzer.knowledge.errors import Finding, PackError
from analyzer.pack import Pack, PackFile, builtin_corpus, builtin_rules, language_files, pack_files
from analyzer.pack.compile import compile_pack
from analyzer.rulecheck import (  # noqa: F401 - importing them registers their checks
    causes,
    code_tables,
    cures,
    kinds,
    languages,
    messages,
    patterns,
    private,
    prose,
    pumping,
    questions,
    rule_tests,
    vocabulary,
    weighing,
)
from analyzer.rulecheck.allow import sift
from analyzer.rulecheck.registry import CHECKS
from analyzer.rulecheck.subject import Subject


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of checking a pack."""

    findings: tuple[Finding, ...]
    """Everything wrong or doubtful, in the order of the files."""
    allowed: int
    """Findings that comments in the files except."""

    @property
    def errors(self) -> int:
        """How many findings are errors; the others are warnings."""
        return sum(finding.severity == "error" for finding in self.findings)


def check_pack(extra: Sequence[Path] = (), *, only: Collection[str] = (), quick: bool = False) -> Checked:
    """Check the built-in pack, or with it further folders, whose writers are spared its warnings.

    `only` names the checks to run, all when empty; `quick` leaves out those that take seconds.
    """
    try:
        files = [*pack_files(extra), *language_files(extra)]
    except PackError as error:
        return Checked(error.findings, 0)
    checked = check_files(files, corpus=builtin_corpus(), only=only, quick=quick)
    own = {str(path) for path in builtin_rules().rglob("*.yaml")} if extra else set()
    shown = (f for f in checked.findings if f.severity == "error" or f.file not in own)
    return replace(checked, findings=tuple(shown))


def open_subject(pack: Pack, extra: Sequence[Path] = ()) -> Subject:
    """A pack that compiled, its files, and the corpus that comes with the program."""
    return Subject(pack, {file.place: file for file in pack_files(extra)}, builtin_corpus())


def check_files(
    files: Sequence[PackFile], *, corpus: Path | None = None, only: Collection[str] = (), quick: bool = False
) -> Checked:
    """Check the files of a pack.

    Rules that do not compile are reported and left out, so that the others are checked nevertheless.
    """
    pack, kept, broken = _compiled(files)
    found, ran = list(broken), set[str]()
    if pack is not None:
        subject = Subject(pack, {file.place: file for file in kept}, corpus)
        for check in CHECKS:
            wanted = check.id in only if only else not (quick and check.slow)
            if wanted and not (check.whole and broken):
                found.extend(check.run(subject))
                ran.add(check.id)
    findings, allowed = sift(found, files, frozenset(ran))
    return Checked(tuple(sorted(findings, key=lambda f: (f.file, f.line, f.column, f.check))), allowed)


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
