"""Skimming: what tells is kept with what stands beside it, the rest is counted, numbers stay true."""

from __future__ import annotations

import io

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analyzer.sources import skim as skimming
from analyzer.sources.skim import KNOWN, TELLS, UNKNOWN, Said, skim

WHAT = {"k": KNOWN, "u": UNKNOWN, "T": TELLS}
LINES = st.lists(
    st.sampled_from(["", "", "k 1", "u 2", "u 3", "u 4", "T 5", "\xe4"]), min_size=1, max_size=200
)


def judge(line: str) -> Said:
    return Said(WHAT[line[0]], "head")


def near(lines: list[str], telling: int) -> set[int]:
    """Places of the lines beside one, blank ones not counted."""
    found = set()
    for step in (-1, 1):
        place, count = telling + step, 0
        while 0 <= place < len(lines) and count < 2:
            found.add(place)
            count += lines[place] != ""
            place += step
    return {place for place in found if lines[place]}


@given(LINES, st.integers(1, 60), st.booleans())
def test_lines_that_tell_are_kept_with_those_beside_them(lines: list[str], block: int, ended: bool) -> None:
    data = ("\n".join(lines) + "\n" * ended).encode()
    assume(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(skimming, "_BLOCK", block)
        left = skim(data[:7], io.BytesIO(data[7:]), judge)
    assert left is not None
    physical = data.removesuffix(b"\n").split(b"\n")
    assert left.lines == len(physical)
    assert left.data.split(b"\n") == [physical[number - 1] for number in left.numbers]
    assert list(left.numbers) == sorted(set(left.numbers))
    kept = {number - 1 for number in left.numbers}
    telling = {place for place, line in enumerate(lines) if line[:1] in ("T", "\xe4")}
    assert telling <= kept
    assert all(near(lines, place) <= kept for place in telling)
    assert left.unknown == sum(line[:1] == "u" for place, line in enumerate(lines) if place not in kept)


def test_of_a_flood_of_telling_lines_the_first_and_the_last_are_kept() -> None:
    lines = [f"T {number}" for number in range(150_000)]
    data = "\n".join(lines).encode()
    left = skim(b"", io.BytesIO(data), judge)
    assert left is not None
    assert (left.lines, len(left.numbers)) == (150_000, 100_000)
    assert left.data.startswith(b"T 0\nT 1\n")
    assert left.data.endswith(b"T 149999")
    assert [limit.detail for limit in left.limits] == [
        "50000 lines in the middle, which may say something, were left out as too many"
    ]


def test_what_is_left_out_is_said() -> None:
    data = b"k 1\n" * 1000
    left = skim(b"", io.BytesIO(data), judge)
    assert left is not None
    assert left.unknown == 0
    assert [limit.what for limit in left.limits] == ["skimmed"]


def test_each_shape_is_judged_once() -> None:
    asked = []

    def asking(line: str) -> Said:
        asked.append(line)
        return Said(UNKNOWN)

    skim(b"", io.BytesIO("".join(f"u {n:05d}\r\n" for n in range(5000)).encode()), asking)
    assert asked == ["u 00000"]


def test_a_log_larger_than_any_may_be_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(skimming, "MAX_INPUT", 1000)
    assert skim(b"", io.BytesIO(b"k 1\n" * 300), judge) is None


def test_of_a_log_of_moderate_size_all_that_tells_is_kept() -> None:
    data = "\n".join(f"T {number}" for number in range(150_000)).encode()
    left = skim(b"", io.BytesIO(data), judge, all_that_tells=True)
    assert left is not None
    assert (left.data, left.limits) == (data, ())
