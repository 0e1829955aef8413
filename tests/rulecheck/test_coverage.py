"""Coverage: which lines are understood, and which messages are tried."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tiny_pack import FILES

from analyzer.knowledge.errors import PackError
from analyzer.pack import PackFile
from analyzer.pack.compile import compile_pack
from analyzer.rulecheck.coverage import cover, exercise, judge
from analyzer.rulecheck.coverage_text import as_json, as_text
from analyzer.rulecheck.subject import Subject

PACKED = [PackFile(Path(place), place, text.encode("utf-8")) for place, text in FILES.items()]
PACK = compile_pack(PACKED)
SUBJECT = Subject(PACK, {file.place: file for file in PACKED})


def _list(folder: Path, *rows: object) -> Path:
    path = folder / "door.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "result", "entry"),
    [
        ("10:11:12 INFO The door is open.", "typed", "door/opened"),
        ("Opening door 1 of 2", "typed", "door/opening"),
        ("10:11:12 INFO A cat walks in.", "generic", None),
        ("A cat walks in.", "nothing", None),
        ("A cat.\nThe door is open.", "typed", "door/opened"),
        ("", "nothing", None),
    ],
)
def test_a_line_is_judged_as_the_reader_sees_it(text: str, result: str, entry: str | None) -> None:
    assert judge(text, PACK.grammar) == (result, entry)


def test_lists_are_counted_by_tool_and_sink(tmp_path: Path) -> None:
    path = _list(
        tmp_path,
        {"line": "10:11:12 The door is open.", "instance": "x", "sink": "log"},
        {"instance": "A cat walks in.", "sink": "log", "component": "cat"},
        {"instance": "ERROR: A cat walks out.", "sink": "throw"},
        {"template": "{nothing}", "sink": "log"},
    )
    covered = list(cover([path], PACK.grammar))
    assert [(c.tool, c.line, c.result) for c in covered] == [
        ("door", 1, "typed"),
        ("cat", 2, "nothing"),
        ("door", 3, "generic"),
    ]
    assert [c.line for c in cover([path], PACK.grammar, "log")] == [1, 2]


def test_a_list_that_is_none_is_told_with_its_line(tmp_path: Path) -> None:
    path = _list(tmp_path, {"line": "x"}, ["y"])
    with pytest.raises(PackError, match=r"door\.jsonl:2:1: is no object"):
        list(cover([path], PACK.grammar))
    path.write_text("{}\n{\n", encoding="utf-8")
    with pytest.raises(PackError, match=r"door\.jsonl:2:1: is no JSON"):
        list(cover([path], PACK.grammar))
    with pytest.raises(PackError, match="cannot be read"):
        list(cover([tmp_path / "none.jsonl"], PACK.grammar))
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(PackError, match="is not UTF-8"):
        list(cover([path], PACK.grammar))


def test_messages_are_known_by_where_they_are_shown(tmp_path: Path) -> None:
    tried = exercise(SUBJECT)
    assert (tried.entries, tried.untried, tried.samples_only) == (5, (), ())
    spare = FILES["messages/door.yaml"] + (
        '  - id: spare\n    kind: door.spare\n    pattern: "A spare door"\n    samples: ["A spare door"]\n'
        '  - id: never\n    kind: door.never\n    pattern: "No door"\n    samples: ["Not a door"]\n'
    )
    files = {**FILES, "messages/door.yaml": spare}
    packed = [PackFile(Path(place), place, text.encode("utf-8")) for place, text in files.items()]
    subject = Subject(compile_pack(packed), {file.place: file for file in packed}, tmp_path)
    tried = exercise(subject)
    assert (tried.untried, tried.samples_only) == (("door/never",), ("door/spare",))
    (tmp_path / "one.log").write_text("A spare door\n", encoding="utf-8")
    (tmp_path / "one.yaml").write_text("expect: {}\n", encoding="utf-8")
    assert exercise(subject).samples_only == ()


def test_the_table_and_the_data_say_the_same(tmp_path: Path) -> None:
    path = _list(
        tmp_path, {"line": "The door is open."}, {"line": "A cat."}, {"line": "A dog.", "component": "dog"}
    )
    covered, tried = list(cover([path], PACK.grammar)), exercise(SUBJECT)
    lines = list(as_text(covered, tried, "nothing"))
    assert lines[1].split() == ["door", "2", "1", "0", "1", "50%"]
    assert lines[2].split() == ["dog", "(door.jsonl)", "1", "0", "0", "1", "0%"]
    assert lines[3].split() == ["all", "3", "1", "0", "2", "33%"]
    assert "door.jsonl:2: A cat." in lines
    assert lines[-1] == "5 messages: 5 in logs, 0 in their own samples only, 0 in neither"
    data = as_json(covered, tried, "nothing")
    assert data["schema"] == "nrfdoctor.coverage/1"
    assert data["tools"][0] == {
        "tool": "door",
        "file": "door.jsonl",
        "lines": 2,
        "typed": 1,
        "generic": 0,
        "nothing": 1,
    }
    assert [row["line"] for row in data["lines"]] == [2, 3]
    assert "lines" not in as_json(covered, tried, None)
