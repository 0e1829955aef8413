"""Checks that run the pack: its tests pass, causes do not win on their neighbours' logs nor on healthy ones."""

from __future__ import annotations

from collections.abc import Iterator

from analyzer.engine.result import Diagnosis
from analyzer.knowledge.errors import Finding, did_you_mean
from analyzer.rulecheck.registry import check
from analyzer.rulecheck.run_tests import run_rule_tests
from analyzer.rulecheck.subject import Spot, Subject
from analyzer.rulecheck.tested import Tested, corpus_cases

_NAMING = ("top", "among", "absent")
"""Keys of a case that name causes."""


@check("test-fails", whole=True, slow=True)
def fails(subject: Subject) -> Iterator[Finding]:
    """Every test inside a rule passes."""
    spots = [spot.at("tests", i) for spot, i in _tests(subject)]
    for spot, outcome in zip(spots, run_rule_tests(subject.pack), strict=True):
        for complaint in outcome.complaints:
            name = outcome.name.partition(": ")[2]
            yield spot.finding(f"the test {name!r} fails: {complaint}.")


@check("test-rival", "warning", whole=True, slow=True)
def rival(subject: Subject) -> Iterator[Finding]:
    """On the log of a test that expects its cause, no other is likely, unless either calls the other compatible."""
    for tested in subject.tested:
        for other in _rivals(tested):
            if not _agreed(subject, tested, other.cause):
                yield tested.cause.spot.at("tests", tested.position).finding(
                    f"{other.cause} is likely too ({other.probability:.2f}) in the test {tested.test.name!r}.",
                    "Tell them apart by a fact, or list it under `compatible`.",
                )


@check("test-clean", whole=True, slow=True)
def clean(subject: Subject) -> Iterator[Finding]:
    """No fault is likely in a log of the corpus that must end with no problem found."""
    for case, report in subject.clean:
        for diagnosis in report.diagnoses:
            placed = subject.causes[diagnosis.cause]
            if diagnosis.verdict == "likely" and placed.value.is_fault:
                chance = f"{diagnosis.probability:.2f}"
                yield placed.spot.at("cause", "needs").finding(
                    f"{diagnosis.cause} is likely ({chance}) in {case.name}, where nothing is wrong."
                )


@check("test-lines")
def lines(subject: Subject) -> Iterator[Finding]:
    """The lines that a test names are lines of its log, and only a cause that is found has evidence on them."""
    for placed in subject.causes.values():
        for position, test in enumerate(placed.value.tests):
            spot = placed.spot.at("tests", position, "lines")
            last = len(test.log.splitlines())
            for index, line in enumerate(test.lines):
                if not 1 <= line <= last:
                    yield spot.at(index).finding(f"the log has {last} lines, not {line}.")
            if test.lines and test.expected in ("absent", "ruled-out"):
                yield spot.finding(
                    f"a cause that is {test.expected} shows no evidence.", "Leave `lines` out."
                )


@check("test-twice", "warning")
def test_twice(subject: Subject) -> Iterator[Finding]:
    """Tests of a rule differ: each has its own name and its own log."""
    for placed in subject.causes.values():
        for position, test in enumerate(placed.value.tests):
            spot = placed.spot.at("tests", position)
            for other in placed.value.tests[:position]:
                if test.name == other.name:
                    yield spot.at("name").finding(f"another test has the name {test.name!r}.")
                if test.log.strip() == other.log.strip() and test.answers == other.answers:
                    yield spot.at("log").finding(f"the test {other.name!r} has the same log.")


@check("corpus-pair", whole=True)
def corpus_pair(subject: Subject) -> Iterator[Finding]:
    """A case of the corpus is a log and a file beside it that says what must come of it."""
    folder = subject.corpus
    if folder is None:
        return
    known = {case.name for case in corpus_cases(folder)}
    for path in sorted(folder.glob("*.yaml")):
        if path.stem not in known:
            yield Finding(str(path), 1, 1, "says nothing under `expect`.")
        if not path.with_suffix(".log").is_file():
            yield Finding(str(path), 1, 1, f"there is no {path.stem}.log beside it.")
    for path in sorted(folder.glob("*.log")):
        if not path.with_suffix(".yaml").is_file():
            yield Finding(str(path), 1, 1, f"there is no {path.stem}.yaml beside it.")


@check("corpus-cause", whole=True)
def corpus_cause(subject: Subject) -> Iterator[Finding]:
    """A case of the corpus names causes that exist."""
    for case in corpus_cases(subject.corpus):
        for key in _NAMING:
            for position, name in enumerate(case.expected.get(key) or []):
                if name not in subject.causes:
                    spot = Spot(case.source, ("expect", key, position))
                    yield spot.finding(f"no cause is named {name!r}.", did_you_mean(name, subject.causes))


def _tests(subject: Subject) -> Iterator[tuple[Spot, int]]:
    for placed in subject.causes.values():
        for position in range(len(placed.value.tests)):
            yield placed.spot, position


def _rivals(tested: Tested) -> list[Diagnosis]:
    """Other causes that are likely for the problem which the rule's own cause explains."""
    own = tested.own
    if own is None or tested.test.expected != "likely":
        return []
    beside = (d for d in tested.report.diagnoses if d.cause != own.cause and d.problem == own.problem)
    return [diagnosis for diagnosis in beside if diagnosis.verdict == "likely"]


def _agreed(subject: Subject, tested: Tested, other: str) -> bool:
    """True when one of the two rules says that both may be likely: as compatible, or in a test on the same log."""
    own, rule = tested.cause.value, subject.causes[other].value
    same_log = (test for test in rule.tests if test.log.strip() == tested.test.log.strip())
    declared = other in own.compatible or own.id in rule.compatible
    return declared or any(test.expected in ("likely", "possible") for test in same_log)
