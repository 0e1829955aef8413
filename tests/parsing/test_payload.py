"""Nested error payloads: which codes are read from which notation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.parsing.payload import PayloadGrammar

GRAMMAR = PayloadGrammar.build()

NOTATIONS = [
    (
        "Error: Error occured when program. Errorcode: CouldNotCallFunction (0x9)",
        [("errorcode", 9, "CouldNotCallFunction")],
    ),
    ("Lowlevel error: Unknown value (ffffffa3)", [("lowlevel", 0xFFFFFFA3, None)]),
    ("Lowlevel error: JLINKARM_DLL_ERROR (ffffff9a)", [("lowlevel", 0xFFFFFF9A, "JLINKARM_DLL_ERROR")]),
    (
        'async task failure for id: 7 msg: [jlink] JLINKARM_DLL_TIME_OUT_ERROR (Origin: "protection-get")',
        [("backend", None, "JLINKARM_DLL_TIME_OUT_ERROR")],
    ),
    (
        "Error: code: 1, description: Generic, message: failed (error code =-1)",
        [("nrfutil-code", 1, "Generic"), ("dll-returned", -1, None)],
    ),
    (
        '{error_code: 9, message: "JLINKARM_DLL_COULD_NOT_BE_OPENED", origin: "x"}',
        [("error-object", 9, None), ("named", None, "JLINKARM_DLL_COULD_NOT_BE_OPENED")],
    ),
    (
        " * 001050000001: Timed out waiting for response from worker. (Generic)",
        [("nrfutil-code", None, "Generic")],
    ),
    ("Unable to program. Error code: 603 (Timeout).", [("error-code", 603, "Timeout")]),
    (
        "An error was reported by NRFJPROG DLL: -254 INTERNAL_ERROR.",
        [("dll-reported", -254, "INTERNAL_ERROR")],
    ),
    (
        "Encountered error -102: Command read executed for 3 milliseconds with result -102",
        [("encountered", -102, None)],
    ),
    ("command exited with status 33: nrfjprog --recover", [("exit-status", 33, None)]),
    ("make: *** [flash] Error 38", [("make-error", 38, None)]),
    ('JLinkARM.dll reported "-1", "An unknown error.".', [("dll-returned", -1, None)]),
    ("Extended Error 0x07: The firmware version", [("dfu-extended", 7, None)]),
    ("SMP request returned error code 1 (MGMT_ERR_EUNKNOWN)", [("smp", 1, "MGMT_ERR_EUNKNOWN")]),
    ("no code at all, only words.", []),
]


@pytest.mark.parametrize(("text", "expected"), NOTATIONS)
def test_reads_every_notation(text: str, expected: list[tuple[str, int | None, str | None]]) -> None:
    assert [(w.notation, w.number, w.name) for w in GRAMMAR.codes(text)] == expected


@pytest.mark.parametrize(("text", "_"), NOTATIONS)
def test_a_payload_cut_anywhere_is_still_read(text: str, _: object) -> None:
    for end in range(len(text)):
        GRAMMAR.parse(text[:end])


FRAGMENTS = (
    [piece for text, _ in NOTATIONS for piece in text.split()] + list("(){}[],:\"'") + ["0x", "-", "9x"]
)


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=12), st.sampled_from(["", " "]))
def test_the_grammar_reads_any_mixture(pieces: list[str], between: str) -> None:
    GRAMMAR.parse(between.join(pieces))


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    GRAMMAR.codes(text)
    GRAMMAR.parse(text)
