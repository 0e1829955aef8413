"""What a text cannot lack: read off expressions, and never wrongly."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from analyzer.pack import Pack
from analyzer.parsing.gate import Gate
from analyzer.parsing.needs import is_digit_blind, needs_of, plain_form, shape
from analyzer.parsing.templates import fold


@pytest.mark.parametrize(
    ("source", "whole", "needs"),
    [
        (r"Programming (?P<n>\d+) of", True, [("\nprogramming ",), (" of",)]),
        (r"Programming (?P<n>\d+) of", False, [("programming ",), (" of",)]),
        (r"(?:Run|Halt)\.?\Z", True, [("\nhalt\n", "\nhalt.\n", "\nrun\n", "\nrun.\n")]),
        (r"[Ll]ocked up", False, [("locked up",)]),
        (r"(?i:verif(?:y|ication)) failed", False, [("verification failed", "verify failed")]),
        (r"fail(?:ed|ure)?", False, [("fail",)]),
        (r"(?:no probe|cannot (?:open|find .*) it)", False, [("cannot ", "no probe")]),
        (r"(?:abc)+x?", False, [("abc",)]),
        (r"error 104", False, [("error 000",)]),
        (r"(?<!not )there(?! is)", False, [("there",)]),
        (r"a(?=.*deep)", False, [("deep",)]),
        (r"a|.*", False, []),
        (r"\w+ \d+", True, []),
    ],
)
def test_the_pieces_of_an_expression(source: str, whole: bool, needs: list[tuple[str, ...]]) -> None:
    assert list(needs_of(source, whole=whole)) == needs


@pytest.mark.parametrize(
    ("source", "blind"),
    [
        (r"\d{3}[0-9a-f]+", True),
        ("code 3", False),
        ("[1-9]", False),
        ("[^0]", False),
        (r"(a)\1", False),
        ("x", True),
    ],
)
def test_an_expression_is_blind_to_digits_when_any_will_do(source: str, blind: bool) -> None:
    assert is_digit_blind(source) is blind


@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_whatever_an_expression_matches_meets_its_needs(pack: Pack, data: st.DataObject) -> None:
    entry = data.draw(st.sampled_from(pack.grammar.catalogue.entries))
    template = data.draw(st.sampled_from(entry.templates))
    text = fold(data.draw(st.from_regex(template.regex)))
    match = template.regex.match if entry.whole else template.regex.search
    assume(match(text))
    gate = Gate([needs_of(template.source, whole=entry.whole)])
    assert gate.always or gate.open(plain_form(shape(text))) == [0], template.source
    if is_digit_blind(template.source):
        assert match(shape(text)), template.source


SIMPLE = st.recursive(
    st.sampled_from(["a", "Ki", "is", "s1", r"\d", r"\w", ".", "[Kk]", "[x-z]", r"\b", " ", "$"]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=4).map("".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{2}", "{0,2}", "{1,3}?"])).map(
            lambda pair: f"(?:{pair[0]}){pair[1]}"
        ),
        inner.map(lambda part: f"(?i:{part})"),
        inner.map(lambda part: f"(?={part})"),
        inner.map(lambda part: f"(?!{part})"),
        inner.map(lambda part: f"(?>{part})"),
    ),
    max_leaves=12,
)
LETTERS = st.text(st.sampled_from("akisKISx 12\u017f\u0131\u0130\u212a"), max_size=12)


@settings(max_examples=600, deadline=None)
@given(SIMPLE, LETTERS, st.booleans())
def test_the_gate_is_open_to_every_match_of_random_expressions(source: str, text: str, whole: bool) -> None:
    text = fold(text)
    regex = re.compile(source)
    assume(regex.match(text) if whole else regex.search(text))
    gate = Gate([needs_of(source, whole=whole)])
    assert gate.always or gate.open(plain_form(shape(text))) == [0]
