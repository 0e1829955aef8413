"""The part of a log that a diagnosis looks at: bounded, with the true numbers of its lines."""

from __future__ import annotations

from analyzer.watch.window import MOST_BYTES, MOST_LINES, Window


def numbered(first: int, count: int) -> list[bytes]:
    return [
        b"2021-02-03T10:11:12.131Z INFO this is line %d\n" % number for number in range(first, first + count)
    ]


def check_numbers(window: Window) -> int:
    """Every line of the document says its own number; gives how many there are."""
    document = window.document("a.log")
    assert document is not None
    for line in document.lines:
        assert line.text.endswith(f"this is line {line.number}")
        assert line.last == line.number
    return len(document.lines)


def test_a_short_log_is_there_from_its_first_line() -> None:
    window = Window()
    window.add(numbered(1, 10))
    assert check_numbers(window) == 10
    assert window.is_whole
    document = window.document("a.log")
    assert document is not None
    assert document.limits == ()


def test_the_text_up_to_a_line_and_with_a_line_that_has_no_end_yet() -> None:
    window = Window()
    window.add(numbered(1, 10))
    document = window.document("a.log", 4)
    assert document is not None
    assert [line.number for line in document.lines] == [1, 2, 3, 4]
    document = window.document("a.log", 10, b"half a li")
    assert document is not None
    assert (document.lines[-1].number, document.lines[-1].text) == (11, "half a li")


def test_a_log_taken_up_further_down_has_the_numbers_of_the_file() -> None:
    window = Window(first=501)
    window.add(numbered(501, 10))
    assert check_numbers(window) == 10
    document = window.document("a.log")
    assert document is not None
    assert "501" in document.limits[0].detail


def test_of_a_long_run_both_ends_are_kept() -> None:
    window = Window()
    for first in range(1, 20_001, 500):
        window.add(numbered(first, 500))
        window.trim()
    assert not window.is_whole
    assert check_numbers(window) <= MOST_LINES + 500
    document = window.document("a.log")
    assert document is not None
    numbers = [line.number for line in document.lines]
    assert (numbers[0], numbers[-1]) == (1, 20_000)
    assert {2, 199, 19_000, 19_999} <= set(numbers)
    assert 10_000 not in numbers
    assert "of a long run were not read again" in document.limits[0].detail


def test_of_earlier_runs_only_what_they_tell_of_themselves_is_kept() -> None:
    window = Window()
    for session in range(30):
        window.add(numbered(1 + session * 150, 150))
        window.session_begins(1 + session * 150)
        window.tells(1 + session * 150 + 7)
        window.trim()
    assert window.is_whole
    assert check_numbers(window) == 150 + 2 * 29
    document = window.document("a.log")
    assert document is not None
    assert [line.number for line in document.lines[:5]] == [1, 8, 151, 158, 301]
    assert document.limits == ()


def test_earlier_runs_are_bounded() -> None:
    window = Window()
    for session in range(500):
        window.add(numbered(1 + session * 2, 2))
        window.session_begins(1 + session * 2)
    assert check_numbers(window) < 200


def test_huge_lines_are_bounded_in_bytes() -> None:
    window = Window()
    for _ in range(100):
        window.add([b"x" * 100_000 + b"\n"])
        window.trim()
    document = window.document("a.log")
    assert document is not None
    assert sum(len(line.text) for line in document.lines) < 2 * MOST_BYTES
    assert document.lines[-1].number == 100


def test_text_from_the_middle_of_a_wide_file_is_read() -> None:
    window = Window(mark=b"\xff\xfe", line_end="\n".encode("utf-16-le"), first=90)
    window.add(["ERROR: größer\n".encode("utf-16-le")])
    document = window.document("a.log")
    assert document is not None
    assert [(line.number, line.text) for line in document.lines] == [(90, "ERROR: größer")]


def test_what_is_no_text_gives_no_document() -> None:
    window = Window()
    window.add([bytes(range(1, 8)) * 500 + b"\n"])
    assert window.document("a.log") is None
    assert Window().document("a.log") is None
