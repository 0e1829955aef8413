"""The logs that a pack carries, analysed once for all checks that look at the outcome."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analyzer.engine.result import Diagnosis, Report
from analyzer.engine.rules import Cause, Observation, RuleTest
from analyzer.knowledge.errors import PackError
from analyzer.knowledge.yaml_source import YamlSource, load_yaml
from analyzer.pipeline import analyze
from analyzer.rulecheck.run_tests import analyze_text
from analyzer.sources import SourceError, read_bytes

if TYPE_CHECKING:
    from analyzer.rulecheck.subject import Placed, Subject


@dataclass(frozen=True, slots=True)
class Tested:
    """A test inside a rule and the report on its log."""

    cause: Placed[Cause]
    position: int
    """Which test of the rule it is, counted from 0."""
    test: RuleTest
    report: Report

    @property
    def own(self) -> Diagnosis | None:
        """What the report says of the rule's own cause, None when it does not list it."""
        return next((d for d in self.report.diagnoses if d.cause == self.cause.value.id), None)


@dataclass(frozen=True, slots=True)
class Case:
    """A case of the corpus: a log and what must come of it."""

    name: str
    source: YamlSource
    expected: dict[str, Any]
    log: Path


def run_tests(subject: Subject) -> Iterator[Tested]:
    """Every test of every rule, with the whole pack."""
    for placed in subject.causes.values():
        for position, test in enumerate(placed.value.tests):
            answers = tuple(Observation("answer", name, value) for name, value in test.answers.items())
            yield Tested(placed, position, test, analyze_text(test.log, subject.pack, answers))


def corpus_cases(folder: Path | None) -> Iterator[Case]:
    """The cases of a folder that can be read; what is wrong with the others is another check's finding."""
    for path in sorted(folder.glob("*.yaml")) if folder is not None else []:
        try:
            source = load_yaml(path)
            expected = source.data["expect"]
        except (PackError, KeyError, TypeError):
            continue
        if isinstance(expected, dict):
            yield Case(path.stem, source, expected, path.with_suffix(".log"))


def run_clean(subject: Subject) -> Iterator[tuple[Case, Report]]:
    """Every case that must end with no problem found, and the report on it."""
    for case in corpus_cases(subject.corpus):
        if case.expected.get("exit") != 0:
            continue
        try:
            documents = read_bytes(case.log.name, case.log.read_bytes())
        except (OSError, SourceError):
            continue
        yield case, analyze(documents[0], subject.pack)
