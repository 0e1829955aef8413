"""Excerpts: which lines, which marks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_reports import benign, failed_unknown, modem
from sample_values import JLINK, levels_of, numbered, operation, record
from samples import huge

from analyzer.engine.result import Problem, Report
from analyzer.parsing.events import ErrorCode
from analyzer.report.context import Excerpt, Source


def excerpts(report: Report) -> list[Excerpt]:
    return Source(report).failures(report.problems[0])


def one_line(text: str, code: ErrorCode) -> Report:
    lines = [text]
    return replace(
        modem(),
        lines=1,
        operations=(operation(0, "connect", "connect", "failed", (1, 1)),),
        errors=(record(1, code, lines),),
        problems=(Problem(0, "connect", (0,), 1, 1, 0.1, benign=False),),
        text=numbered(lines),
        levels={1: "error"},
    )


def marked(report: Report) -> list[str]:
    """What the marks of the first failing line cover."""
    row = excerpts(report)[0].rows[-1]
    assert row is not None
    return [row.text[mark.start : mark.end] for mark in row.marks]


def test_the_start_of_the_operation_some_context_and_the_failing_lines() -> None:
    first, second = excerpts(modem())
    assert [row and row.number for row in first.rows] == [12, None, 19, 20, 21, 22]
    assert [row.number for row in first.rows if row and row.failing] == [21, 22]
    assert second.line == 33


def test_a_paste_without_the_start_shows_context_only() -> None:
    first, _ = excerpts(failed_unknown())
    assert [row and row.number for row in first.rows] == [19, 20, 21, 22]


def test_codes_are_marked_with_their_meaning_once() -> None:
    first, second = excerpts(modem())
    labels = [mark.label for excerpt in (first, second) for row in excerpt.rows if row for mark in row.marks]
    assert labels[0] == "9 CouldNotCallFunction: A call of the native library failed."
    assert labels[1].startswith("ffffff9a = -102 JLINKARM_DLL_ERROR: ")
    assert labels[2] == "9 CouldNotCallFunction"


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("Lowlevel error: JLINKARM_DLL_ERROR (ffffff9a)", "JLINKARM_DLL_ERROR (ffffff9a)"),
        ("Unknown value (FFFFFF9A)", "FFFFFF9A"),
        ("result 0xffffff9a.", "0xffffff9a"),
        ("error -102: Command open", "-102"),
        ("NRFJPROG DLL: -102 JLINKARM_DLL_ERROR.", "-102 JLINKARM_DLL_ERROR"),
        ("NOT_JLINKARM_DLL_ERROR_AT_ALL", ""),
        ("port 1102 -1021", ""),
    ],
)
def test_the_place_of_a_code(text: str, covered: str) -> None:
    assert marked(one_line(text, JLINK)) == [covered]


def test_a_code_far_out_in_a_long_line_is_still_seen() -> None:
    report = one_line("x " * 5000 + "error -102 " + "y " * 5000, JLINK)
    assert marked(report) == ["-102"]
    row = excerpts(report)[0].rows[0]
    assert row is not None
    assert len(row.text) <= 480
    assert row.text.startswith("...")


def test_failures_that_look_alike_are_shown_once() -> None:
    report = huge(300)
    found = excerpts(report)
    assert len(found) <= 3
    assert sum(len(excerpt.again) + 1 for excerpt in found) <= 200


def test_operations_inside_each_other_are_told_together() -> None:
    report = modem()
    outer = replace(report.operations[2], first_line=24, last_line=34)
    inner = replace(report.operations[2], first_line=32, last_line=33)
    problem = replace(report.problems[0], operations=(0, 1))
    (excerpt,) = excerpts(replace(report, operations=(inner, outer), problems=(problem,)))
    assert [row.number for row in excerpt.rows if row and row.failing] == [33, 34]


def test_the_rest_of_a_failing_message_is_part_of_it() -> None:
    lines = ["2024-01-01 ERROR it failed", "because of this", "and of that", "2024-01-01 INFO on we go"]
    report = replace(
        one_line(lines[0], JLINK), text=numbered(lines), levels={1: "error", 4: "info"}, errors=()
    )
    (excerpt,) = excerpts(report)
    assert [row.number for row in excerpt.rows if row and row.failing] == [1, 2, 3]


def test_a_benign_problem_shows_its_warnings() -> None:
    (excerpt,) = excerpts(benign())
    assert [row.number for row in excerpt.rows if row and row.failing] == [37]


def test_many_failing_lines_are_bounded() -> None:
    lines = [f"2024-01-01T00:00:00.000Z ERROR number {n}" for n in range(100)]
    report = replace(
        modem(),
        errors=(),
        operations=(operation(0, "program", "program", "failed", (1, 100)),),
        problems=(Problem(0, "program", (0,), 1, 100, 0.1, benign=False),),
        text=numbered(lines),
        levels=levels_of(lines),
    )
    (excerpt,) = excerpts(report)
    assert [row.number for row in excerpt.rows if row and row.failing] == [1, 2, 3, 98, 99, 100]


def test_a_problem_without_operations_is_taken_from_its_lines() -> None:
    report = replace(modem(), problems=(Problem(0, "errors", (), 30, 34, 0.1, benign=False),))
    (excerpt,) = excerpts(report)
    assert excerpt.line == 33


@settings(deadline=None)
@given(st.dictionaries(st.integers(1, 30), st.text(max_size=20)), st.integers(1, 30), st.integers(0, 30))
def test_gaps_in_the_text_do_no_harm(text: dict[int, str], first: int, length: int) -> None:
    report = replace(
        modem(),
        operations=(operation(0, "read", "read", "failed", (first, first + length)),),
        problems=(Problem(0, "read", (0,), first, first + length, 0.1, benign=False),),
        text=text,
        levels=dict.fromkeys(text, "error"),
    )
    for excerpt in excerpts(report):
        numbers = [row.number for row in excerpt.rows if row]
        assert numbers == sorted(set(numbers))
