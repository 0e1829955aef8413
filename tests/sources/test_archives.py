"""Archives, among them those made to harm."""

from __future__ import annotations

import gzip
import io
import stat
import zipfile
from collections.abc import Callable

import pytest
from source_reading import problem

from analyzer.sources import Document, SourceError, read_bytes
from analyzer.sources.archives import Unpacking
from analyzer.sources.left_out import LeftOut

LOG = b"2021-03-04T09:15:31.870Z ERROR Reset of device 682111222 failed\n"


def zipped(entries: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return packed.getvalue()


def names(documents: list[Document]) -> list[str]:
    return [document.name for document in documents]


def said(documents: list[Document]) -> str:
    return " ".join(limit.what + " " + limit.detail for document in documents for limit in document.limits)


def test_the_logs_of_a_zip_come_sorted() -> None:
    documents = read_bytes("a.zip", zipped({"b/two.log": LOG, "a one.txt": LOG, "b/": b""}))
    assert names(documents) == ["a.zip!a one.txt", "a.zip!b/two.log"]
    assert documents[0].lines[0].text == LOG.decode().rstrip()


def test_a_gzip_file_is_read_and_named_by_its_content() -> None:
    assert names(read_bytes("logs/x.log.gz", gzip.compress(LOG))) == ["logs/x.log.gz!x.log"]


def test_archives_within_archives_are_read_two_deep() -> None:
    inner = zipped({"x.log": LOG})
    assert names(read_bytes("a.zip", zipped({"b.zip": inner}))) == ["a.zip!b.zip!x.log"]
    assert names(read_bytes("a.zip", zipped({"x.log.gz": gzip.compress(LOG)}))) == ["a.zip!x.log.gz!x.log"]
    deeper = zipped({"b.zip": zipped({"c.zip": inner}), "y.log": LOG})
    documents = read_bytes("a.zip", deeper)
    assert names(documents) == ["a.zip!y.log"]
    assert "archive-depth" in said(documents)


def test_files_that_are_no_logs_are_said() -> None:
    documents = read_bytes(
        "a.zip",
        zipped(
            {
                "app.hex": b":00",
                "x.log": LOG,
                ".hidden.log": LOG,
                "__MACOSX/x.log": LOG,
                "z.log": b"\x89PNG\0",
            }
        ),
    )
    assert names(documents) == ["a.zip!x.log"]
    assert "3 files: no log by its name (a.zip!.hidden.log, a.zip!__MACOSX/x.log, a.zip!app.hex)" in said(
        documents
    )
    assert "a.zip!z.log: looks like a PNG picture, not a log" in said(documents)


@pytest.mark.parametrize(
    "name",
    ["/etc/x.log", "../x.log", "a/../../x.log", "..\\x.log", "C:\\x.log", "C:x.log", "\\\\host\\x.log"],
)
def test_names_that_leave_the_archive_are_refused(name: str) -> None:
    documents = read_bytes("a.zip", zipped({name: LOG, "x.log": LOG}))
    assert names(documents) == ["a.zip!x.log"]
    assert "archive-refused" in said(documents)


def test_links_are_refused() -> None:
    link = zipfile.ZipInfo("link.log")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("x.log", LOG)
    documents = read_bytes("a.zip", packed.getvalue())
    assert names(documents) == ["a.zip!x.log"]
    assert "is a link" in said(documents)


def test_encrypted_entries_are_refused() -> None:
    data = bytearray(zipped({"x.log": LOG}, zipfile.ZIP_STORED))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "is encrypted" in problem(bytes(data), "a.zip")


def test_rare_methods_are_refused() -> None:
    documents = read_bytes("a.zip", _with_lzma())
    assert names(documents) == ["a.zip!x.log"]
    assert "rare method" in said(documents)


def _with_lzma() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("rare.log", LOG, zipfile.ZIP_LZMA)
        archive.writestr("x.log", LOG)
    return packed.getvalue()


def test_names_do_no_harm_to_a_terminal() -> None:
    documents = read_bytes("a.zip", zipped({"\x1b[31mx\n.log": LOG}))
    assert names(documents) == ["a.zip!?[31mx?.log"]


def test_a_zip_bomb_is_stopped() -> None:
    documents = read_bytes("a.zip", zipped({"bomb.log": bytes(8_000_000), "x.log": LOG}))
    assert names(documents) == ["a.zip!x.log"]
    assert "archive-size a.zip!bomb.log" in said(documents)


def test_a_gzip_bomb_is_stopped() -> None:
    assert "as bombs do" in problem(gzip.compress(bytes(8_000_000)), "a.log.gz")


def test_an_archive_in_a_bomb_is_no_way_around() -> None:
    assert "as bombs do" in problem(zipped({"b.log.gz": gzip.compress(bytes(8_000_000))}), "a.zip")


def test_all_archives_of_an_input_share_one_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    roomy = Unpacking

    def tight(wanted: Callable[[str], bool], left_out: LeftOut) -> Unpacking:
        return roomy(wanted, left_out, bytes_left=2 * len(LOG))

    monkeypatch.setattr("analyzer.sources.paths.Unpacking", tight)
    documents = read_bytes("a.zip", zipped({f"{n}.log": LOG for n in range(4)}))
    assert names(documents) == ["a.zip!0.log", "a.zip!1.log"]
    assert "archive-size 2 files: more would be unpacked" in said(documents)


def test_too_many_entries_are_said() -> None:
    documents = read_bytes(
        "a.zip", zipped({f"{n:04d}.log": b"x y\n" for n in range(1003)}, zipfile.ZIP_STORED)
    )
    assert len(documents) == 1000
    assert "archive-entries" in said(documents[-1:])


def test_a_short_log_of_one_repeated_line_is_no_bomb() -> None:
    assert len(read_bytes("a.gz", gzip.compress(LOG * 10_000))[0].lines) == 10_000


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[: len(data) // 2],
        lambda data: data[:30] + bytes(30) + data[60:],
        lambda data: b"PK\x03\x04" + bytes(100),
        lambda data: data.replace(b"PK\x01\x02", b"PK\x01\x03"),
    ],
)
def test_a_broken_zip_is_an_error_with_a_remedy(damage: Callable[[bytes], bytes]) -> None:
    assert problem(damage(zipped({"x.log": LOG * 9})), "a.zip").startswith("a.zip: ")


