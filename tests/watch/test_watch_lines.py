"""Bytes to lines, however the chunks are cut."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.watch.lines import Lines

TEXT = "2021-02-03T10:11:12.131Z INFO Grüße, 温度\r\nERROR ¾ of it\n\nlast line without an end"


def chunks(data: bytes, cuts: list[int]) -> list[bytes]:
    places = [0, *sorted(cut % (len(data) + 1) for cut in cuts), len(data)]
    return [data[start:end] for start, end in itertools.pairwise(places)]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@settings(max_examples=60, deadline=None)
@given(cuts=st.lists(st.integers(0, 1000), max_size=12))
def test_lines_are_whole_wherever_the_chunks_are_cut(encoding: str, cuts: list[int]) -> None:
    text = TEXT.replace("温度", "T") if encoding == "cp1252" else TEXT
    data = text.encode(encoding)
    lines = Lines()
    found = [line for chunk in chunks(data, cuts) for line in lines.feed(chunk)]
    assert b"".join(found) + lines.rest == data
    decoded = [line.decode("utf-16" if encoding == "utf-16" else encoding, "strict") for line in found[:1]]
    assert decoded == [text.splitlines(keepends=True)[0]]
    assert len(found) == 3


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_line_end_within_two_letters_ends_no_line(encoding: str) -> None:
    """U+0A0D and U+000A: the bytes of neighbours can look like a line end that stands at no place of a letter."""
    data = "plain words first, so that the encoding shows\u0a00\u0a0d".encode(encoding)
    lines = Lines()
    assert lines.feed(data) == []
    assert lines.feed("\n".encode(encoding)) == [data + "\n".encode(encoding)]


def test_a_carriage_return_at_the_end_of_a_chunk_waits_for_its_line_feed() -> None:
    lines = Lines()
    assert lines.feed(b"one\r") == []
    assert lines.feed(b"\ntwo\r\n") == [b"one\r\n", b"two\r\n"]


def test_the_encoding_of_a_file_taken_up_further_down_is_told_by_its_beginning() -> None:
    data = "one\ntwo\n".encode("utf-16")
    lines = Lines(data)
    later = "Grüße\n".encode("utf-16-le")
    assert lines.feed(later[:3]) == []
    assert lines.feed(later[3:]) == [later]
    assert lines.mark == b"\xff\xfe"


def test_an_endless_line_is_kept_short_and_its_end_is_found() -> None:
    lines = Lines()
    for _ in range(100):
        assert lines.feed(b"x" * 65536) == []
    assert len(lines.rest) < 1024 * 1024
    (long, short) = lines.feed(b"\nshort\n")
    assert long.endswith(b"\n")
    assert len(long) < 1024 * 1024
    assert short == b"short\n"


def test_a_file_to_which_another_shell_appends_in_8_bits_still_has_lines() -> None:
    lines = Lines()
    lines.feed("one\ntwo\n".encode("utf-16"))
    narrow = b"ERROR: this line was appended by another shell\nand this one\n"
    assert lines.feed(narrow) == [line + b"\n" for line in narrow.splitlines()]
