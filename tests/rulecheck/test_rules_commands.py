"""`nrfdoctor rules check|coverage|new|draft` as a person calls them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tiny_pack import FILES, RULE
from typer.testing import CliRunner

from analyzer.cli.rules import app
from analyzer.pack import builtin_rules

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No pack of whoever runs the tests, and none of theirs touched."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("NRFDOCTOR_RULES", raising=False)


def run(*arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, list(arguments))
    assert done.exit_code == code, (done.output, done.exception)
    return done.output


def test_the_checks_can_be_listed_and_chosen() -> None:
    assert "cause-title " in run("check", "--list")
    assert run("check", "--only", "cause-file").endswith("0 errors, 0 warnings\n")
    assert "Did you mean 'cause-file'?" in run("check", "--only", "cause-fiel", code=2)


def test_findings_of_a_pack_are_told_and_mended(tmp_path: Path) -> None:
    rule = (builtin_rules() / "causes/host/no-probe-found.yaml").read_text(encoding="utf-8")
    path = tmp_path / "causes/host/no-probe-found.yaml"
    path.parent.mkdir(parents=True)
    title = next(line for line in rule.splitlines() if line.startswith("title:"))
    path.write_text(rule.replace(title, f"{title}."), encoding="utf-8")
    options = ("check", "--rules", str(tmp_path), "--only", "cause-title")
    told = run(*options)
    assert f"{path}:2:8: the title ends with a full stop. Leave it out. [cause-title]" in told
    assert told.endswith("0 errors, 1 warning; --fix puts 1 right\n")
    data = json.loads(run(*options, "--format", "json"))
    assert data["schema"] == "nrfdoctor.check/1"
    assert data["findings"][0] | {"file": ""} == {
        "file": "",
        "line": 2,
        "column": 8,
        "severity": "warning",
        "check": "cause-title",
        "message": "the title ends with a full stop.",
        "suggestion": "Leave it out.",
        "fixable": True,
    }
    assert run(*options, "--fix").endswith("1 put right\n0 errors, 0 warnings\n")
    assert path.read_text(encoding="utf-8") == rule


def test_a_broken_pack_ends_with_1(tmp_path: Path) -> None:
    path = tmp_path / RULE
    path.parent.mkdir(parents=True)
    path.write_text(FILES[RULE], encoding="utf-8")
    told = run("check", "--rules", str(tmp_path), "--quick", code=1)
    assert f"{path}:6:" in told
    assert "no event is of kind `door.opening.failed`" in told


def test_coverage_reads_lists(tmp_path: Path) -> None:
    path = tmp_path / "tool.jsonl"
    path.write_text(
        '{"line": "A cat walks in.", "sink": "log"}\n{"line": "x", "sink": "ui"}\n', encoding="utf-8"
    )
    told = run("coverage", str(path), "--sink", "log", "--list", "nothing")
    assert "tool.jsonl:1: A cat walks in." in told
    data = json.loads(run("coverage", str(path), "--format", "json"))
    assert (data["schema"], data["tools"][0]["lines"]) == ("nrfdoctor.coverage/1", 2)
    assert "cannot be read" in run("coverage", str(tmp_path / "none.jsonl"), code=2)


def test_a_rule_is_begun_in_the_own_pack_and_only_once(tmp_path: Path) -> None:
    path = Path(run("new", "cat-in-the-way", "--area", "host").strip())
    assert path == tmp_path / "config/nrfdoctor/rules/causes/host/cat-in-the-way.yaml"
    assert "have a cause 'cat-in-the-way' already" in run("new", "cat-in-the-way", "--area", "host", code=2)
    told = run("check", "--only", "unfinished", code=1)
    assert str(path) in told
    assert Path(run("new", "dog", "--area", "host", "--dir", str(tmp_path / "mine")).strip()).is_file()
    assert "Did you mean 'host'?" in run("new", "bird", "--area", "hosst", code=2)


def test_a_log_is_drafted_from_a_file_and_from_standard_input(tmp_path: Path) -> None:
    log = tmp_path / "cat.log"
    log.write_text("ERROR: The cat sat on key 7.\nVerified OK.\n", encoding="utf-8")
    told = run("draft", str(log))
    assert 'pattern: "The cat sat on key {key:int}."' in told
    assert "event error.cat-sat-key" in told
    piped = CliRunner().invoke(app, ["draft", "-"], input="Verified OK.\n")
    assert (piped.exit_code, "knows every line" in piped.output or "know every line" in piped.output) == (
        0,
        True,
    )
    assert run("draft", str(tmp_path / "none.log"), code=2)