def test_a_broken_zip_within_a_zip_stops_nothing() -> None:
    broken = zipped({"x.log": LOG})[:50]
    documents = read_bytes("a.zip", zipped({"b.zip": broken, "x.log": LOG}))
    assert names(documents) == ["a.zip!x.log"]
    assert "a.zip!b.zip: is a broken zip file" in said(documents)


def test_a_gzip_file_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    lines = b"".join(b"2021-03-04T09:15:31.870Z INFO step %d of many\n" % n for n in range(20_000))
    documents = read_bytes("x.log.gz", gzip.compress(lines)[:-20])
    assert len(documents[0].lines) > 1000
    assert "cut off" in said(documents)


def test_a_broken_gzip_file_is_an_error() -> None:
    assert "broken gzip" in problem(b"\x1f\x8b\x08" + bytes(40), "x.gz")


def test_an_office_document_is_no_archive_of_logs() -> None:
    said_of = problem(zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}), "log.docx")
    assert "Office document" in said_of


def test_an_archive_without_logs_says_what_it_holds() -> None:
    assert "app.hex: no log" in problem(zipped({"app.hex": b":00"}), "a.zip")
    assert problem(zipped({}), "a.zip") == "a.zip: holds no log that can be read. " + (
        "Give the path of a log, or put logs with a name such as nrfjprog.log or log.txt there."
    )


def test_errors_can_be_told_apart_and_survive_a_copy() -> None:
    error = SourceError("a", "is b", "Do c")
    assert error.__reduce__()[1] == ("a", "is b", "Do c")
    assert str(SourceError("a\x1b[31m\n", "b", "c")) == "a?[31m?: b. c."
