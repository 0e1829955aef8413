"""What the report tells, before any format: cases, their rivals in order, merged steps, what is asked."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from analyzer.engine.result import Diagnosis, Evidence, Problem, Question, Remedy, Report
from analyzer.report.escape import plain
from analyzer.report.words import counted, line_span, risk_order, sentence, times

Say = Callable[[str], str]
"""How a format writes text that is not the report's own."""

SETTLED = 0.75
"""From this probability on a cause needs no rival beside it and no further data."""
_IN_FULL = 4
_WORTH_TELLING = 0.05
"""Rivals below this probability are listed, but their evidence and remedies are not told."""
_FOR_FEW = 3


class Wanted(Enum):
    """What a log lacks, as it is asked for."""

    ATTEMPT = "the log of the attempt, from the start of the tool to the error: this one shows no operation"
    BEGINNING = "the full log: this one begins in the middle of the failing operation"
    END = "the rest of the log: this one ends before the operation has a result"
    VERSIONS = "the versions of the programming tool and of the probe's software, and the device's name"


class Standing(Enum):
    """What the log as a whole amounts to."""

    DIAGNOSED = "a failure with at least one known cause that fits"
    FAILED = "a failure that no known cause fits"
    UNEXPLAINED = "errors outside of any failed operation that no rule explains"
    BENIGN = "alarming lines of operations that succeeded"
    SUCCEEDED = "operations that succeeded and no error"
    NOTHING = "neither a failure nor a success"


