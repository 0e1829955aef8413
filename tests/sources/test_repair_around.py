"""Repair of what web pages and mail put around the lines."""

from __future__ import annotations

import pytest
from source_reading import document, limits, places, texts

LOG = [
    "2021-03-04T09:15:22.104Z INFO Using the library 10.9.0",
    "2021-03-04T09:15:31.870Z ERROR Error: Error occured when read. Errorcode: CouldNotCallFunction (0x9)",
    "Lowlevel error: JLINKARM_DLL_ERROR (ffffff9a)",
    "2021-03-04T09:15:33.001Z INFO Target device closed",
]


def test_numbers_of_a_code_box_before_the_log_vanish() -> None:
    numbers = ["Fullscreen", "1", "2", "3", "4"]
    raw = "\n".join([*numbers, *LOG, "X" * 120, ""])
    assert texts(raw) == LOG
    assert places(raw)[0] == (6, 6)
    assert limits(raw) == ["paste-artefact"]
    assert document(raw).limits[0].detail.startswith("6 lines ")


@pytest.mark.parametrize(
    "head",
    [
        "Fullscreen 1 2 3 4\n",
        "1 2 3 4\n",
        "Fullscreen\n1 2 3 4\n",
        "Fullscreen\n01\n02\n03\n04\n",
        "Fullscreen\n1\n",
    ],
)
def test_numbers_of_a_code_box_may_stand_on_one_line(head: str) -> None:
    assert texts(head + "\n".join(LOG)) == LOG


def test_a_flattened_code_box_is_parted() -> None:
    raw = f"Fullscreen 1 2 {LOG[0]} {LOG[3]}"
    assert texts(raw) == [LOG[0], LOG[3]]


def test_numbers_between_the_lines_vanish() -> None:
    raw = "\n".join(f"{number}\n{line}" for number, line in enumerate(LOG, 1))
    assert texts(raw) == LOG
    assert places(raw) == [(2, 2), (4, 4), (6, 6), (8, 8)]


@pytest.mark.parametrize("form", ["{} ", "{:3d}  ", "{}\t", "{}: ", "{}. ", "{:02d} ", "{}| ", "{:6d}\t"])
def test_a_column_of_numbers_vanishes(form: str) -> None:
    raw = "\n".join(form.format(number) + line for number, line in enumerate(LOG, 1))
    assert [text.strip() for text in texts(raw)] == LOG


def test_a_column_of_numbers_may_touch_the_text() -> None:
    raw = "\n".join(f"{number}{line}" for number, line in enumerate(LOG, 1))
    assert texts(raw) == LOG


def test_a_column_of_numbers_may_begin_in_the_middle() -> None:
    raw = "\n".join(f"{number} {line}" for number, line in enumerate(LOG * 2, 117))
    assert texts(raw) == LOG * 2


def test_empty_lines_of_a_numbered_log_are_counted_as_artefacts() -> None:
    raw = f"1 {LOG[0]}\n2\n3 {LOG[3]}"
    assert texts(raw) == [LOG[0], LOG[3]]
    assert limits(raw) == ["paste-artefact"]


@pytest.mark.parametrize(
    "lines",
    [
        [
            "Caused by:",
            "    0: An ARM specific error occurred.",
            "    1: An operation could not be performed.",
        ],
        ["1", "2", "done"],
        ["1 dfu package(s) left.", "Waiting for device", "0 dfu package(s) left."],
        ["1) JTAG", "2) SWD", "3) cJTAG"],
        ["1. Open the viewer", "2. Erase all", "3. Write"],
        ["00000000  a0 00", "00000001  02 00", "00000002  00 01"],
        ["Core 0", "Core 1", "Core 2"],
        ["Fullscreen mode is on", "XXXX is a mark", "Xylophone"],
    ],
)
def test_numbers_that_belong_to_the_log_stay(lines: list[str]) -> None:
    assert texts("\n".join(lines)) == lines
    assert limits("\n".join(lines)) == []


