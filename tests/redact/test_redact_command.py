"""`nrfdoctor redact` as its users meet it: outputs, the map, the account, inputs that are none."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
LOG = (
    "10:11:12.131 Core probed: 683190551\n"
    "10:11:12.500 Writing C:\\Users\\halvard\\acme\\mfw_nrf9160_1.3.2.zip to device\n"
)
SAFE = LOG.replace("683190551", "900000001").replace("halvard", "user1xx").replace("acme", "dir1")


def run(*arguments: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the real command."""
    return subprocess.run(
        [sys.executable, "-m", "analyzer.cli.main", "redact", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )


def written(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_one_log_goes_to_standard_output_and_the_account_beside_it(tmp_path: Path) -> None:
    done = run(written(tmp_path / "a.log", LOG))
    assert (done.returncode, done.stdout.decode()) == (0, SAFE)
    account = done.stderr.decode()
    assert "names of users                        1 value in 1 place\n" in account
    assert "serial numbers of probes and devices  1 value in 1 place\n" in account
    assert "Names of files that stayed: mfw_nrf9160_1.3.2.zip\n" in account
    assert "Not covered:\n" in account
    assert [path.name for path in tmp_path.iterdir()] == ["a.log"]


def test_standard_input() -> None:
    assert run("-", stdin=LOG.encode()).stdout.decode() == SAFE


def test_the_map_is_written_when_asked_and_for_its_owner_alone(tmp_path: Path) -> None:
    map_ = tmp_path / "map.json"
    done = run(written(tmp_path / "a.log", LOG), "-o", tmp_path / "b.log", "--map", map_)
    assert (done.returncode, done.stdout) == (0, b"")
    assert (tmp_path / "b.log").read_text() == SAFE
    told = json.loads(map_.read_text())
    assert told["schema"] == "nrfdoctor.redact-map/1"
    assert {(one["token"], one["value"], one["kind"]) for one in told["tokens"]} == {
        ("900000001", "683190551", "serial"),
        ("user1xx", "halvard", "user"),
        ("dir1", "acme", "folder"),
    }
    if os.name == "posix":
        assert stat.S_IMODE(map_.stat().st_mode) == 0o600


def test_several_logs_share_their_tokens_and_go_to_a_folder(tmp_path: Path) -> None:
    written(tmp_path / "in" / "halvard" / "probe-683190551.log", "Hello from halvard\n")
    written(tmp_path / "in" / "b.log", LOG)
    out = tmp_path / "out"
    done = run(tmp_path / "in", "-o", out)
    assert done.returncode == 0
    found = {path.relative_to(out).as_posix(): path.read_text() for path in out.rglob("*.log")}
    assert found == {"b.log": SAFE, "user1xx/probe-900000001.log": "Hello from user1xx\n"} or found == {
        "b.log": SAFE,
        "dir2xxx/probe-900000001.log": "Hello from user1xx\n",
    }


def test_several_logs_want_a_place(tmp_path: Path) -> None:
    paths = [written(tmp_path / name, LOG) for name in ("a.log", "b.log")]
    done = run(*paths)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"2 logs do not go to standard output. Name a folder or a zip with -o." in done.stderr
    assert run(*paths, "-o", paths[0]).returncode == 2
    assert paths[0].read_text() == LOG
    done = run(*paths, "-o", written(tmp_path / "c.log", "old"))
    assert (done.returncode, (tmp_path / "c.log").read_text()) == (2, "old")


def test_an_archive_becomes_a_zip_or_a_folder(tmp_path: Path) -> None:
    packed = tmp_path / "ticket.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("logs/a.log", LOG)
        archive.writestr("logs/b.log.gz", gzip.compress(LOG.encode()))
        archive.writestr("photo.png", b"\x89PNG")
    done = run(packed, "-o", tmp_path / "out.zip")
    assert done.returncode == 0
    assert b"photo.png" in done.stderr
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert {name: archive.read(name).decode() for name in archive.namelist()} == {
            "logs/a.log": SAFE,
            "logs/b.log": SAFE,
        }
    assert run(packed, "-o", tmp_path / "out").returncode == 0
    assert (tmp_path / "out" / "logs" / "a.log").read_text() == SAFE
    assert run(packed, written(tmp_path / "b.log", LOG), "-o", tmp_path / "both").returncode == 0
    assert (tmp_path / "both" / "dir2xx" / "logs" / "b.log").read_text() == SAFE
    assert run(written(tmp_path / "c.log.gz", gzip.compress(LOG.encode()))).stdout.decode() == SAFE


@pytest.mark.parametrize(
    ("encoding", "end"),
    [
        ("utf-8", "\r\n"),
        ("utf-8-sig", "\n"),
        ("utf-16", "\r\n"),
        ("utf-16-be", "\n"),
        ("utf-32", "\n"),
        ("cp1252", "\r\n"),
        ("utf-8", "\r"),
    ],
)
def test_encoding_and_line_ends_stay(tmp_path: Path, encoding: str, end: str) -> None:
    text = f"temp 20 °C{end}{LOG}".replace("\n", end) + "no end"
    done = run(written(tmp_path / "a.log", text.encode(encoding)))
    expected = text.replace("683190551", "900000001").replace("halvard", "user1xx").replace("acme", "dir1")
    assert done.stdout.decode(encoding) == expected.encode(encoding).decode(encoding)
    assert done.stdout == expected.encode(encoding)


def test_mixed_line_ends_stay_where_they_are(tmp_path: Path) -> None:
    data = b"s/n 683190551\r\nline\n\r\ns/n 683190551\rx\n"
    assert run(written(tmp_path / "a.log", data)).stdout == data.replace(b"683190551", b"900000001")


def test_mixed_encodings_and_binary_data_become_plain_text(tmp_path: Path) -> None:
    data = (
        "20 °C s/n 683190551\n".encode()
        + "J\xfcrgen 20 \xb0C\n".encode("cp1252")
        + bytes(range(256)) * 8
        + b"\n"
        + LOG.encode()
    )
    done = run(written(tmp_path / "a.log", data))
    assert done.returncode == 0
    text = done.stdout.decode()
    assert text.startswith("20 °C s/n 900000001\nJürgen 20 °C\n")
    assert text.endswith(SAFE)


def test_inputs_that_are_no_logs_are_told_and_stop_nothing(tmp_path: Path) -> None:
    good = written(tmp_path / "a.log", LOG)
    empty = written(tmp_path / "empty.log", "")
    binary = written(tmp_path / "binary.log", random.Random(7).randbytes(20_000))
    for bad, says in (
        (empty, b"is empty"),
        (binary, b"is binary data"),
        (tmp_path / "no.log", b"does not exist"),
    ):
        done = run(bad)
        assert (done.returncode, done.stdout) == (2, b"")
        assert says in done.stderr
        done = run(bad, good)
        assert (done.returncode, done.stdout.decode()) == (2, SAFE)
        assert says in done.stderr


def test_nothing_is_redacted_in_its_place(tmp_path: Path) -> None:
    log = written(tmp_path / "a.log", LOG)
    for arguments in (("-o", log), ("--map", log), ("-o", tmp_path / "x", "--map", tmp_path / "x")):
        done = run(log, *arguments)
        assert done.returncode == 2
        assert log.read_text() == LOG
        assert not (tmp_path / "x").exists()


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    log = written(tmp_path / "a.log", LOG)
    done = run(log, "-o", tmp_path / "no" / "such" / "b.log")
    assert done.returncode == 2
    assert b"cannot be written" in done.stderr


def test_json_for_programs(tmp_path: Path) -> None:
    paths = [written(tmp_path / name, LOG) for name in ("a.log", "b.log")]
    told = json.loads(run(*paths, "--format", "json", "--also", "Core").stdout)
    assert told["schema"] == "nrfdoctor.redact/1"
    safe = SAFE.replace("Core", "w1xx")
    assert [(one["name"], one["lines"], one["text"]) for one in told["texts"]] == [
        ("a.log", 2, safe),
        ("b.log", 2, safe),
    ]
    assert told["replaced"]["serial"] == {"values": 1, "places": 2}
    assert told["file_names"] == ["mfw_nrf9160_1.3.2.zip"]
    assert told["not_covered"]


def test_two_logs_of_one_name_both_get_a_place(tmp_path: Path) -> None:
    paths = [written(tmp_path / folder / "a.log", f"{folder}\n") for folder in ("x", "y")]
    out = tmp_path / "out.zip"
    assert run(*paths, "-o", out).returncode == 0
    with zipfile.ZipFile(io.BytesIO(out.read_bytes())) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "a.log": b"x\n",
            "a-2.log": b"y\n",
        }


def test_a_log_of_a_page_keeps_its_form(tmp_path: Path) -> None:
    page = "<html><body><pre>C:\\Users\\halvard\\a.hex &amp; s/n 683190551</pre></body></html>\n"
    done = run(written(tmp_path / "thread.html", page))
    assert done.stdout.decode() == page.replace("halvard", "user1xx").replace("683190551", "900000001")
