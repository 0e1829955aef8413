"""What is a ticket: files, archives, folders, threads, and what cannot be one."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

from ticket_folder import SEED, rows_of

from analyzer.pack import Pack
from analyzer.sources.left_out import LeftOut
from analyzer.triage.row import Row
from analyzer.triage.tickets import Per, Ticket, find_tickets

CLEAN = SEED.parent / "clean-modem-dfu.log"


def found(*paths: Path | str, per: Per = Per.file, stdin: bytes = b"") -> list[Ticket | Row]:
    return list(find_tickets([str(p) for p in paths], per, io.BytesIO(stdin), LeftOut()))


def names(*paths: Path | str, per: Per = Per.file) -> list[str]:
    return [Path(one.name).name for one in found(*paths, per=per)]


def zipped(path: Path, **logs: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, log in logs.items():
            archive.writestr(f"{name}.log", log.read_bytes())
    return path


def test_each_file_of_a_folder_is_a_ticket_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.log", "a.log", "deep/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(SEED.read_bytes())
    assert names(tmp_path) == ["a.log", "b.log", "c.txt"]


def test_pictures_are_left_out_and_said(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text("x")
    (tmp_path / "board.png").write_bytes(b"\x89PNG")
    left_out = LeftOut()
    tickets = list(find_tickets([str(tmp_path)], Per.file, io.BytesIO(), left_out))
    assert len(tickets) == 1
    assert "board.png" in left_out.limits()[0].detail


def test_a_folder_is_one_ticket_when_asked(tmp_path: Path) -> None:
    for name in ("one/a.log", "one/b.log", "two/c.log"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    tickets = found(tmp_path, per=Per.folder)
    assert [len(one.addresses) for one in tickets if isinstance(one, Ticket)] == [2, 1]
    assert names(tmp_path, per=Per.folder) == ["one", "two"]


def test_standard_input_is_a_ticket(pack: Pack) -> None:
    (ticket,) = found("-", stdin=SEED.read_bytes())
    assert isinstance(ticket, Ticket)
    assert ticket.carried[0][1] == SEED.read_bytes()


def test_an_empty_folder_is_a_row_with_its_reason(tmp_path: Path) -> None:
    (row,) = found(tmp_path)
    assert isinstance(row, Row)
    assert (row.status, row.reason) == ("unreadable", "is a folder without logs")


def test_logs_of_an_archive_are_one_ticket_and_their_lines_keep_their_places(
    tmp_path: Path, pack: Pack
) -> None:
    archive = zipped(tmp_path / "t.zip", a_clean=CLEAN, b_failed=SEED)
    (row,) = rows_of([archive], pack)
    assert (row.logs, row.cause) == (2, "debug-session-disturbed")
    assert row.place == f"{archive}!b_failed.log:29"
    assert row.lines == sum(one.lines for one in rows_of([CLEAN, SEED], pack))


def test_sessions_of_different_logs_are_kept_apart(tmp_path: Path, pack: Pack) -> None:
    (both,) = rows_of([zipped(tmp_path / "t.zip", a=CLEAN, b=SEED)], pack)
    (first,), (second,) = rows_of([CLEAN], pack), rows_of([SEED], pack)
    assert both.sessions == first.sessions + second.sessions
    assert both.operations == first.operations + second.operations
    assert both.attempts == second.attempts


def test_the_order_of_logs_in_a_ticket_does_not_matter_for_its_cause(tmp_path: Path, pack: Pack) -> None:
    (one,) = rows_of([zipped(tmp_path / "x.zip", a=CLEAN, b=SEED)], pack)
    (two,) = rows_of([zipped(tmp_path / "y.zip", a=SEED, b=CLEAN)], pack)
    assert (one.cause, one.codes, one.status) == (two.cause, two.codes, two.status)


def test_each_entry_of_an_archive_is_a_ticket_when_asked(tmp_path: Path, pack: Pack) -> None:
    archive = zipped(tmp_path / "t.zip", a_clean=CLEAN, b_failed=SEED)
    rows = rows_of([archive], pack, per=Per.entry, split=True)
    assert [row.name for row in rows] == [f"{archive}!a_clean.log", f"{archive}!b_failed.log"]
    assert [row.status for row in rows] == ["succeeded", "diagnosed"]
    assert [row.duplicate_of for row in rows] == ["", ""]


def test_gzip_and_feeds_are_read_as_analyze_reads_them(tmp_path: Path, pack: Pack) -> None:
    packed = tmp_path / "a.log.gz"
    packed.write_bytes(gzip.compress(SEED.read_bytes()))
    page = tmp_path / "thread.html"
    text = SEED.read_text().replace("&", "&amp;").replace("<", "&lt;")
    page.write_text(f"<html><body><p>My modem fails:</p><pre>{text}</pre></body></html>")
    assert {row.cause for row in rows_of([packed, page], pack)} == {"debug-session-disturbed"}


def test_addresses_of_a_storage_are_read(pack: Pack) -> None:
    import fsspec

    storage = fsspec.filesystem("memory")
    storage.pipe("/tickets/x/a.log", SEED.read_bytes())
    storage.pipe("/tickets/b.zip", b"PK\x05\x06" + bytes(18))
    rows = rows_of(["memory://tickets", "memory://tickets/missing.log"], pack)
    assert [row.status for row in rows] == ["unreadable", "diagnosed", "unreadable"]
    assert rows[1].name.endswith("x/a.log")
    assert rows[2].reason == "does not exist"


def test_a_storage_that_nobody_knows_is_a_row(pack: Pack) -> None:
    (row,) = rows_of(["nosuch://bucket/a.log"], pack)
    assert row.status == "unreadable"
    assert "nosuch" in row.reason
