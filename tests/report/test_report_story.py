"""How a report is arranged for telling."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_causes import DISTURBED, LOCKED
from sample_reports import clean, failed_unknown, modem, two_problems, unexplained, unfinished
from samples import SAMPLES

from analyzer.engine.result import NextTest
from analyzer.report.story import Standing, located, open_bits, opening, speaking, tell


@pytest.mark.parametrize(
    ("sample", "standing"),
    [
        ("modem", Standing.DIAGNOSED),
        ("two_problems", Standing.DIAGNOSED),
        ("failed_unknown", Standing.FAILED),
        ("unexplained", Standing.UNEXPLAINED),
        ("benign", Standing.BENIGN),
        ("clean", Standing.SUCCEEDED),
        ("nothing", Standing.NOTHING),
    ],
)
def test_what_the_log_amounts_to(sample: str, standing: Standing) -> None:
    assert tell(SAMPLES[sample]()).standing is standing


def test_a_failed_operation_without_a_problem_is_a_failure() -> None:
    report = clean()
    failed = replace(report.operations[0], outcome="failed")
    report = replace(report, operations=(failed,))
    story = tell(report)
    assert story.standing is Standing.FAILED
    assert opening(report, story, "x.log") == ["No known cause fits", "1 operation failed in x.log"]


def test_a_success_beside_an_unexplained_error_is_not_all_well() -> None:
    report = replace(unexplained(), operations=clean().operations)
    lines = opening(report, tell(report), "x.log")
    assert lines == ["3 errors in x.log that no rule explains", "2 operations succeeded"]


def test_an_operation_without_a_result_is_named() -> None:
    report = unfinished()
    assert opening(report, tell(report), "x.log")[1] == "Without a result in this log: erase (lines 2-3)"


def test_problems_go_by_the_rank_of_their_causes_and_benign_ones_last() -> None:
    assert [case.problem.index for case in tell(two_problems()).cases] == [1, 0, 2]


def test_what_happened_counts_the_attempts() -> None:
    case = tell(modem()).cases[0]
    assert located(case, "x.log") == "Modem update over SWD: failed twice, lines 12-34 of x.log"


def test_attempts_that_succeeded_count_as_attempts() -> None:
    report = modem()
    first, second, third = report.operations
    report = replace(report, operations=(first, second, replace(third, outcome="succeeded")))
    assert tell(report).cases[0].happened == "Modem update over SWD: failed once in 2 attempts"


def test_steps_are_merged_and_ordered_by_risk() -> None:
    steps = tell(modem()).cases[0].steps
    assert [step.remedy.risk for step in steps] == ["none", "none", "reads", "resets", "erases", "erases"]
    assert steps[0].rivals == (1, 3)


def test_unlikely_rivals_bring_no_steps() -> None:
    case = tell(modem()).cases[0]
    assert len(case.rivals) == 4
    assert case.full == case.rivals[:3]


def test_the_best_cause_is_told_even_if_improbable() -> None:
    case = tell(replace(modem(), diagnoses=(LOCKED,))).cases[0]
    assert case.full == (LOCKED,)


def test_at_most_four_rivals_are_told_in_full() -> None:
    rivals = tuple(replace(DISTURBED, rank=rank, probability=0.1) for rank in range(1, 9))
    assert tell(replace(modem(), diagnoses=rivals)).cases[0].told == 4


def test_every_question_is_asked_once() -> None:
    assert [question.id for question in tell(modem()).questions] == ["rtt-open", "locks-secure-debug"]


def test_the_question_of_the_next_test_is_not_asked_again() -> None:
    test = NextTest("question", "rtt-open", 0.4, "?", "", ())
    story = tell(replace(modem(), next_test=test))
    assert [question.id for question in story.questions] == ["locks-secure-debug"]


def test_the_start_of_the_log_is_wanted_only_if_it_is_missing() -> None:
    assert tell(modem()).wanted == ()
    assert tell(failed_unknown()).wanted[0].startswith("the full log")


def test_a_settled_diagnosis_wants_no_more() -> None:
    report = modem()
    cut = replace(report, operations=tuple(replace(one, begun=False) for one in report.operations))
    sure = replace(cut, diagnoses=(replace(DISTURBED, probability=0.9),))
    assert tell(cut).wanted
    assert not tell(sure).wanted


def test_what_speaks_for_and_against() -> None:
    pros, cons = speaking(DISTURBED)
    assert [one.fact for one in pros] == ["failed", "writing", "umbrella"]
    assert [one.fact for one in cons] == ["refused"]


def test_evidence_of_no_weight_stays_on_its_side() -> None:
    against = replace(DISTURBED.evidence[3], weight_db=0.0)
    pros, cons = speaking(replace(DISTURBED, evidence=(against,)))
    assert (pros, cons) == ([], [against])


def test_what_is_open_is_told_for_one_failure_only() -> None:
    bits = open_bits(tell(modem()))
    assert bits is not None
    assert 1.5 < bits < 2.0
    assert open_bits(tell(two_problems())) is None
