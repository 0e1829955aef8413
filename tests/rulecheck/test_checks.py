"""Every check finds the mistake it is for, at its line, and finds nothing in a sound pack."""

from __future__ import annotations

from pathlib import Path

import broken_messages
import broken_private
import broken_rules
import broken_vocabulary
import pytest
from broken import Broken
from tiny_pack import CODES, FILES, MESSAGES, RULE, check, found

from analyzer.rulecheck.registry import CHECKS

MISTAKES = [
    mistake
    for module in (broken_rules, broken_messages, broken_vocabulary, broken_private)
    for group in vars(module).values()
    if isinstance(group, list)
    for mistake in group
]
ELSEWHERE = {"cause-area", "message-shared", "test-rival", "test-clean", "corpus-pair", "corpus-cause"}
"""Checks that need more than a changed text: they have tests of their own below."""


def test_a_sound_pack_gives_no_finding() -> None:
    assert check(FILES).findings == ()


@pytest.mark.parametrize("mistake", MISTAKES, ids=str)
def test_a_mistake_is_found_on_its_line(mistake: Broken) -> None:
    findings = found(mistake.files, mistake.check)
    assert {(one.file, one.line) for one in findings} == {(mistake.place, mistake.line)}, findings


def test_every_check_is_tried() -> None:
    languages = {one.id for one in CHECKS if one.id.startswith("language-")}  # test_languages.py tries these
    assert {mistake.check for mistake in MISTAKES} | ELSEWHERE | languages == {one.id for one in CHECKS}


def test_every_check_says_what_must_hold_and_has_its_own_name() -> None:
    assert len({one.id for one in CHECKS}) == len(CHECKS)
    assert [one.id for one in CHECKS if not one.about.endswith(".")] == []


def test_a_cause_outside_an_area_is_found() -> None:
    files = {place: text for place, text in FILES.items() if place != RULE}
    deep = found({**files, "causes/host/inner/door-locked.yaml": FILES[RULE]}, "cause-area")
    assert [(one.file, one.line) for one in deep] == [("causes/host/inner/door-locked.yaml", 1)]


def test_a_misspelt_area_is_found() -> None:
    def rule(area: str, name: str) -> dict[str, str]:
        return {f"causes/{area}/{name}.yaml": FILES[RULE].replace("door-locked", name)}

    files = {**FILES, **rule("kitchne", "other")}
    assert found(files, "cause-area") == []
    for number in range(5):
        files |= rule("kitchen", f"locked-{number}")
    assert [one.suggestion for one in found(files, "cause-area")] == ["Did you mean 'kitchen'?"]


def test_files_are_named_after_what_they_hold() -> None:
    moved = {place: text for place, text in FILES.items() if place not in (CODES, MESSAGES)}
    moved |= {"codes/other.yaml": FILES[CODES], "messages/other.yaml": FILES[MESSAGES]}
    assert [one.file for one in found(moved, "code-file")] == ["codes/other.yaml"]
    assert [one.file for one in found(moved, "message-file")] == ["messages/other.yaml"]


def test_a_message_that_two_tools_print_is_told_once() -> None:
    gate = FILES[MESSAGES].replace("tool: door", "tool: gate").replace("10:11:12 INFO The door", "The door")
    files = {**FILES, "messages/gate.yaml": gate}
    assert {one.line for one in found(files, "message-shared") if one.file == "messages/gate.yaml"}
    assert found(files, "message-sample") == []


def test_a_rival_that_wins_too_is_found_unless_the_rules_agree_on_it() -> None:
    place = "causes/host/door-shut.yaml"
    rival = FILES[RULE].replace("id: door-locked", "id: door-shut")
    agreed = {**FILES, place: rival}
    assert found(agreed, "test-rival") == [], "each expects itself on the other's logs"
    rivals = {**FILES, place: rival.replace("Opening failed", "10:11:12 Opening failed")}
    assert {one.file for one in found(rivals, "test-rival")} == {place}
    rivals[RULE] = FILES[RULE].replace("refs:", "compatible: [door-shut]\nrefs:")
    assert found(rivals, "test-rival") == []


def test_a_fault_that_is_likely_in_a_healthy_log_is_found(tmp_path: Path) -> None:
    (tmp_path / "fine.log").write_text(
        "Opening failed: Lowlevel error: DOOR_LOCKED (ffffffff)\n", encoding="utf-8"
    )
    (tmp_path / "fine.yaml").write_text("expect: {exit: 0}\n", encoding="utf-8")
    findings = found(FILES, "test-clean", tmp_path)
    assert [(one.file, one.line) for one in findings] == [(RULE, 12)]
    (tmp_path / "fine.log").write_text("The door is open.\n", encoding="utf-8")
    assert found(FILES, "test-clean", tmp_path) == []


def test_cases_of_the_corpus_are_whole(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text("The door is open.\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("expect: {top: [door-lokced]}\n", encoding="utf-8")
    (tmp_path / "c.yaml").write_text("title: nothing\n", encoding="utf-8")
    (tmp_path / "c.log").write_text("The door is open.\n", encoding="utf-8")
    told = [(Path(one.file).name, one.message) for one in found(FILES, "corpus-pair", tmp_path)]
    assert told == [
        ("a.log", "there is no a.yaml beside it."),
        ("b.yaml", "there is no b.log beside it."),
        ("c.yaml", "says nothing under `expect`."),
    ]
    cause = found(FILES, "corpus-cause", tmp_path)
    assert [(one.line, one.suggestion) for one in cause] == [(1, "Did you mean 'door-locked'?")]
