"""The command line as a user meets it: exit codes, messages, formats."""

from __future__ import annotations

import gzip
import json
import random
import shlex
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
SEED = ROOT / "corpus" / "modem-dfu-102-then-93.log"


def run(*arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the real command."""
    import os

    return subprocess.run(
        [sys.executable, "-m", "analyzer.cli.main", *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
    )


def report_of(*arguments: str, stdin: bytes = b"") -> dict[str, object]:
    """The JSON report."""
    done = run("analyze", *arguments, "--format", "json", stdin=stdin)
    return dict(json.loads(done.stdout))


def test_version() -> None:
    done = run("--version")
    assert done.returncode == 0
    assert done.stdout.startswith(b"nrfdoctor ")


def test_seed_case_is_diagnosed_as_an_expert_would() -> None:
    report = report_of(str(SEED))
    source, operations = report["source"], report["operations"]
    assert isinstance(source, dict)
    assert isinstance(operations, list)
    assert (source["lines"], source["recognised"], source["unrecognised"]) == (42, 42, 0)
    failed = [o for o in operations if o["outcome"] == "failed"]
    assert [(o["kind"], o["attempt"]) for o in failed] == [("dfu.modem", 1), ("dfu.modem", 2)]
    codes = {(e["code"], e["name"]) for e in report["errors"] if e["layer"] == "nrfjprogdll"}  # type: ignore[attr-defined]
    assert codes == {(-102, "JLINKARM_DLL_ERROR"), (-93, "NOT_AVAILABLE_BECAUSE_TRUST_ZONE")}
    diagnoses = report["diagnoses"]
    assert isinstance(diagnoses, list)
    ahead = {d["cause"] for d in diagnoses[:3]}
    assert {"debug-session-disturbed", "secure-region-trustzone"} <= ahead
    assert diagnoses[0]["probability"] < 0.9
    assert report["next_test"]
    for diagnosis in diagnoses:
        for remedy in diagnosis["remedies"]:
            assert remedy["risk"] != "erases" or remedy["loses"]


def test_exit_codes(tmp_path: Path) -> None:
    clean = tmp_path / "clean.log"
    clean.write_text("nrfjprog --program app.hex --verify\nParsing image file.\nVerified OK.\n")
    unknown = tmp_path / "unknown.log"
    unknown.write_text("2021-02-03T10:11:12.131Z ERROR The flux capacitor lost its phase\n")
    assert run("analyze", str(SEED)).returncode == 1
    assert run("analyze", str(clean)).returncode == 0
    assert run("analyze", str(unknown)).returncode == 3
    assert run("analyze", str(tmp_path / "no.log")).returncode == 2


@pytest.mark.parametrize("format_", ["terminal", "json", "markdown"])
def test_every_format_names_the_first_cause(format_: str) -> None:
    done = run("analyze", str(SEED), "--format", format_)
    assert done.returncode == 1
    assert "debug" in done.stdout.decode().lower()
    assert b"\x1b" not in done.stdout


def test_input_from_stdin_gzip_and_zip_is_the_same(tmp_path: Path) -> None:
    data = SEED.read_bytes()
    (tmp_path / "a.log.gz").write_bytes(gzip.compress(data))
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("logs/a.log", data)
    expected = report_of(str(SEED))["diagnoses"]
    assert report_of("-", stdin=data)["diagnoses"] == expected
    assert report_of(str(tmp_path / "a.log.gz"))["diagnoses"] == expected
    assert report_of(str(tmp_path / "a.zip"))["diagnoses"] == expected


def test_several_inputs_give_one_json_object_per_line(tmp_path: Path) -> None:
    (tmp_path / "one.log").write_bytes(SEED.read_bytes())
    (tmp_path / "two.log").write_bytes(SEED.read_bytes())
    done = run("analyze", str(tmp_path), "--format", "json")
    lines = done.stdout.decode().splitlines()
    assert [json.loads(line)["schema"] for line in lines] == ["nrfdoctor.report/1"] * 2


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.log", b"", "empty"),
        ("binary.log", random.Random(1).randbytes(20_000), "binary"),
        ("broken.zip", b"PK\x03\x04 this is no archive", "zip"),
    ],
)
def test_unusable_input_is_named_with_a_remedy(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    done = run("analyze", str(path))
    message = done.stderr.decode()
    assert done.returncode == 2
    assert name in message
    assert words in message.lower()
    assert "Traceback" not in message


def test_one_bad_input_does_not_stop_the_others(tmp_path: Path) -> None:
    done = run("analyze", str(tmp_path / "missing.log"), str(SEED), "--format", "json")
    assert done.returncode == 2
    assert b"missing.log" in done.stderr
    assert json.loads(done.stdout)["diagnoses"]


def test_folder_without_logs(tmp_path: Path) -> None:
    done = run("analyze", str(tmp_path))
    assert done.returncode == 2
    assert tmp_path.name in done.stderr.decode()


def test_unknown_option_value() -> None:
    done = run("analyze", str(SEED), "--format", "pdf")
    assert done.returncode == 2
    assert b"pdf" in done.stderr
    assert b"Traceback" not in done.stderr


def test_bad_rule_pack_is_named_with_file_line_and_suggestion(tmp_path: Path) -> None:
    folder = tmp_path / "causes" / "host"
    folder.mkdir(parents=True)
    rule = (ROOT / "rules/causes/host/no-probe-found.yaml").read_text(encoding="utf-8")
    (folder / "mine.yaml").write_text(rule.replace("explain:", "explian:"), encoding="utf-8")
    done = run("analyze", str(SEED), "--rules", str(tmp_path))
    message = done.stderr.decode()
    assert done.returncode == 2
    assert "mine.yaml:" in message
    assert "Did you mean 'explain'?" in message
    assert "Traceback" not in message


def test_answers_move_the_probabilities_and_unknown_ones_are_refused() -> None:
    before = report_of(str(SEED))
    question = next(q["id"] for d in before["diagnoses"] for q in d["questions"])  # type: ignore[attr-defined]
    after = report_of(str(SEED), "--answer", f"{question}=yes")
    assert [d["probability"] for d in after["diagnoses"]] != [  # type: ignore[attr-defined]
        d["probability"]
        for d in before["diagnoses"]  # type: ignore[attr-defined]
    ]
    refused = run("analyze", str(SEED), "--answer", "nonsense=yes")
    assert refused.returncode == 2
    assert b"nonsense" in refused.stderr


def test_output_file_is_replaced_only_as_a_whole(tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    target.write_text("old")
    run("analyze", str(SEED), "--format", "json", "-o", str(target))
    assert json.loads(target.read_text())["schema"] == "nrfdoctor.report/1"
    done = run("analyze", str(SEED), "-o", str(tmp_path / "no" / "where.txt"))
    assert done.returncode == 2
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(
    ("word", "layer", "code"),
    [
        ("ffffff9a", "nrfjprogdll", -102),
        ("0xffffffa3", "nrfjprogdll", -93),
        ("-102", "nrfjprogdll", -102),
        ("33", "nrfjprog-exit", 33),
        ("0x9", "pc-nrfjprog-js", 9),
        ("603", "nrf-device-lib", 603),
        ("JLINKARM_DLL_ERROR", "nrfjprogdll", -102),
        ("CouldNotCallFunction", "pc-nrfjprog-js", 9),
    ],
)
def test_explain_knows_every_writing(word: str, layer: str, code: int) -> None:
    done = run("explain", word, "--format", "json")
    assert done.returncode == 0
    matches = json.loads(done.stdout)["matches"]
    assert (layer, code) in {(m["layer"], m["code"]) for m in matches}


def test_explain_suggests_the_nearest_name() -> None:
    done = run("explain", "JLINKARM_DLL_EROR")
    assert done.returncode == 2
    assert b"JLINKARM_DLL_ERROR" in done.stderr


def test_why_tells_what_held_and_what_did_not() -> None:
    done = run("why", "modem-locked-xproddone", str(SEED))
    text = done.stdout.decode()
    assert done.returncode == 0
    assert "needs" in text
    assert "true" in text
    assert "false" in text


def test_rules_can_be_listed_shown_and_described() -> None:
    assert b"secure-region-trustzone" in run("rules", "list").stdout
    assert b"needs:" in run("rules", "show", "secure-region-trustzone").stdout
    schema = json.loads(run("rules", "schema").stdout)
    assert schema["additionalProperties"] is False
    assert "facts" in schema["properties"]


def test_closed_pipe_is_no_error() -> None:
    done = subprocess.run(
        f"{sys.executable} -m analyzer.cli.main rules list | head -1",
        shell=True,
        capture_output=True,
        check=False,
        cwd=ROOT,
    )
    assert b"Traceback" not in done.stderr


def test_no_colour_in_a_pipe_and_a_narrow_terminal_is_kept_to() -> None:
    done = run("analyze", str(SEED), COLUMNS="60")
    assert b"\x1b[" not in done.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
@pytest.mark.parametrize("format_", ["terminal", "json", "html"])
def test_a_full_disk_is_said_and_a_device_is_never_replaced(format_: str) -> None:
    full = Path("/dev/full")
    with full.open("w") as stream:
        done = subprocess.run(
            [sys.executable, "-m", "analyzer.cli.main", "analyze", str(SEED), "--format", format_],
            stdout=stream,
            stderr=subprocess.PIPE,
            check=False,
            cwd=ROOT,
        )
    assert done.returncode == 2
    assert b"cannot be written" in done.stderr
    assert b"Traceback" not in done.stderr
    assert run("analyze", str(SEED), "-o", str(full)).returncode == 2
    assert full.is_char_device()


def test_an_empty_path_is_refused() -> None:
    done = run("analyze", "")
    assert done.returncode == 2
    assert b"empty" in done.stderr


def test_an_html_report_is_one_page_for_one_log_and_for_several(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    assert run("analyze", str(SEED), "--format", "html", "-o", str(page)).returncode == 1
    markup = page.read_text("utf-8")
    assert markup.startswith("<!doctype html>")
    assert "The debug session worked and then broke" in markup
    clean = ROOT / "corpus" / "clean-modem-dfu.log"
    done = run(
        "analyze", str(SEED), str(tmp_path / "missing.log"), str(clean), "--format", "html", "-o", str(page)
    )
    assert done.returncode == 2
    assert b"missing.log" in done.stderr
    markup = page.read_text("utf-8")
    assert markup.count("<!doctype html>") == 1
    assert markup.count("<article") == 2
    assert run("analyze", str(tmp_path / "missing.log"), "--format", "html").stdout == b""


@pytest.mark.skipif(sys.platform == "win32", reason="rights of files are another matter there")
def test_a_report_can_be_read_by_others_and_keeps_the_rights_of_the_one_it_replaces(tmp_path: Path) -> None:
    report = tmp_path / "report.md"
    command = "umask 022; exec " + shlex.join(
        [sys.executable, "-m", "analyzer.cli.main", "analyze", str(SEED), "-f", "markdown", "-o", str(report)]
    )
    subprocess.run(command, shell=True, check=False, cwd=ROOT)
    assert report.stat().st_mode & 0o777 == 0o644
    report.chmod(0o640)
    subprocess.run(command, shell=True, check=False, cwd=ROOT)
    assert report.stat().st_mode & 0o777 == 0o640
