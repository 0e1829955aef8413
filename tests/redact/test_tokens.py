"""Tokens: the same for the same value, in the form of the value, known again, never given twice."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from planted import FULL_NAMES, HEXADECIMAL, ICCIDS, IMEIS, MACS, NAMES, SERIALS, UUIDS

from analyzer.pack import load_pack
from analyzer.pack.private import private_kinds
from analyzer.redact.forms_numbers import passes_luhn
from analyzer.redact.learning import teach
from analyzer.redact.redaction import prepare, redacted
from analyzer.redact.tokens import Tokens

KINDS = private_kinds(load_pack())


def once(text: str) -> str:
    return redacted(text, Tokens(KINDS)).text


@pytest.mark.parametrize(("text", "becomes"), [pair for kind in KINDS.kinds for pair in kind.samples])
def test_samples_become_what_they_say(text: str, becomes: str) -> None:
    assert once(text) == becomes
    assert once(becomes) == becomes


@pytest.mark.parametrize("text", KINDS.clear)
def test_what_is_not_private_stays(text: str) -> None:
    assert once(text) == text


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.tuples(st.just("serial"), SERIALS),
        st.tuples(st.just("hex"), HEXADECIMAL),
        st.tuples(st.just("mac"), MACS),
        st.tuples(st.just("uuid"), UUIDS),
        st.tuples(st.just("imei"), IMEIS),
        st.tuples(st.just("iccid"), ICCIDS),
        st.tuples(st.sampled_from(["user", "folder", "host", "secret"]), st.one_of(NAMES, FULL_NAMES)),
    ),
    st.integers(0, 12),
)
def test_a_token_has_the_form_of_its_value(case: tuple[str, str], before: int) -> None:
    name, value = case
    kind, tokens = KINDS.kind(name), Tokens(KINDS)
    assume(not tokens.is_token(value) and not any(re.search(mark, value) for mark in KINDS.marks))
    others = [tokens.token(kind, other) for other in _others(value, before)]
    token = tokens.token(kind, value)
    assert token != value
    assert token not in others
    assert tokens.token(kind, value) == token
    assert tokens.is_token(token)
    assert Tokens(KINDS).token(kind, token) == token
    if " " not in value and len(value) >= 8:
        assert len(token) == len(value)
    assert value.isdigit() == token.isdigit()
    assert len(value) - len(value.lstrip("0")) <= 5 or token.startswith("0")
    assert [bool(re.match("[:-]", c)) for c in value] == [bool(re.match("[:-]", c)) for c in token]
    if name in ("hex", "mac", "uuid"):
        assert value.isupper() == token.isupper()
    assert name not in ("imei", "iccid") or passes_luhn(token)


def _others(value: str, count: int) -> list[str]:
    """Values of the same form that differ in their last character but one, or in more."""
    if value.isdigit():
        return [f"{(int(value) + 97 * n) % 10 ** len(value):0{len(value)}d}" for n in range(1, count + 1)]
    letters = "0123456789abcdef" if re.fullmatch("[0-9a-fA-F:-]+", value) else "bcdfghjklmnpqrtvw"
    return [f"{value[:-1]}{letter}" for letter in letters[:count] if letter.lower() != value[-1].lower()]


def test_writings_of_one_value_share_their_number() -> None:
    result = once(
        "s/n 683190551 = 000683190551; C80F1E6B22D4 is c8:0f:1e:6b:22:d4; /home/Ina, C:\\Users\\ina"
    )
    assert result == (
        "s/n 900000001 = 000900000001; FEED00000001 is fe:ed:00:00:00:01; /home/us1, C:\\Users\\us1"
    )


def test_a_name_told_in_one_text_is_replaced_in_all() -> None:
    tokens = Tokens(KINDS)
    texts = ["built by halvard, s/n 683190551", "C:\\Users\\halvard\\app.hex", "Core probed: 683190551"]
    for text in texts:
        prepare(text, tokens)
    results = [redacted(text, tokens, prepared=True).text for text in texts]
    assert results == [
        "built by user1xx, s/n 900000001",
        "C:\\Users\\user1xx\\app.hex",
        "Core probed: 900000001",
    ]


def test_a_name_that_is_a_word_of_the_tools_is_replaced_in_its_place_only() -> None:
    assert (
        once("/home/error/x.hex: ERROR: an error of error") == "/home/user1/x.hex: ERROR: an error of error"
    )


def test_tokens_of_an_earlier_run_are_given_to_nobody_else() -> None:
    first = once("probes 683190551 and 683190552 of C:\\Users\\ina\\acme\\a.hex")
    assert first == "probes 900000001 and 900000002 of C:\\Users\\us1\\dir1\\a.hex"
    mixed = once(f"{first}\nprobe 683190553 of /home/ola/b.hex and /home/bo/fw9/b.hex")
    assert mixed == f"{first}\nprobe 900000003 of /home/us2/b.hex and /home/u3/d1x/b.hex"


def test_what_rules_look_for_stays_within_a_token() -> None:
    result = once("Writing C:\\fw\\halvards_nrf9160_kit\\mfw_nrf9160_1.3.2.zip to device")
    assert result == "Writing C:\\fw\\dir1xxxx_nrf9160_xxx\\mfw_nrf9160_1.3.2.zip to device"


def test_words_that_somebody_names_are_replaced_too() -> None:
    tokens = Tokens(KINDS)
    teach(["Acme", "acme door lock"], tokens)
    result = redacted("ACME: acme_v2.hex for the Acme Door Lock, not acmeist", tokens).text
    assert result == "w1xx: w1xx_v2.hex for the w2xx xxxx xxxx, not acmeist"


def test_more_values_than_a_short_form_has_tokens_share_the_last_one() -> None:
    tokens = Tokens(KINDS)
    kind = KINDS.kind("serial")
    given_ = [tokens.token(kind, str(100_000 + n)) for n in range(1200)]
    assert len(set(given_)) == 999
    assert all(re.fullmatch(r"900\d{3}", token) for token in given_)


def test_places_are_counted_by_kind() -> None:
    tokens = Tokens(KINDS)
    result = redacted("683190551 683190551 683190552 /home/ina/x.hex", tokens)
    assert result.places == {"user": 1, "serial": 3}
    assert tokens.places() == {"user": (1, 1), "serial": (2, 3)}
