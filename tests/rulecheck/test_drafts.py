"""Skeletons and drafts: what is begun passes the format, and what is proposed reads the log it came from."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_pack import FILES, check

from analyzer.knowledge.models import RuleFile
from analyzer.knowledge.validate import validate
from analyzer.knowledge.yaml_source import parse_yaml
from analyzer.pack import PackFile
from analyzer.pack.compile import compile_pack
from analyzer.parsing.templates import compile_template, fold
from analyzer.rulecheck.draft import Draft, draft
from analyzer.rulecheck.draft_text import as_text
from analyzer.rulecheck.skeleton import Example, Fact, SkeletonError, skeleton, write_skeleton
from analyzer.sources import Document, read_bytes
from analyzer.sources.text import Line

PACK = compile_pack([PackFile(Path(place), place, text.encode("utf-8")) for place, text in FILES.items()])
LOG = """\
10:11:12 INFO Door opener 1.2.3 with library 4.5.6
10:11:13 INFO Oiling hinge 3 of 12 at address 0x00012000
10:11:14 INFO Oiling hinge 4 of 12 at address 0x00013000
10:11:15 INFO Asking port COM5 for 12.5 V
10:11:16 INFO Asking port COM7 for 12.5 V
10:11:17 ERROR Could not oil 'front door': Lowlevel error: DOOR_ERROR (fffffffe)
10:11:18 INFO Oiler v1.2.3 lost can 123456789 {left: 4} C:\\tools\\oil.cfg
10:11:19 INFO ---
"""


def drafted(log: str) -> tuple[list[Draft], list[int], Document]:
    document = read_bytes("door.log", log.encode("utf-8"))[0]
    return *draft(document, PACK.grammar), document


def test_a_skeleton_fits_the_format_and_lacks_only_its_content() -> None:
    rule = validate(RuleFile, parse_yaml(skeleton("door-gone"), "door-gone.yaml"))
    assert (rule.id, len(rule.tests)) == ("door-gone", 2)
    checked = check({**FILES, "causes/host/door-gone.yaml": skeleton("door-gone")})
    told = {one.check for one in checked.findings if "door-gone" in one.file}
    assert told <= {"unfinished", "reference-missing", "cause-more-tests", "test-fails", "sentence-stop"}
    assert "unfinished" in told
    assert not {"format", "fact"} & told


def test_a_skeleton_keeps_any_log_as_it_is() -> None:
    log = "    indented: '#'\n\n- x: |\nlast"
    text = skeleton(
        "a", [Fact("f", "event door.hinge", "It's: so.")], [Example("it's", log, "absent", (1, 2))]
    )
    data = parse_yaml(text, "a.yaml").data
    assert data["tests"] == [{"name": "it's", "log": log + "\n", "cause": "absent", "lines": [1, 2]}]
    assert data["facts"]["f"] == {"is": "event door.hinge", "says": "It's: so."}


def test_a_rule_is_begun_once(tmp_path: Path) -> None:
    known = {"door-locked": "host"}
    path = write_skeleton(tmp_path, "host", "door-gone", known)
    assert path == tmp_path / "causes/host/door-gone.yaml"
    path.write_text("mine", encoding="utf-8")
    for area, name, why in (
        ("host", "door-gone", "is there already"),
        ("target", "door-locked", "have a cause 'door-locked' already, in host"),
        ("hots", "door-lost", "Did you mean 'host'"),
        ("host", "Door Lost", "small letters"),
        ("../host", "door-lost", "cannot be an area"),
    ):
        with pytest.raises(SkeletonError, match=re.escape(why)):
            write_skeleton(tmp_path, area, name, known)
    assert path.read_text(encoding="utf-8") == "mine"
    assert write_skeleton(tmp_path, "garden", "door-lost", known).parent.name == "garden"


def test_unknown_lines_are_generalised_and_grouped() -> None:
    drafts, left_out, _ = drafted(LOG)
    assert {one.pattern: one.lines for one in drafts} == {
        "Could not oil {name:quoted}: {payload:payload}": (6,),
        "Oiling hinge {hinge:int} of {number:int} at address {address:address}": (2, 3),
        "Asking port {port:word} for {value:number} V": (4, 5),
        "Oiler {version:version} lost can {serial:serial} {{left: {left:int}}} {file:path}": (7,),
    }
    assert drafts[0].is_error
    assert drafts[0].kind == "error.could-not-oil"
    assert left_out == [8]


def test_known_lines_are_not_drafted() -> None:
    assert drafted("10:11:12 INFO The door is open.\nHinge 2 squeaks\n")[0] == []


def test_a_pattern_that_would_take_known_messages_says_so() -> None:
    drafts, _, _ = drafted("Hinge one squeaks badly\nHinge two squeaks loudly\n")
    assert [one.also for one in drafts] == [()] * len(drafts)
    broad, _, _ = drafted("Opening door A of 2\nOpening door B of 2\n")
    assert [(one.pattern, one.also) for one in broad] == [
        ("Opening door {door:word} of {number:int}", ("door/opening",))
    ]


def test_a_draft_is_a_pack_that_knows_the_log_and_passes_its_tests() -> None:
    drafts, left_out, document = drafted(LOG)
    messages, rule = as_text(drafts, left_out, document).split("\n---\n")
    place = re.match(r"# (messages/\S+\.yaml)", messages)
    assert place is not None
    files = {**FILES, place[1]: messages, "causes/host/could-not-oil.yaml": rule}
    found = check(files).findings
    told = {one.check for one in found}
    assert told <= {"unfinished", "reference-missing", "cause-more-tests"}, found
    pack = compile_pack([PackFile(Path(p), p, text.encode("utf-8")) for p, text in files.items()])
    assert draft(document, pack.grammar) == ([], left_out)


def test_a_log_without_errors_gives_no_rule() -> None:
    drafts, left_out, document = drafted("A cat walks in\n")
    assert "---" not in as_text(drafts, left_out, document)


@given(st.lists(st.text(alphabet="ab1 0x.:/\\{}'\"%-é", min_size=1, max_size=40), min_size=1, max_size=6))
def test_every_pattern_takes_its_own_lines(texts: list[str]) -> None:
    lines = tuple(Line(n, n, text) for n, text in enumerate(texts, 1))
    drafts, left_out = draft(Document("x", lines, len(lines)), PACK.grammar)
    bodies = {line.number: line.text.strip() for line in lines}
    for one in drafts:
        regex = compile_template(one.pattern, whole=True).regex
        assert all(regex.match(fold(sample)) for sample in one.samples)
        assert all(regex.match(fold(bodies[number])) for number in one.lines)
    assert len({one.id for one in drafts}) == len(drafts)
    assert (
        parse_yaml(as_text(drafts, left_out, Document("x", lines, len(lines))).split("---\n")[0], "x")
        is not None
    )
