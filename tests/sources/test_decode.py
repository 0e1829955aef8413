"""Encodings, line ends and binary data."""

from __future__ import annotations

import pytest
from source_reading import document, limits, noise, places, problem, texts

LOG = [
    "2021-03-04T09:15:22.104Z INFO Application data folder: C:\\Users\\Zoë\\AppData\\Roaming\\nrfconnect",
    "2021-03-04T09:15:31.870Z ERROR Reset of device 682111222 failed",
]
TEXT = "\n".join(LOG) + "\n"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "cp1252"],
)
def test_every_encoding_gives_the_same_text(encoding: str) -> None:
    assert texts(TEXT.encode(encoding)) == LOG


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n"])
def test_every_line_end_gives_the_same_lines(end: str) -> None:
    data = end.join([*LOG, ""]).encode()
    assert texts(data) == LOG
    assert places(data) == [(1, 1), (2, 2)]


def test_line_ends_may_be_mixed() -> None:
    assert texts("a 1\r\nb 2\nc 3\r\nd 4") == ["a 1", "b 2", "c 3", "d 4"]


def test_a_file_pasted_from_two_encodings_is_decoded_line_by_line() -> None:
    data = "Pfad: C:\\Temp\\Grüße.hex\n".encode() + "Pfad: C:\\Temp\\Grüße.hex\n".encode("cp1252")
    assert texts(data) == ["Pfad: C:\\Temp\\Grüße.hex"] * 2
    assert [(limit.what, limit.line) for limit in document(data).limits] == [("encoding", 2)]


def test_two_encodings_may_meet_within_a_line() -> None:
    assert texts("Grüße und ".encode() + "Grüße".encode("cp1252")) == ["Grüße und Grüße"]


def test_typographic_quotes_of_windows_are_read() -> None:
    assert texts("device \u201cno 1\u201d isn\u2019t there".encode("cp1252")) == [
        'device "no 1" isn\'t there'
    ]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_shell_may_append_wide_text_to_narrow(encoding: str) -> None:
    data = TEXT.encode() + TEXT.encode(encoding) + TEXT.encode()
    assert texts(data) == LOG * 3
    assert places(data)[-1] == (6, 6)


def test_narrow_text_may_be_appended_to_wide() -> None:
    assert texts(TEXT.encode("utf-16") + TEXT.encode()) == LOG * 2


def test_a_byte_order_mark_in_the_middle_is_no_text() -> None:
    assert texts(b"one line\n\xef\xbb\xbfanother line\n") == ["one line", "another line"]


def test_stray_zero_bytes_vanish() -> None:
    assert texts(b"Verified OK.\0\nApplying\0 system reset.\n") == ["Verified OK.", "Applying system reset."]


def test_a_log_filled_up_with_zero_bytes_is_read() -> None:
    data = TEXT.encode() + bytes(100_000)
    assert texts(data) == LOG
    assert limits(data) == ["binary"]


def test_a_block_of_zero_bytes_is_skipped_and_said() -> None:
    data = TEXT.encode() + bytes(12_000) + b"\n" + TEXT.encode()
    assert texts(data) == LOG * 2
    assert [(limit.what, limit.line) for limit in document(data).limits] == [("binary", 3)]
    assert places(data)[-1] == (5, 5)


def test_binary_data_within_a_log_is_skipped_with_its_lines_counted() -> None:
    junk = noise(8192)
    data = TEXT.encode() + junk + b"\n" + TEXT.encode() * 40
    read = document(data)
    after = 3 + junk.count(b"\n") + 1
    assert [line.number for line in read.lines if line.text == LOG[0]][1] == after
    assert sum(line.text in LOG for line in read.lines) == 82
    assert "binary" in limits(data)


def test_text_between_two_pieces_of_binary_data_is_kept() -> None:
    data = bytes(600) + LOG[1].encode() + bytes(600) + b"\n"
    assert texts(data) == [LOG[1]]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "a PNG picture"),
        (b"%PDF-1.7\n1 0 obj\n", "a PDF document"),
        (b"MZ\x90\0\x03\0\0\0" + bytes(64), "a Windows program"),
        (b"\x7fELF\x01\x01\x01" + bytes(64), "a program"),
        (b"{\\rtf1\\ansi log}", "a rich-text document"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(64), "a 7-Zip archive"),
        (noise(50_000), "binary data"),
        (b"\0\0\0\x20\x21\x07" * 9000, "binary data"),
    ],
)
def test_a_file_that_is_no_log_is_refused_with_a_remedy(data: bytes, what: str) -> None:
    said = problem(data)
    assert said.startswith("sample.log: ")
    assert what in said
    assert said.count(". ") == 1


@pytest.mark.parametrize("data", [b"", b"\n\n  \n", bytes(4096), b"\xff\xfe", b"\xef\xbb\xbf\n"])
def test_an_input_without_text_is_refused(data: bytes) -> None:
    assert problem(data)


def test_letters_that_begin_a_program_may_begin_a_log() -> None:
    assert texts("MZ and BM and BZh are words here\n") == ["MZ and BM and BZh are words here"]


def test_wide_text_of_many_letters_beyond_ascii_is_read() -> None:
    text = "路径: C:\\用户\\日志\\上传.hex ERROR\n" * 30
    assert texts(text.encode("utf-16"))[0] == "路径: C:\\用户\\日志\\上传.hex ERROR"