def test_fences_of_markdown_vanish() -> None:
    assert texts("```console\n" + "\n".join(LOG) + "\n```\n") == LOG


@pytest.mark.parametrize("mark", ["> ", ">", "> > ", ">> "])
def test_reply_marks_vanish(mark: str) -> None:
    assert texts("\n".join(mark + line for line in LOG)) == LOG


def test_an_empty_line_of_a_reply_is_an_artefact() -> None:
    raw = f"> {LOG[0]}\n>\n> {LOG[1]}"
    assert texts(raw) == LOG[:2]
    assert limits(raw) == ["paste-artefact"]


@pytest.mark.parametrize(
    "lines",
    [
        [">>> import pylink", ">>> pylink.JLink()", "Traceback (most recent call last):"],
        [">> nrfjprog --recover", "Recovering device. This operation might take 30s."],
        ["> nrfjprog --ids", "682111222"],
    ],
)
def test_prompts_are_no_reply_marks(lines: list[str]) -> None:
    assert texts("\n".join(lines)) == lines


def test_lines_in_double_quotes_lose_them() -> None:
    assert texts("\n\n".join(f'"{line}"' for line in LOG)) == LOG


def test_quotes_within_quoted_lines_are_unescaped() -> None:
    raw = (
        '"ERROR: [Backend] - The library reported ""-1"", ""An unknown error."".",\n"ERROR: a \\"b\\" c.",\n'
    )
    assert texts(raw) == [
        'ERROR: [Backend] - The library reported "-1", "An unknown error.".',
        'ERROR: a "b" c.',
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ['"COM3","Silicon probe","ok"', '"COM4","Silicon probe","busy"', '"COM5","none","none"'],
        ['"C:\\Program Files\\tool.exe" --ids', "682111222"],
        ['"C:\\work\\app.hex"'],
    ],
)
def test_quotes_that_belong_to_the_log_stay(lines: list[str]) -> None:
    assert texts("\n".join(lines)) == lines


def test_typographic_characters_become_those_of_the_keyboard() -> None:
    raw = (
        "nrfjprog \u2013\u2013recover \u2014log \u2018a b\u2019 \u201c\u22121\u201d wait\u2026\n"
        "\u2013 runners.nrfjprog: Flashing file: a\u2013b.hex\n"
        "[error] [ Client] \u2013 Encountered error \u2013102: no answer\n"
    )
    assert texts(raw) == [
        "nrfjprog --recover --log 'a b' \"-1\" wait...",
        "-- runners.nrfjprog: Flashing file: a-b.hex",
        "[error] [ Client] - Encountered error -102: no answer",
    ]


def test_quotes_inside_a_record_stay() -> None:
    raw = '{"message":"the \u201cprobe\u201d"}'
    assert texts(raw) == [raw]


def test_entities_are_resolved_once_or_twice() -> None:
    assert texts("it isn&#39;t &lt;there&gt;\n&amp;quot;-1&amp;quot;&nbsp;x\n") == [
        "it isn't <there>",
        '"-1" x',
    ]


def test_an_ampersand_in_an_address_stays() -> None:
    raw = "see https://example.org/?a=1&copy=2&lt=3"
    assert texts(raw) == [raw]


def test_tags_around_the_output_vanish() -> None:
    raw = (
        '<font color="#34E2E2">-- west flash: using runner nrfjprog</font>\n'
        "<font color='#EF2929'><b>FATAL ERROR: command exited with status 41: nrfjprog --ids</b></font><br>\n"
        "  File &lt;stdin&gt;, line 1, in <module>\n"
    )
    assert texts(raw) == [
        "-- west flash: using runner nrfjprog",
        "FATAL ERROR: command exited with status 41: nrfjprog --ids",
        "  File <stdin>, line 1, in <module>",
    ]


def test_tags_that_a_log_mentions_stay() -> None:
    lines = [f"line {number}" for number in range(20)] + ["the page had <b>bold</b> text<br>"]
    assert texts("\n".join(lines)) == lines
