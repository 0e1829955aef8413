"""The folder of hostile inputs through every command: exit codes, limits told, causes, bounds."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from make import FOLDER, inputs, large

ROOT = Path(__file__).parents[2]
CAUSE = "debug-session-disturbed"
EXPECTED: dict[str, tuple[int, str, set[str]]] = {
    "alias-bomb.yaml": (0, "", set()),
    "ansi-progress.log": (1, CAUSE, set()),
    "brackets.log": (1, CAUSE, set()),
    "clock-backwards.log": (1, CAUSE, set()),
    "cp1252.log": (1, CAUSE, {"encoding"}),
    "cr-only.log": (1, CAUSE, set()),
    "deep-tags.html": (3, "", set()),
    "double-escaped.html": (1, CAUSE, set()),
    "empty.log": (2, "is empty", set()),
    "entity-bomb.xml": (2, "defines entities", set()),
    "gzip-bomb.gz": (2, "as bombs do", set()),
    "html-forum.html": (1, CAUSE, set()),
    "line-numbers-column.log": (1, CAUSE, {"paste-artefact"}),
    "log.zip": (1, CAUSE, set()),
    "markup-injection.log": (1, CAUSE, set()),
    "mixed-encodings.log": (1, CAUSE, {"encoding"}),
    "nested.zip": (1, CAUSE, {"archive-depth"}),
    "nul-block.log": (1, CAUSE, {"binary"}),
    "one-line-5mb.log": (1, CAUSE, {"line-length"}),
    "same-error.log": (1, CAUSE, set()),
    "success-after-error.log": (1, CAUSE, set()),
    "truncated-head.log": (1, CAUSE, set()),
    "truncated-tail.log": (1, CAUSE, set()),
    "truncated.gz": (1, "", {"archive-broken"}),
    "two-sessions-interleaved.log": (1, "", set()),
    "utf16le-bom.log": (1, CAUSE, set()),
    "utf16le-nobom.log": (1, CAUSE, set()),
    "zero-errors-words.log": (0, "", set()),
    "zip-bomb.zip": (1, CAUSE, {"archive-size"}),
    "zip-slip.zip": (2, "points out of the archive", set()),
    "zip-without-directory.zip": (2, "broken zip", set()),
}
"""Exit code of `analyze`; the cause in the first place, or what the refusal says; the limits that are told."""
SECONDS = 40
"""Processor time of all eight commands; 5 MB in one line take the longest."""
MEGABYTES = 600

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2028\u2029\ufeff]")


def test_the_folder_is_what_is_written_here() -> None:
    assert {path.name: path.read_bytes() for path in FOLDER.iterdir()} == inputs()
    assert EXPECTED.keys() == inputs().keys() | large().keys()
    assert max(map(len, inputs().values())) < 40_000


def place(name: str, folder: Path) -> Path:
    """Where an input lies, one that is kept or one that is made now."""
    kept = FOLDER / name
    if kept.exists():
        return kept
    made = folder / name
    made.write_bytes(large()[name])
    return made


def told(log: Path, folder: Path) -> dict[str, Any]:
    """What the commands made of an input."""
    done = subprocess.run(
        [sys.executable, Path(__file__).parent / "drive.py", log, folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=600,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    result: dict[str, Any] = json.loads(done.stdout)
    return result


@pytest.mark.skipif(sys.platform == "win32", reason="memory is told by Unix only")
@pytest.mark.parametrize("name", EXPECTED)
def test_every_command_copes(name: str, tmp_path: Path) -> None:
    code, expected, limits = EXPECTED[name]
    result = told(place(name, tmp_path), tmp_path)
    assert {kind: result[kind][0] for kind in ("json", "terminal", "markdown", "html")} == dict.fromkeys(
        ("json", "terminal", "markdown", "html"), code
    )
    refused = code == 2
    if refused:
        assert expected in result["json"][2]
    else:
        report = json.loads(result["json"][1])
        assert [d["cause"] for d in report["diagnoses"]][:1] in ([expected], []) or not expected
        assert bool(expected) <= bool(report["diagnoses"])
        assert {one["what"] for one in report["limits"]} == limits
    assert result["reply"][0] == (2 if refused else 0)
    assert result["triage"][0] == result["csv"][0] == (2 if refused else 0)
    # What is no archive, page or log to a person may be text to be redacted all the same.
    assert result["redact"][0] in ((0, 2) if refused else (0,))
    for kind in ("terminal", "markdown", "html", "triage", "csv", "reply"):
        assert not _CONTROL.search(result[kind][1].replace("\n", "").replace("\t", "").replace("\r", "")), (
            kind
        )
    assert "<script>alert" not in result["html"][1]
    assert result["seconds"] < SECONDS
    assert result["megabytes"] < MEGABYTES
    assert max(len(result[kind][1]) for kind in ("json", "terminal", "markdown", "html", "reply")) < 2_000_000


def test_cells_of_a_table_are_no_formulas(tmp_path: Path) -> None:
    import csv

    rows = csv.reader(io.StringIO(told(FOLDER / "markup-injection.log", tmp_path)["csv"][1]))
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "@", "\t")]
