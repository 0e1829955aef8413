"""Versions in the order of release, numbers in every writing."""

from __future__ import annotations

import itertools

import pytest

from analyzer.engine.fact_ast import Integer, Literal, Quoted, Word
from analyzer.engine.fact_values import compare_value
from analyzer.engine.truth import Truth
from analyzer.engine.versions import Version, whole_number


def version(text: str) -> Version:
    read = Version.read(text)
    assert read is not None
    return read


RISING = [
    "6.82",
    "7.22",
    "7.80",
    "7.80a",
    "7.80c",
    "7.96",
    "10.9.0",
    "10.12.1",
    "10.24.2-rc1",
    "10.24.2-rc2",
    "10.24.2",
]


@pytest.mark.parametrize(("older", "newer"), list(itertools.combinations(RISING, 2)))
def test_older_comes_before_newer(older: str, newer: str) -> None:
    assert version(older) < version(newer)
    assert not version(newer) <= version(older)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10.9", "10.9.0"),
        ("v7.80c", "V7.80C"),
        ("3.0.0", "3.0.0+build.5"),
        ("1.2.0-RC1", "1.2.0-rc1"),
        (" 6.82 ", "6.82"),
        ("0", "0.0.0"),
    ],
)
def test_writings_of_the_same_version(one: str, other: str) -> None:
    assert version(one) == version(other)


def test_early_ones_are_counted_as_numbers() -> None:
    assert version("2.0.0-rc9") < version("2.0.0-rc10") < version("2.0.0")
    assert version("2.0.0-alpha") < version("2.0.0-beta") < version("2.0.0-preview1") < version("2.0.0")


@pytest.mark.parametrize(
    "text", ["", "x", "NRF9160_xxAA_REV2", "nrf91", "1..2", "1.2.3.4.5.6.7", "10.9.0 beta 3", "v"]
)
def test_other_texts_are_no_versions(text: str) -> None:
    assert Version.read(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("17", 17),
        ("-17", -17),
        ("0x11", 17),
        ("-0x11", -17),
        ("000682000001", 682000001),
        ("1.5", None),
        ("x", None),
        ("", None),
    ],
)
def test_whole_numbers(text: str, number: int | None) -> None:
    assert whole_number(text) == number


@pytest.mark.parametrize(
    ("actual", "operator", "wanted", "truth"),
    [
        (3, "==", Integer(3), Truth.TRUE),
        (3, "<", Word("3.5"), Truth.TRUE),
        (1.8, ">", Word("1.65"), Truth.TRUE),
        (1.8, ">", Integer(2), Truth.FALSE),
        (3, "==", Word("x"), Truth.FALSE),
        (3, "!=", Word("x"), Truth.TRUE),
        (3, "<", Word("x"), Truth.UNKNOWN),
        ("3", "==", Integer(3), Truth.TRUE),
        ("0x10", "==", Integer(16), Truth.TRUE),
        ("000682000001", "==", Integer(682000001), Truth.TRUE),
        ("6.9", "<", Word("6.10"), Truth.TRUE),
        ("6.82", ">", Integer(6), Truth.TRUE),
        ("10.9.0", "<", Word("10.12"), Truth.TRUE),
        ("10.9.0", "==", Word("v10.9"), Truth.TRUE),
        ("10.9.0", "==", Quoted("v10.9"), Truth.FALSE),
        ("10.9.0", "<", Quoted("10.12.0"), Truth.TRUE),
        ("Flash", "==", Word("flash"), Truth.TRUE),
        ("Flash", "==", Quoted("flash"), Truth.FALSE),
        ("Flash", "!=", Quoted("flash"), Truth.TRUE),
        ("Flash", "<", Word("x"), Truth.UNKNOWN),
        ("read failed", "contains", Word("FAIL"), Truth.TRUE),
        ("read failed", "contains", Quoted("FAIL"), Truth.FALSE),
        (1234, "contains", Integer(23), Truth.TRUE),
    ],
)
def test_values_are_compared_as_what_they_are(
    actual: str | float, operator: str, wanted: Literal, truth: Truth
) -> None:
    assert compare_value(actual, operator, wanted) is truth
