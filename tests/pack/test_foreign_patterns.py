"""Expressions of a user's pack that a line could keep busy for ever are refused when the pack is loaded."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from analyzer.knowledge.errors import PackError
from analyzer.pack import Pack, builtin_rules, load_pack
from analyzer.pack.backtracking import TooLargeError, slow_text
from analyzer.parsing.templates import compile_template
from analyzer.pipeline import analyze
from analyzer.sources import read_bytes

EXPLODING = [
    "(a+)+$", "(a*)*b", "(a|ab|b)*c", r"(\w+\s?)*$", r"([a-z]+\d*)+x", "(x+x+)+y", "(?=(a+)+b)c", "(?i:Ab|ab)+c",
    "^(([a-z])+.)+[A-Z]([a-z])+$", "(?:ab|a|b|ba)+c", "(a{1,30}){1,30}b", "(.*?,){11}P", r"\d+\d+\d+\d+x",
    r"\w+(?:\[.{1,60}\])+ [-+].*", "(?P<q>['\"])(?:[^'\"]|[^\"])*(?P=q)z",
]  # fmt: skip
HARMLESS = [
    "a+b", "(?:a++)+$", "(?>a+)+$", r"(\d{1,3}\.){3}\d{1,3}", r"(?P<x>\S+) (?P<y>\S+)", r"\[\w+\] (?:ERROR|INFO): .*",
    r"(?:[^'\"]|'[^']*')*z", "(ab|cd)*e", "", r"(?<!x)\bword(?! not)", r"(?(1)a|b)()", "(?:a?){3}b",
]  # fmt: skip


@pytest.mark.parametrize("source", EXPLODING)
def test_what_explodes_is_found(source: str) -> None:
    assert slow_text(source, re.compile(source).search, 4096) is not None


@pytest.mark.parametrize("source", HARMLESS)
def test_what_does_not_explode_is_not_accused(source: str) -> None:
    assert slow_text(source, re.compile(source).search, 4096) is None


def test_a_pattern_that_ends_in_anything_is_never_tried_in_many_ways() -> None:
    template = compile_template("{*} block {*} to {*}", whole=True)
    assert slow_text(template.source, template.regex.match, 4096) is None
    assert template.regex.match("x block y to z.")
    assert template.regex.match("x block y to ")


def test_an_expression_of_thousands_of_pieces_is_not_looked_through() -> None:
    with pytest.raises(TooLargeError):
        slow_text("(?:ab|cd)" * 1500, lambda text: None, 4096)


MESSAGES = """\
tool: mine
title: Mine
entries:
  - id: good
    kind: mine.good
    pattern: "All is well in {{place}}"
    samples: ["All is well in here"]
  - id: bad
    kind: mine.bad
    {pattern}
    samples: ["{sample}"]
"""


def _messages(folder: Path) -> Path:
    path = folder / "messages" / "mine.yaml"
    path.parent.mkdir()
    path.write_text(MESSAGES.format(pattern="regex: 'bad (a+)+'", sample="bad aaa"), "utf-8")
    return path


def _heads(folder: Path) -> Path:
    path = folder / "vocabulary" / "heads.yaml"
    path.parent.mkdir()
    ours = (builtin_rules() / "vocabulary" / "heads.yaml").read_text("utf-8")
    path.write_text(ours + "  - id: mine\n    regex: '(?:\\w+-?)+: '\n    samples: ['a-b: x']\n", "utf-8")
    return path


def _private(folder: Path) -> Path:
    path = folder / "vocabulary" / "private.yaml"
    path.parent.mkdir()
    ours = (builtin_rules() / "vocabulary" / "private.yaml").read_text("utf-8")
    assert ours.count("kinds:\n") == 1
    kind = (
        "  - id: mine\n    title: mine\n    form: word\n    words: [mine, m]\n"
        "    shapes: [{regex: '(?P<private>(?:x+)+)y'}]\n    samples: [{text: xy, becomes: m1y}]\n"
    )
    path.write_text(ours.replace("kinds:\n", f"kinds:\n{kind}"), "utf-8")
    return path


@pytest.mark.parametrize("write", [_messages, _heads, _private])
def test_a_pack_with_such_an_expression_is_refused_with_its_place(
    write: Callable[[Path], Path], tmp_path: Path
) -> None:
    path = write(tmp_path)
    lines = enumerate(path.read_text("utf-8").splitlines(), 1)
    bad = next(
        number for number, line in lines if any(text in line for text in ("(a+)+", "-?)+: ", "(?:x+)+)y"))
    )
    with pytest.raises(PackError) as refused:
        load_pack([tmp_path], cache=False)
    (finding,) = refused.value.findings
    assert (finding.file, finding.line, finding.check) == (str(path), bad, "pattern-slow")
    assert "characters of repeated" in finding.message
    assert "possessive" in finding.suggestion


def test_a_sound_pack_is_loaded_and_looked_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path = tmp_path / "messages" / "mine.yaml"
    path.parent.mkdir()
    path.write_text(MESSAGES.format(pattern="regex: 'bad a++'", sample="bad aaa"), "utf-8")
    first = load_pack([tmp_path])
    monkeypatch.setattr("analyzer.pack.foreign.refuse_slow", lambda files: pytest.fail("looked at again"))
    assert load_pack([tmp_path]).fingerprint == first.fingerprint


def test_files_copied_from_the_program_cost_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "messages"
    folder.mkdir()
    for path in (builtin_rules() / "messages").glob("*.yaml"):
        (folder / path.name).write_bytes(path.read_bytes())
    began = time.process_time()
    load_pack(cache=False)
    plain = time.process_time() - began
    began = time.process_time()
    load_pack([tmp_path], cache=False)
    assert time.process_time() - began < 4 * plain


def test_a_line_of_brackets_ends_soon(pack: Pack) -> None:
    began = time.process_time()
    analyze(read_bytes("x", b"runner[x" + b"][x" * 40 + b"] ~\n")[0], pack)
    assert time.process_time() - began < 2
