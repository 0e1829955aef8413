"""The small tools of the checks: facts without a log, spellings, the shape of expressions, and their time."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.engine.fact_parser import parse_fact
from analyzer.pack import Pack
from analyzer.parsing.payload import PayloadGrammar
from analyzer.rulecheck.code_tables import NOTATIONS
from analyzer.rulecheck.facts import cases, demands_presence
from analyzer.rulecheck.pump import explosion
from analyzer.rulecheck.regex_shape import atoms, bare_dots, choices, greedy_middles, nested_repeats
from analyzer.rulecheck.spelling import is_slip, slip_of


@pytest.mark.parametrize(
    ("text", "demands"),
    [
        ("event a", True),
        ("no event a", False),
        ("not event a", False),
        ("not no event a", True),
        ("count(event a) >= 1", True),
        ("count(event a) >= 0", False),
        ("count(event a) < 3", False),
        ("not count(event a) < 3", True),
        ("count(event a) == 0", False),
        ("count(event a) != 0", True),
        ("version < 2.0", True),
        ("event a and no event b", True),
        ("event a or no event b", False),
        ("not (event a or event b)", False),
        ("not (no event a and event b)", False),
        ("not (no event a or event b)", True),
        ("other", False),
        ("not other", True),
        ("nobody_knows", True),
    ],
)
def test_presence_is_told_without_a_log(text: str, demands: bool) -> None:
    assert demands_presence(parse_fact(text), {"other": parse_fact("no event a")}) is demands


def test_every_combination_of_facts_is_tried() -> None:
    results = {tuple(told.values()): result for told, result in cases(parse_fact("a and (b or not a)"))}
    assert results == {(a, b): a and b for a in (True, False) for b in (True, False)}
    assert list(cases(parse_fact(" or ".join(f"f{n}" for n in range(13))))) == []


@pytest.mark.parametrize(
    ("word", "other", "slip"),
    [
        ("program.done", "program.dome", True),
        ("program.done", "program.doen", True),
        ("program.done", "program.don", True),
        ("probe_serial", "probe-serial", True),
        ("probeSerial", "probe_serial", True),
        ("program.done", "program.done", False),
        ("program.done", "program.started", False),
        ("usb21", "usb22", False),
        ("read", "reed", False),
        ("abcde", "badce", False),
    ],
)
def test_a_slip_is_one_letter_or_a_separator(word: str, other: str, slip: bool) -> None:
    assert is_slip(word, other) is slip
    assert is_slip(other, word) is slip


def test_only_the_rare_name_is_the_slip() -> None:
    used = {"program.done": 9, "program.dome": 1, "erase.done": 2}
    assert slip_of("program.dome", used) == "program.done"
    assert slip_of("program.done", used) is None
    assert slip_of("erase.dine", {"erase.done": 2, "erase.dine": 1}) is None


def test_the_atoms_of_every_expression_of_the_pack_make_it_up_again(pack: Pack) -> None:
    sources = [t.source for entry in pack.grammar.catalogue.entries for t in entry.templates]
    for source in [*sources, *(style.source for style in pack.grammar.heads)]:
        assert "".join(atom.text + atom.count + atom.mode for atom in atoms(source)) == source


@pytest.mark.filterwarnings("ignore::FutureWarning")  # of random brackets that look like nested sets
@given(st.text(alphabet="ab.\\d()[]|*+?{}1,^$:<=!P", max_size=30))
def test_the_shape_of_any_expression_can_be_read(source: str) -> None:
    try:
        re.compile(source)
    except (re.error, OverflowError):
        return
    for look in (atoms, nested_repeats, bare_dots, greedy_middles, choices):
        look(source)


def test_choices_are_repeats_that_do_not_end_by_themselves() -> None:
    assert [atom.text for atom in choices(r"(?P<n>\d+) of (?P<rest>.+) blocks\Z")] == ["."]
    assert [atom.text for atom in choices(r"\d+[0-9]* \w+?_\s*")] == [r"\d", r"\w"]
    assert choices(r"a+b \w++ (?>x+)y [^,]*, \s*\Z") == []


@pytest.mark.parametrize(
    ("source", "sample"),
    [
        (r"go (?P<a>\w+\s?)*!", "go one two!"),
        (r"go (?P<a>(x+x+)+)y", "go xxxxy"),
        (r"go (?P<a>.+) (?P<b>.+) (?P<c>.+) (?P<d>.+) !", "go a b c d !"),
    ],
)
def test_an_expression_that_explodes_is_found(source: str, sample: str) -> None:
    assert explosion(re.compile(source).match, sample, 4096) is not None


@pytest.mark.parametrize(
    ("source", "sample"),
    [
        (r"go (?P<a>\w+) to (?P<b>\w+)", "go one to two"),
        (r"go (?P<a>.+?) to (?P<b>.+?)\.?\Z", "go one to two"),
        (r"go (?P<a>[^ ]*+) (?P<b>(?>x+)+)y", "go a xxxxy"),
    ],
)
def test_an_expression_that_only_grows_is_left_alone(source: str, sample: str) -> None:
    assert explosion(re.compile(source).match, sample, 4096) is None


def test_the_notations_are_those_of_the_payload_grammar() -> None:
    """One text for each construct of the grammar; what the grammar writes no text here shows must be added."""
    payload = PayloadGrammar.build()
    texts = [
        "Errorcode: CouldNotCallFunction (0x9)",
        "Lowlevel error: Unknown value (ffffffa3)",
        "reported by NRFJPROG DLL: -90 NAME",
        "Encountered error -102: Command",
        "[lib] SOME_ERROR",
        "{error_code: 9, message: 'x'}",
        "Error: code: 1, description: Generic",
        "failed (WrongFamily)",
        "error code: 603 (Timeout)",
        "returned error -2",
        "exited with status 33: tool --flag",
        "make: *** [flash] Error 33",
        "Response Code: 0x0A",
        "Extended Error Code: 0x05",
        "SMP request returned error code 5",
        "SOME_NAMED_ERROR",
    ]
    written = {one.notation for text in texts for one in payload.codes(text)}
    assert written == NOTATIONS
