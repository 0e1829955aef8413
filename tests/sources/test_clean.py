"""Escapes, control characters, redrawn and overlong lines."""

from __future__ import annotations

import pytest
from source_reading import document, limits, places, texts


@pytest.mark.parametrize(
    "raw",
    [
        "\x1b[31mERROR: no probe\x1b[0m",
        "\x1b[1;31mERROR:\x1b[m no \x1b[Kprobe",
        "\x1b]0;west flash\x07ERROR: no probe",
        "\x1b]8;;https://example.org\x1b\\ERROR: no probe\x1b]8;;\x1b\\",
        "\x1b(B\x1b[?25lERROR: no probe\x1b[?25h",
        "\x9b31mERROR: no probe\x9b0m",
        "[1;31mERROR: no probe[0m",
        "\\x1b[31mERROR: no probe\\x1b[0m",
        "^[[31mERROR: no probe^[[0m",
        "\u241b[31mERROR: no probe\u241b[0m",
        "ERROR: no probe\x1b",
        "\x1bERROR: no probe".replace("\x1bE", "\x1b=E"),
    ],
)
def test_escapes_vanish(raw: str) -> None:
    assert texts(raw + "\nnext\n") == ["ERROR: no probe", "next"]


def test_brackets_that_are_no_colours_stay() -> None:
    lines = ["waited [10ms] for [0m]", "list[0] [12;4]", "\x1b[0mend"]
    assert texts("\n".join(lines))[:2] == lines[:2]


def test_a_cursor_moved_forward_leaves_blanks() -> None:
    assert texts("Erase file\x1b[4CDone\x1b[999999Cx")[0].startswith("Erase file    Done")


def test_control_and_invisible_characters_vanish_and_blanks_become_plain() -> None:
    raw = "\ufeffCore\xa0probed:\u2009269\u200b000\u200d111\xad.\x07\u202e"
    assert texts(raw) == ["Core probed: 269000111."]


def test_backspaces_take_back() -> None:
    assert texts("Erasing |\b/\b-\b\bdone") == ["Erasingdone"]


def test_tabs_and_double_blanks_stay() -> None:
    assert texts("13:34:19.258\tSegger speed:  2000  kHz") == ["13:34:19.258\tSegger speed:  2000  kHz"]


def test_of_a_progress_bar_the_last_state_stays() -> None:
    raw = "".join(
        f"\r[ {'#' * done:20s} ]   {done / 10:.3f}s | Program file - Programming" for done in range(1, 21)
    )
    assert texts(f"start\n{raw}\nend\n") == [
        "start",
        "[ #################### ]   2.000s | Program file - Programming",
        "end",
    ]


def test_a_bar_that_is_wiped_out_stays() -> None:
    assert texts("  5%\r 50%\r100%\r      \nend\n") == ["100%", "end"]


def test_text_that_no_bar_overwrites_stays() -> None:
    raw = "[##  ]  50% \r[error] [ Client] - Encountered error -102: no answer      \r[####] 100%\nend\n"
    assert texts(raw) == [
        "[##  ]  50%",
        "[error] [ Client] - Encountered error -102: no answer",
        "[####] 100%",
        "end",
    ]
    assert places(raw) == [(1, 1), (1, 1), (1, 1), (2, 2)]


def test_an_error_glued_to_a_bar_stays() -> None:
    raw = "[##  ]  50%\r[### ]  75%ERROR: Write verify failed.\r[####] 100%\nend\n"
    assert "ERROR: Write verify failed." in texts(raw)


def test_bars_of_different_steps_stay() -> None:
    raw = "[ ## ] 0.1s | Erase file - Done\r[ #  ] 0.2s | Program file - Busy\r[ ## ] 0.3s | Program file - Busy\nend\n"
    assert texts(raw) == ["[ ## ] 0.1s | Erase file - Done", "[ ## ] 0.3s | Program file - Busy", "end"]


def test_bars_drawn_with_cursor_moves_are_bars() -> None:
    assert texts("\x1b[1G 10%\x1b[2K\x1b[1G 20%\x1b[2K\x1b[1G 30%\n\x1b[1Aend\n") == [" 30%", "end"]


def test_a_text_that_grows_is_one_text() -> None:
    assert texts("Verifying\rVerifying.\rVerifying..\nend\n") == ["Verifying..", "end"]


def test_a_line_of_five_megabytes_is_cut_and_said() -> None:
    data = "first\n" + "x" * 5_000_000 + "\nlast\n"
    read = document(data)
    assert [len(line.text) <= 64 * 1024 + 6 for line in read.lines] == [True] * 3
    assert read.lines[1].text.endswith(" [...]")
    assert [(limit.what, limit.line) for limit in read.limits] == [("line-length", 2)]
    assert read.lines[2].number == 3


def test_many_overlong_lines_are_said_in_few_limits() -> None:
    assert limits(("y" * 70_000 + "\n") * 40) == ["line-length"] * 6


def test_five_megabytes_of_redrawn_bars_are_one_bar() -> None:
    raw = "\r".join(f"[{'#' * (n % 20):20s}] {n % 101}%" for n in range(180_000))
    assert len(texts(f"{raw}\nend\n")) == 2


@pytest.mark.parametrize(
    "piece", ["\x1b[", "\x1b]0;", "[0m", "\x1b[1;", "[1;1;1", "-", "#", "\b", "\x1bP", "10%"]
)
def test_hostile_repetition_is_read(piece: str) -> None:
    assert document("begin\n" + piece * 200_000 + "\nend\n").lines[-1].text == "end"
