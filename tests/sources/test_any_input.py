"""What must hold for any input whatever."""

from __future__ import annotations

import gzip
import io
import zipfile
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.sources import Document, SourceError, read_bytes

# Pieces that the reader looks for, so that random inputs meet its branches.
_PIECES = st.sampled_from(
    [
        "\n", "\r", "\r\n", "\x1b[31m", "\x1b[2K", "\x00", "\b", "> ", '"', "'", "1", "2", "3", "\n1\n2\n3\n",
        "Fullscreen", "ERROR: ", "WARNING: ", "[error] [ Client] - ", "-- west flash: ", "FATAL ERROR: ",
        "2021-03-04T09:15:22.104Z INFO ", "12:18:07.750", "12:18:07.750 ", "[2023-Mar-08 08:28:37] [debug] ",
        "2022-01-10 16:14:16,901 ", "[ ##### ] 0.736s | ", " 50%", "<html>", "<p>", "</p>", "<pre>", "<br>",
        "<article>", "</article>", "<script>", "<!--", "<rss><channel><item><description>", "</description>",
        "</item>", "&lt;", "&amp;lt;p&amp;gt;", "<![CDATA[", "[code]", "[quote]", "\u2013", "\u201c", "\xa0",
        "RROR ", "```", "XXXXXXXXXXXXXXXXXXXXXX", "of the", "does not match", "word", ". ", " ", "\xe9", "\ufeff",
    ]
)  # fmt: skip
_TEXTS = st.lists(_PIECES | st.text(max_size=8), max_size=40).map("".join)
_ENCODINGS = st.sampled_from(["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32-be", "utf-8-sig"])
_ENCODED = st.builds(lambda text, encoding: text.encode(encoding, "replace"), _TEXTS, _ENCODINGS)
_BYTES = st.lists(_ENCODED | st.binary(max_size=600), max_size=4).map(b"".join)


def _zip(name: str, data: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in (name, "other.txt"):
            # The date is fixed, or no failure could be repeated.
            archive.writestr(zipfile.ZipInfo(entry), data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


_LOG = b"2021-03-04T09:15:31.870Z ERROR Reset of device 682111222 failed\n" * 3
_ZIP = _zip("x.log", _LOG)
_ZIP_OF_ZIP = _zip("x.zip", _ZIP)
_GZIP = gzip.compress(_LOG, mtime=0)


def _without_markup(text: str) -> str:
    """Text in which every letter is to be seen: no tags, entities, escapes or binary data."""
    return "".join(char for char in text if (char.isprintable() and char not in "<&") or char in "\n\r")


def read(data: bytes) -> list[Document]:
    try:
        return read_bytes("any", data)
    except SourceError:
        return []


@given(_BYTES)
@settings(max_examples=400, deadline=None)
def test_any_bytes_give_documents_with_true_places(data: bytes) -> None:
    for document in read(data):
        assert document.lines
        for line in document.lines:
            assert 1 <= line.number <= line.last <= document.physical_lines
            assert line.text.strip()
            assert line.text == line.text.rstrip()
            assert not set(line.text) & set("\n\r\0\x1b\x07\xa0\ufeff")
        for before, after in pairwise(document.lines):
            assert after.block >= before.block
            assert after.block > before.block or after.number >= before.number


@given(_TEXTS.map(_without_markup))
@settings(max_examples=400, deadline=None)
def test_no_line_of_a_plain_log_is_lost(text: str) -> None:
    physical = text.replace("\r", " ").split("\n")
    for document in read(text.encode("utf-8", "replace")):
        if len(physical) < document.physical_lines:  # carriage returns alone were the line ends
            continue
        kept = {number for line in document.lines for number in range(line.number, line.last + 1)}
        visible = {number for number, line in enumerate(physical, 1) if any(char.isalnum() for char in line)}
        dropped = [
            int(limit.detail.split()[0]) for limit in document.limits if limit.what == "paste-artefact"
        ]
        assert len(visible - kept) <= sum(dropped)


@given(st.lists(st.from_regex(r"[a-z]{3,9} [a-z]{3,9}\.", fullmatch=True), min_size=1, max_size=20))
def test_a_clean_log_is_not_touched(lines: list[str]) -> None:
    (document,) = read("\n".join(lines).encode())
    assert [line.text for line in document.lines] == lines
    assert [line.number for line in document.lines] == list(range(1, len(lines) + 1))
    assert not any(line.repairs for line in document.lines)
    assert not document.limits


@given(
    st.sampled_from([_ZIP, _GZIP, _ZIP_OF_ZIP]),
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=12),
    st.integers(0, 400),
)
@settings(max_examples=400, deadline=None)
def test_a_damaged_archive_gives_documents_or_an_error(
    whole: bytes, changes: list[tuple[int, int]], cut: int
) -> None:
    data = bytearray(whole)
    for place, value in changes:
        data[place % len(data)] = value
    read(bytes(data[: len(data) - cut % len(data)]))
