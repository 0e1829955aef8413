"""Numbers in words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.engine.result import Remedy
from analyzer.parsing.events import ErrorCode
from analyzer.report import words


@pytest.mark.parametrize(
    ("probability", "word", "number"),
    [
        (1.0, "almost certain", ">99%"),
        (0.93, "almost certain", "93%"),
        (0.75, "very likely", "75%"),
        (0.5, "likely", "50%"),
        (0.45, "quite possible", "45%"),
        (0.15, "possible", "15%"),
        (0.02, "unlikely", "2%"),
        (0.0, "unlikely", "<1%"),
    ],
)
def test_probability(probability: float, word: str, number: str) -> None:
    assert (words.probability_word(probability), words.percent(probability)) == (word, number)


@settings(deadline=None)
@given(st.floats(0, 1))
def test_no_probability_reads_as_impossible_or_certain(probability: float) -> None:
    assert words.percent(probability) not in ("0%", "100%")


@settings(deadline=None)
@given(st.floats(0, 1), st.floats(0, 1))
def test_a_greater_probability_never_has_a_weaker_word(one: float, other: float) -> None:
    order = ["unlikely", "possible", "quite possible", "likely", "very likely", "almost certain"]
    low, high = sorted((one, other))
    assert order.index(words.probability_word(low)) <= order.index(words.probability_word(high))


@pytest.mark.parametrize(
    ("weight", "text"), [(10, "+10 dB"), (-2.5, "-2.5 dB"), (0.0, "0 dB"), (-0.01, "0 dB")]
)
def test_decibans(weight: float, text: str) -> None:
    assert words.decibans(weight) == text


def test_counts() -> None:
    assert [words.times(count) for count in (1, 2, 3)] == ["once", "twice", "3 times"]
    assert words.counted(1, "line") == "1 line"
    assert words.counted(0, "line") == "0 lines"
    assert words.counted(2, "match", "matches") == "2 matches"


def test_lines() -> None:
    assert words.line_span(3, 3) == "line 3"
    assert words.line_span(3, 9) == "lines 3-9"
    assert words.line_list([33]) == "line 33"
    assert words.line_list([33, 1, 2, 5, 6]) == "lines 33, 1, 2 +2"


def test_enumerations() -> None:
    assert words.joined([]) == ""
    assert words.joined(["a"]) == "a"
    assert words.joined(["a", "b", "c"], "or") == "a, b or c"


def test_risks_go_from_harmless_to_irreversible() -> None:
    risks = ["none", "reads", "resets", "writes", "erases", "brews coffee"]
    assert [words.risk_order(Remedy("x", None, risk, None)) for risk in risks] == list(range(6))
    assert words.risk_label(Remedy("x", None, "erases", "all")) == "ERASES"
    assert words.risk_label(Remedy("x", None, "brews coffee", None)) == "brews coffee"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (
            ErrorCode("dll", -102, "JLINK_ERROR", "ffffff9a", 1, "It failed."),
            "ffffff9a = -102 JLINK_ERROR: It failed.",
        ),
        (ErrorCode("exe", 33, "JLinkError", None, 1, "It failed."), "33 JLinkError: It failed."),
        (ErrorCode("exe", 9, None, "9", 1), "9: not in the table exe"),
        (ErrorCode("exe", None, "Name", None, 1, "It failed."), "Name: It failed."),
        (ErrorCode("exe", None, None, None, 1), "error: not in the table exe"),
    ],
)
def test_codes_are_read_out(code: ErrorCode, text: str) -> None:
    assert words.decoded(code) == text
    assert words.decoded(code, meaning=False) == text.partition(":")[0]
