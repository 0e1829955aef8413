"""Message templates: what they match, what they read, what they refuse."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.parsing.templates import TemplateError, compile_regex, compile_template, fold, read_fields


def fields_of(pattern: str, text: str, *, whole: bool = True) -> dict[str, object] | None:
    template = compile_template(pattern, whole=whole)
    text = fold(text)
    match = template.regex.match(text) if whole else template.regex.search(text)
    return None if match is None else dict(read_fields(template, match))


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        (
            "Programming {segment:int} of {segments:int} segments.",
            "Programming 1 of 32 segments.",
            {"segment": 1, "segments": 32},
        ),
        ("Programming finished.", "Programming finished", {}),
        ("Segger speed: {speed:int} kHz", "Segger speed:   2000  kHz", {"speed": 2000}),
        ("at {address:address}", "at 0x50003108", {"address": 0x50003108}),
        ("code {code:hex}!", "code ffffff9a!", {"code": 0xFFFFFF9A}),
        ("VTref={voltage:number}V", "VTref=0.530V", {"voltage": 0.53}),
        ("Using {version:version}, ok", "Using v7.80c, ok", {"version": "v7.80c"}),
        ("file {file:quoted} lost", 'file "a b.hex" lost', {"file": "a b.hex"}),
        ("a{?, b} c", "a c", {}),
        ("a{?, b} c", "a, b c", {}),
        ("{{x}} {n:int}", "{x} 5", {"n": 5}),
        ("up {text} down", "up and  away down", {"text": "and away"}),
        ("Failed: {rest:rest}", "Failed:", {"rest": ""}),
    ],
)
def test_reads_typed_fields(pattern: str, text: str, expected: dict[str, object]) -> None:
    assert fields_of(pattern, text) == expected


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("Verified OK.", "Verified OK. Not"),
        ("Programming {n:int} files", "Programming x files"),
        ("a.b", "axb"),
    ],
)
def test_whole_patterns_cover_the_text_literally(pattern: str, text: str) -> None:
    assert fields_of(pattern, text) is None


def test_inside_patterns_match_anywhere_but_not_within_a_word() -> None:
    assert fields_of("port busy", "Error: the port busy now", whole=False) == {}
    assert fields_of("port busy", "the airport busy now", whole=False) is None


@pytest.mark.parametrize("pattern", ["{a}", "{a:colour} x", "{a} and {a}", "{A b} x", ""])
def test_refuses_what_cannot_be_meant(pattern: str) -> None:
    with pytest.raises(TemplateError):
        compile_template(pattern, whole=True)


def test_regex_types_must_name_groups() -> None:
    with pytest.raises(TemplateError, match="neither a type nor a named group"):
        compile_regex(r"(?P<a>\d+)", {"b": "int"}, whole=True)
    with pytest.raises(TemplateError, match="cannot be compiled"):
        compile_regex(r"(", {}, whole=True)


@given(
    st.text(
        alphabet=st.characters(codec="ascii", exclude_characters="{}\n\r\x1c\x1d\x1e\x0b\x0c\x1f"), min_size=1
    )
)
def test_a_literal_template_matches_its_own_text(text: str) -> None:
    if text.strip():
        assert fields_of(text.strip(), text.strip()) == {}


@given(st.integers(), st.integers())
def test_numbers_come_back(first: int, second: int) -> None:
    assert fields_of("from {a:int} to {b:int}.", f"from {first} to {second}.") == {"a": first, "b": second}
