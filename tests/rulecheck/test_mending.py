"""Edits change what they mean to change and nothing else; exceptions stay visible."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_pack import FILES, RULE, changed, check, found

from analyzer.knowledge.errors import PackError
from analyzer.knowledge.yaml_source import parse_yaml
from analyzer.pack import PackFile
from analyzer.rulecheck.check import check_files
from analyzer.rulecheck.edits import Drop, Edit, Ending, Reorder, apply, in_order
from analyzer.rulecheck.mend import mend


@pytest.mark.parametrize(
    ("text", "edit", "wanted"),
    [
        ("a: one # why\n", Ending(("a",), 0, "."), "a: one. # why\n"),
        ("a: 'it''s' # why\n", Ending(("a",), 0, "."), "a: 'it''s.' # why\n"),
        ('a: {b: "x,", c: 1}\n', Ending(("a", "b"), 1, "."), 'a: {b: "x.", c: 1}\n'),
        (
            "a: |\n  one\n  two\n\n# why\nb: 1\n",
            Ending(("a",), 0, "."),
            "a: |\n  one\n  two.\n\n# why\nb: 1\n",
        ),
        ("a: >-\n  one\n  two\nb: 1\n", Ending(("a",), 0, "."), "a: >-\n  one\n  two.\nb: 1\n"),
        ("- one\n  two\n- x\n", Ending((0,), 0, "."), "- one\n  two.\n- x\n"),
        ("a: [x, y, z]\n", Drop(("a", 1)), "a: [x, z]\n"),
        ("a: [x, y] # why\n", Drop(("a", 1)), "a: [x] # why\n"),
        ("a: [x]\n", Drop(("a", 0)), "a: []\n"),
        ("a:\n  - x\n  - y # why\n  - z\n", Drop(("a", 1)), "a:\n  - x\n  - z\n"),
        ("a:\n  - x\n  - y", Drop(("a", 1)), "a:\n  - x\n"),
        ("a: [x, y, z]\n", Reorder(("a",), (2, 0, 1)), "a: [z, x, y]\n"),
        (
            "a:\n  - {n: 1} # one\n  - n: 2\n    # two\n    m: 3\n\n# end\nb: 1\n",
            Reorder(("a",), (0, 1)),
            "a:\n  - {n: 1} # one\n  - n: 2\n    # two\n    m: 3\n\n# end\nb: 1\n",
        ),
        (
            "a:\n  - n: 1\n    # inner\n    m: 2\n  - {n: 2}\nb: 1\n",
            Reorder(("a",), (1, 0)),
            "a:\n  - {n: 2}\n  - n: 1\n    # inner\n    m: 2\nb: 1\n",
        ),
    ],
)
def test_an_edit_leaves_the_rest_alone(text: str, edit: Edit, wanted: str) -> None:
    # Comments at the end of a line between items would lose their item: such a list stays as it is.
    assert (apply(text, edit) or text) == wanted


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        ("a:\n  - x\n  # about y\n  - y\n", Reorder(("a",), (1, 0))),
        ("a: x\n", Ending(("a", "b"), 0, ".")),
        ("a: x\n", Ending(("b",), 0, ".")),
        ("a: x\n", Reorder(("a",), (1, 0))),
        ("a: [x]\n", Drop(("a", 1))),
        ("a: true\n", Ending(("a",), 0, ".")),
        ("a: [\n", Ending(("a",), 0, ".")),
    ],
)
def test_an_edit_that_is_not_exact_is_refused(text: str, edit: Edit) -> None:
    assert apply(text, edit) is None


_WORDS = st.text(alphabet="ab #:'\"-{}[],&*|>%@`.é\n", min_size=1, max_size=12)


@given(_WORDS, _WORDS)
def test_whatever_an_edit_gives_reads_as_it_should(text: str, other: str) -> None:
    source = f"a: {text}\nb: {other}\n"
    try:
        before = parse_yaml(source, "").data
    except PackError:
        return
    if not isinstance(before, dict) or not isinstance(before.get("a"), str):
        return
    after = apply(source, Ending(("a",), 0, "."))
    if after is not None:
        body = before["a"].rstrip()
        assert parse_yaml(after, "").data == {**before, "a": body + "." + before["a"][len(body) :]}


def test_edits_of_one_file_do_not_get_in_each_others_way() -> None:
    edits = [
        Reorder(("a",), (1, 0)),
        Drop(("b", 0)),
        Drop(("b", 2)),
        Ending(("a", 0), 0, "."),
        Drop(("b", 0)),
    ]
    text = "a: [x, y]\nb: [1, 2, 3]\n"
    for edit in in_order(edits):
        text = apply(text, edit) or "refused"
    assert text == "a: [y, x.]\nb: [2]\n"


def _written(folder: Path, files: dict[str, str], newline: str = "\n") -> list[PackFile]:
    result = []
    for place, text in files.items():
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.replace("\n", newline).encode("utf-8"))
        result.append(PackFile(path, place, path.read_bytes()))
    return result


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_can_be_mended_is_mended_in_the_file(tmp_path: Path, newline: str) -> None:
    sloppy = (
        FILES[RULE]
        .replace("says that it is locked.", "says that it is locked")
        .replace('do: "Knock.", risk: none', 'do: "Knock", risk: writes')
        .replace("title: The door is locked", "title: The door is locked. # as it says")
        .replace("turn the key?", "turn the key.")
    )
    files = _written(tmp_path, {**FILES, RULE: sloppy}, newline)
    assert mend(check_files(files).findings) == {str(tmp_path / RULE): 5}
    after = (tmp_path / RULE).read_bytes().decode("utf-8")
    assert f"title: The door is locked # as it says{newline}" in after
    assert after.index("Turn the key.") < after.index('"Knock."') < after.index("Take another door.")
    again = _written(tmp_path, {RULE: after.replace(newline, "\n")}, newline)
    assert check_files([file for file in files if file.place != RULE] + again).findings == ()


def test_an_exception_with_a_reason_hides_its_finding_and_is_counted() -> None:
    for old, new in (
        ("title: The door is locked", "title: Shut  # allow cause-title: nobody calls it otherwise"),
        ("title: The door is locked", "# allow cause-title: nobody calls it otherwise\ntitle: Shut"),
    ):
        checked = check(changed(RULE, old, new))
        assert (checked.findings, checked.allowed) == ((), 1)


def test_an_exception_needs_a_reason_and_something_to_except() -> None:
    bare = check(changed(RULE, "title: The door is locked", "title: Shut  # allow cause-title"))
    assert sorted(one.check for one in bare.findings) == ["allow-reason", "cause-title"]
    idle = check(changed(RULE, "title: The door", "# allow cause-title: once it was short\ntitle: The door"))
    assert [(one.check, one.line, one.severity) for one in idle.findings] == [("allow-unused", 2, "warning")]
    other = check(
        changed(RULE, "title: The door", "# allow fix-order: not looked at\ntitle: The door"), ["cause-title"]
    )
    assert other.findings == (), "a check that did not run says nothing about its exceptions"


def test_a_rule_that_does_not_compile_keeps_nobody_from_being_checked() -> None:
    broken = changed(RULE, "event door.hinge", "event door.hing")
    broken = {**broken, "codes/doorlib.yaml": FILES["codes/doorlib.yaml"].replace("locked.", "locked")}
    kinds = [(one.file, one.check) for one in check(broken).findings]
    assert (RULE, "fact") in kinds
    assert ("codes/doorlib.yaml", "sentence-stop") in kinds
    assert found(broken, "test-fails") == [], "tests of a pack that is not whole would mislead"


def test_a_vocabulary_that_does_not_compile_is_all_that_is_told() -> None:
    findings = check(changed("vocabulary/weights.yaml", "likely: 0.5", "likely: very")).findings
    assert {one.file for one in findings} == {"vocabulary/weights.yaml"}
