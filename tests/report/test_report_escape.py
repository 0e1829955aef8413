"""Hostile text: visible, inert, bounded."""

from __future__ import annotations

import io
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from analyzer.report.escape import (
    code_block,
    code_span,
    commands,
    encodable,
    encoding_of,
    first_sentences,
    link,
    paragraphs,
    plain,
    prose,
    shorten,
)

MARKUP = st.text(alphabet="`*_~[]()<>!|\\&#;-+=.1x :/@\"'\n\t$", max_size=60)
ANY = st.text(max_size=80) | MARKUP
INERT = {"inline", "text", "code_inline", "paragraph_open", "paragraph_close", "softbreak", "text_special"}


def tokens(text: str) -> list[Token]:
    parsed = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    return parsed + [child for token in parsed for child in token.children or []]


def shown(text: str) -> str:
    """What a reader of rendered Markdown sees."""
    return "".join(token.content for token in tokens(text) if token.type != "inline").strip()


@settings(deadline=None)
@given(ANY)
def test_plain_text_is_one_line_of_visible_characters(text: str) -> None:
    for char in plain(text):
        assert unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("\x9b2J", "\\x9b2J"),
        ("a\tb\r\nc", "a b c"),
        ("abc\u202edef", "abc\\u202edef"),
        ("zero\u200bwidth", "zero\\u200bwidth"),
        ("\ud800", "\\ud800"),
        ("Grüße, 温度 ok", "Grüße, 温度 ok"),
        ("\u26a0\ufe0f warning", "\u26a0 warning"),
        ("bell\x07", "bell\\x07"),
    ],
)
def test_what_cannot_be_seen_is_written_out(text: str, expected: str) -> None:
    assert plain(text) == expected


def test_long_text_is_cut_with_a_mark() -> None:
    assert plain("x" * 100, 10) == "xxxxxxx..."
    assert plain("x" * 10_000_000, 10) == "xxxxxxx..."
    assert shorten("short", 10) == "short"


@settings(deadline=None)
@given(st.text(max_size=50), st.integers(3, 40))
def test_a_limit_is_kept(text: str, most: int) -> None:
    assert len(plain(text, most)) <= most


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_what_an_encoding_lacks_is_written_out(text: str) -> None:
    encodable(text, "ascii").encode("ascii")
    assert encodable(text, "utf-8") == text


@settings(deadline=None)
@given(ANY)
def test_prose_never_becomes_markup(text: str) -> None:
    for before in ("", "- ", "1. ", "Quite possible: "):
        kinds = {token.type for token in tokens(before + prose(text))}
        lists = {
            f"{name}_{end}"
            for name in ("bullet_list", "ordered_list", "list_item")
            for end in ("open", "close")
        }
        assert kinds <= INERT | (lists if before.strip() in ("-", "1.") else set())


@settings(deadline=None)
@given(st.text(alphabet="*_~[]()<>!|\\&#;-+=.1x $", max_size=40))
def test_prose_shows_the_same_characters(text: str) -> None:
    assert shown(prose(text)).split() == plain(text).split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("run `nrfjprog --ids` first", "run `nrfjprog --ids` first"),
        ("JLINKARM_DLL_ERROR stays readable", "JLINKARM_DLL_ERROR stays readable"),
        ("see https://example.org/a_b.", "see `https://example.org/a_b`."),
        ("ask @someone", "ask `@someone`"),
        ("1. not a list", "1\\. not a list"),
        ("# not a heading", "\\# not a heading"),
        ("<b>bold</b>", "&lt;b>bold&lt;/b>"),
        ("3 < 4", "3 < 4"),
        ("`a`http://x", "`a` `http://x`"),
        ("", ""),
    ],
)
def test_prose_reads_well_unrendered(text: str, expected: str) -> None:
    assert prose(text) == expected


@settings(deadline=None)
@given(ANY)
def test_a_code_span_holds_its_text_and_nothing_else(text: str) -> None:
    parsed = [
        token
        for token in tokens(f"x {code_span(text)} y")
        if token.type in ("code_inline", "html_inline", "link_open")
    ]
    assert [token.type for token in parsed] == (["code_inline"] if plain(text) else [])
    assert not parsed or parsed[0].content.strip() == plain(text)


@settings(deadline=None)
@given(st.lists(ANY.map(plain), max_size=5))
def test_a_code_block_cannot_be_left(lines: list[str]) -> None:
    parsed = tokens("\n".join(code_block(lines)))
    assert [token.type for token in parsed] == ["fence"]
    assert parsed[0].content.splitlines() == lines


@pytest.mark.parametrize(
    ("name", "expected"), [("UTF8", "utf-8"), (None, "utf-8"), ("no-such-thing", "ascii")]
)
def test_what_a_stream_can_carry(name: str | None, expected: str) -> None:
    class Stream(io.StringIO):
        encoding = name  # type: ignore[assignment]

    assert encoding_of(Stream()) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two. Three.", "One. Two."),
        ("A sentence that is longer than what is allowed. Two.", "A sentence that is longer..."),
        ("Short", "Short"),
        ("v1.2. of it. Next one comes.", "v1.2. of it."),
    ],
)
def test_the_first_sentences_of_a_paragraph(text: str, expected: str) -> None:
    assert first_sentences(text, 14) == expected


def test_commands_keep_their_lines_and_blanks() -> None:
    assert commands("  a  b\n\n c\x1b[0m ") == ["a  b", "c\\x1b[0m"]


def test_paragraphs_are_joined_lines() -> None:
    assert paragraphs("one\n  two\n\n\nthree\n") == ["one two", "three"]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://docs.example.org/a?b=1#c", "<https://docs.example.org/a?b=1#c>"),
        ("javascript:alert(1)", "`javascript:alert(1)`"),
        ("https://x.y/><script>", "`https://x.y/><script>`"),
    ],
)
def test_only_web_addresses_become_links(url: str, expected: str) -> None:
    assert link(url) == expected
