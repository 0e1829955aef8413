"""No private value that is planted in a log survives, whatever stands around it."""

from __future__ import annotations

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from planted import PLANTED, Planted

from analyzer.pack import load_pack
from analyzer.pack.private import private_kinds
from analyzer.redact.redaction import redacted
from analyzer.redact.tokens import Tokens

KINDS = private_kinds(load_pack())
KEEPING = ("user", "folder", "host", "serial", "secret", "hex")


def is_nobodys(planted: Planted) -> bool:
    """True for a value that happens to be a word of the tools, a token, or part of the line around it."""
    around = planted.line.replace(planted.value, "").lower()
    words = planted.value.lower().split()
    known = any(word in KINDS.common for word in words) or Tokens(KINDS).is_token(planted.value)
    kept = any(KINDS.kind(kind).keeps.holds(planted.value) for kind in KEEPING)
    return known or kept or any(word in around for word in words)


@settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PLANTED)
@example(Planted("serial", "683190551", "ERROR: 683190551 done"))
@example(Planted("mac", "2b:c0:49:55:08:60", "[debug] [ Client] - dev-2b:c0:49:55:08:60"))
@example(Planted("user", "wayvoq", "[error] [ Worker] - </home/wayvoq>"))
@example(Planted("secret", "h9s6jJPjfp46", "https://ina:h9s6jJPjfp46@files.example/x,"))
@example(Planted("net", "192.168.0.1", "-- runners.nrfjprog: 192.168.0.1"))
def test_no_planted_value_survives(planted: Planted) -> None:
    assume(not is_nobodys(planted))
    result = redacted(planted.line, Tokens(KINDS)).text
    for leak in (*planted.leaks, *planted.value.lower().split()):
        assert leak not in result.lower(), f"{planted.line!r} became {result!r}"
    assert redacted(result, Tokens(KINDS)).text == result


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PLANTED, min_size=2, max_size=4))
def test_lines_beside_each_other_hide_nothing_from_each_other(planted: list[Planted]) -> None:
    text = "\n".join(one.line for one in planted)
    around = "\n".join(one.line.replace(one.value, "") for one in planted).lower()
    assume(not any(is_nobodys(one) for one in planted))
    result = redacted(text, Tokens(KINDS)).text
    assert result.count("\n") == text.count("\n")
    for one in planted:
        for leak in one.leaks:
            assert leak in around or leak not in result.lower(), f"{one.value!r} stands in {result!r}"