@dataclass(frozen=True, slots=True)
class Step:
    """One remedy and the rivals, counted from 1, that it helps against."""

    remedy: Remedy
    rivals: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One problem with everything that is said about it."""

    problem: Problem
    happened: str
    """What failed and how often, e.g. `Program: failed twice`."""
    rivals: tuple[Diagnosis, ...]
    told: int
    """How many of the rivals are told in full."""
    steps: tuple[Step, ...]

    @property
    def full(self) -> tuple[Diagnosis, ...]:
        """The rivals that are told in full."""
        return self.rivals[: self.told]


@dataclass(frozen=True, slots=True)
class Story:
    """The report in the order it is told."""

    standing: Standing
    cases: tuple[Case, ...]
    questions: tuple[Question, ...]
    missing: tuple[Wanted, ...]
    """What is missing from the log, to ask for."""

    @property
    def wanted(self) -> tuple[str, ...]:
        """What is missing, in words."""
        return tuple(one.value for one in self.missing)


def tell(report: Report) -> Story:
    """Arrange a report for telling."""
    by_problem: dict[int, list[Diagnosis]] = {problem.index: [] for problem in report.problems}
    for diagnosis in sorted(report.diagnoses, key=lambda one: one.rank):
        by_problem.setdefault(diagnosis.problem, []).append(diagnosis)
    cases = [_case(report, problem, by_problem[problem.index]) for problem in report.problems]
    cases.sort(key=_urgency)
    told = [rival for case in cases for rival in case.full]
    standing = _standing(report, cases)
    settled = standing is Standing.DIAGNOSED and all(
        case.rivals and case.rivals[0].probability >= SETTLED for case in cases
    )
    missing = () if settled else tuple(_missing(report, standing))
    return Story(standing, tuple(cases), _questions(report, told), missing)


def _urgency(case: Case) -> tuple[bool, float]:
    """Real failures before benign ones, then as their best causes rank."""
    return case.problem.benign, case.rivals[0].rank if case.rivals else math.inf


def _standing(report: Report, cases: Sequence[Case]) -> Standing:
    failing = [case for case in cases if not case.problem.benign]
    if any(case.rivals for case in failing):
        return Standing.DIAGNOSED
    outcomes = {operation.outcome for operation in report.operations}
    if failing or "failed" in outcomes:
        return Standing.FAILED
    if report.unexplained or any(not record.explained for record in report.errors):
        return Standing.UNEXPLAINED
    if cases:
        return Standing.BENIGN
    return Standing.SUCCEEDED if "succeeded" in outcomes else Standing.NOTHING


def _case(report: Report, problem: Problem, rivals: list[Diagnosis]) -> Case:
    worth = [rival for rival in rivals if rival.probability >= _WORTH_TELLING]
    told = min(_IN_FULL, max(len(worth), bool(rivals)))
    return Case(problem, _happened(report, problem), tuple(rivals), told, _steps(rivals[:told]))


def _happened(report: Report, problem: Problem) -> str:
    title = sentence(plain(problem.title, 120))
    failed, total = attempts(report, problem)
    if problem.benign:
        return f"{title}: succeeded in spite of alarming messages"
    if not failed:
        return f"{title}: the log shows no end of it" if total else title
    return f"{title}: failed {times(failed)}" + (f" in {total} attempts" if total > failed else "")


def attempts(report: Report, problem: Problem) -> tuple[int, int]:
    """How many attempts of a problem failed, and of how many."""
    outcomes = [report.operations[i].outcome for i in problem.operations if i < len(report.operations)]
    return outcomes.count("failed"), len(outcomes)


def _steps(rivals: Sequence[Diagnosis]) -> tuple[Step, ...]:
    """The remedies of some rivals, each once, the harmless first and the irreversible last."""
    merged: dict[Remedy, list[int]] = {}
    for place, rival in enumerate(rivals, 1):
        for remedy in rival.remedies:
            merged.setdefault(remedy, []).append(place)
    steps = [Step(remedy, tuple(dict.fromkeys(places))) for remedy, places in merged.items()]
    return tuple(sorted(steps, key=lambda step: risk_order(step.remedy)))


def _questions(report: Report, rivals: Iterable[Diagnosis]) -> tuple[Question, ...]:
    """Every open question once, without the one that the next test asks already."""
    asked = {question.id: question for rival in rivals for question in rival.questions}
    if report.next_test is not None and report.next_test.kind == "question":
        asked.pop(report.next_test.id, None)
    return tuple(asked.values())


def _missing(report: Report, standing: Standing) -> Iterable[Wanted]:
    if standing in (Standing.SUCCEEDED, Standing.BENIGN):
        return
    if not report.operations:
        yield Wanted.ATTEMPT
    elif any(one.outcome == "failed" and not one.begun for one in report.operations):
        yield Wanted.BEGINNING
    elif standing is Standing.NOTHING:
        yield Wanted.END
    if not report.environment:
        yield Wanted.VERSIONS


def located(case: Case, name: str, say: Say = str) -> str:
    """What happened and where."""
    span = line_span(case.problem.first_line, case.problem.last_line)
    return f"{say(case.happened)}, {span} of {name}"


def opening(report: Report, story: Story, name: str, say: Say = str) -> list[str]:
    """What is said first when no cause can be named.

    `name` is the log as the format writes it, `say` writes other text that is not ours.
    """
    succeeded = f"{_count(report, 'succeeded')} succeeded"
    ends = _open_ends(report, say)
    match story.standing:
        case Standing.SUCCEEDED:
            return [f"No failure found in {name}: {succeeded}", *ends]
        case Standing.BENIGN:
            return [f"No failure found in {name}: {succeeded} in spite of alarming messages", *ends]
        case Standing.UNEXPLAINED:
            errors = counted(_unexplained(report), "error")
            also = [sentence(succeeded)] if not succeeded.startswith("0 ") else []
            return [f"{errors} in {name} that no rule explains", *also]
        case Standing.FAILED | Standing.DIAGNOSED:
            where = [located(case, name, say) for case in story.cases[:_FOR_FEW]]
            return ["No known cause fits", *(where or [f"{_count(report, 'failed')} failed in {name}"])]
        case Standing.NOTHING:
            return [f"No problem recognised in {name}, which does not mean that all is well", *ends]


def _count(report: Report, outcome: str) -> str:
    return counted(sum(operation.outcome == outcome for operation in report.operations), "operation")


def _unexplained(report: Report) -> int:
    listed = sum(one.count for one in report.unexplained)
    return listed or sum(not record.explained for record in report.errors)


def _open_ends(report: Report, say: Say) -> list[str]:
    ends = [operation for operation in report.operations if operation.outcome == "unfinished"]
    if not ends:
        return []
    few = [
        f"{say(plain(one.title, 80))} ({line_span(one.first_line, one.last_line)})" for one in ends[:_FOR_FEW]
    ]
    more = f" and {len(ends) - _FOR_FEW} more" if len(ends) > _FOR_FEW else ""
    return [f"Without a result in this log: {', '.join(few)}{more}"]


def open_bits(story: Story) -> float | None:
    """How much is undecided between the rivals, if there is one failure only: the entropy in bits."""
    failing = [case for case in story.cases if not case.problem.benign]
    if len(failing) != 1:
        return None
    shares = [*(rival.probability for rival in failing[0].rivals), failing[0].problem.none_probability]
    return sum(-share * math.log2(share) for share in shares if share > 0)


def speaking(diagnosis: Diagnosis) -> tuple[list[Evidence], list[Evidence]]:
    """What speaks for a cause and what against it, the weightiest first; what it needs comes before all."""
    pros = [
        one
        for one in diagnosis.evidence
        if one.weight_db > 0 or (one.role in ("needs", "for") and one.weight_db == 0)
    ]
    cons = [one for one in diagnosis.evidence if one not in pros]
    pros.sort(key=lambda one: (one.role != "needs", -one.weight_db))
    return pros, sorted(cons, key=lambda one: one.weight_db)
