"""Near misses: what is said of a fact that does not hold, or of which nobody knows."""

from __future__ import annotations

import pytest
from fact_logs import CALL, LINK, TRUST, ev, holding, operation, view

FAILED, SEGMENT, STARTED, ERASED = "dfu.modem.failed", "dfu.modem.segment", "dfu.modem.started", "erase.done"
OTHERS = {"started": f"event {STARTED}", "never": "event probe.info"}


def test_none_of_the_kind() -> None:
    assert holding("event probe.info", view(ev(FAILED))).note == "no event of kind probe.info"
    cut = "no event of kind probe.info; the log does not hold the start of the session"
    assert holding("event probe.info", view(ev(FAILED), begun=False)).note == cut


@pytest.mark.parametrize(
    ("where", "note"),
    [
        (
            "code == NOT_AVAILABLE_BECAUSE_TRUST_ZONE",
            "2 events of kind dfu.modem.failed, none with code NOT_AVAILABLE_BECAUSE_TRUST_ZONE"
            " (seen: JLINKARM_DLL_ERROR)",
        ),
        (
            "reason contains flash",
            "2 events of kind dfu.modem.failed, none with flash in its reason (seen: link, lost)",
        ),
        ("attempt known", "2 events of kind dfu.modem.failed, none that tells its attempt (seen: nothing)"),
        (
            "level in {debug, trace}",
            "2 events of kind dfu.modem.failed, none with level in {debug, trace} (seen: error)",
        ),
        (
            "code == SECURE_FAULT and reason == power",
            "2 events of kind dfu.modem.failed, none with code == SECURE_FAULT and reason == power"
            " (at line 2 its code is JLINKARM_DLL_ERROR and its reason is lost)",
        ),
        (
            "not code == JLINKARM_DLL_ERROR",
            "2 events of kind dfu.modem.failed, none with not code == JLINKARM_DLL_ERROR"
            " (at line 2 code == JLINKARM_DLL_ERROR)",
        ),
    ],
)
def test_none_under_the_condition(where: str, note: str) -> None:
    on = view(ev(FAILED, LINK, reason="link"), ev(FAILED, LINK, reason="lost"))
    assert holding(f"event dfu.modem.failed where {where}", on).note == note


def test_one_event_of_any_kind() -> None:
    note = "1 event, none with code SECURE_FAULT (seen: JLINKARM_DLL_ERROR)"
    assert holding("event any where code == SECURE_FAULT", view(ev(FAILED, LINK))).note == note


def test_whole_texts_are_not_listed() -> None:
    note = holding("event any where text contains flash", view(ev(FAILED), ev(ERASED))).note
    assert note == "2 events, none with flash in its text"


def test_long_lists_and_long_values_are_cut() -> None:
    on = view(*(ev(FAILED, reason=f"{number}" * 99) for number in range(8)))
    note = holding("event dfu where reason == x", on).note
    assert note.endswith("... and 3 more)")
    assert len(note) < 400


@pytest.mark.parametrize(
    ("relation", "note"),
    [
        (
            "before started within 60s",
            "found at line 41, but 92 s before started (line 50); the window is 60 s",
        ),
        (
            "before started within 8 lines",
            "found at line 41, but 9 lines before started (line 50); the window is 8 lines",
        ),
        ("after started", "found at line 41, but not after started (line 50)"),
        ("before started same session", "found at line 41, but of another session than started (line 50)"),
        ("before never", "found at line 41, but `never` does not hold, so nothing is before it"),
        (
            "after started within 8 lines",
            "found at line 41, but not after started (line 50)"
            " and 9 lines before started (line 50); the window is 8 lines",
        ),
    ],
)
def test_found_but_elsewhere(relation: str, note: str) -> None:
    on = view(
        ev(ERASED, line=41, time=100.0, session=0),
        ev(STARTED, line=50, time=192.0, session=1),
        begun=(True, True),
        session=None,
    )
    assert holding(f"event erase.done {relation}", on, **OTHERS).note == note


def test_the_nearest_of_several_is_shown() -> None:
    events = [ev(ERASED, time=time) for time in (0.0, 50.0, 80.0)]
    on = view(*events, ev(STARTED, time=99.5))
    note = "found at line 3 (the nearest of 3), but 19.5 s before started (line 4); the window is 5 s"
    assert holding("event erase.done before started within 5s", on, **OTHERS).note == note


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("event erase.done where address == 1", "line 1 and 1 more may be one: its address is not told"),
        (
            "event dfu.modem.failed where code == SECURE_FAULT",
            "line 4 may be one: of its codes only CouldNotCallFunction is told",
        ),
        (
            "event erase.done before started within 5s",
            "line 1 may be one: the log does not tell the time between it and started (line 2)",
        ),
        (
            "event erase.done before started same probe",
            "line 1 may be one: the log does not tell the probe of both it and started (line 2)",
        ),
        ("event erase.done after open", "line 3 may be one: whether `open` holds is not certain"),
        (
            "event erase.done same operation",
            "line 1 and 1 more may be one: the log does not tell its operation",
        ),
    ],
)
def test_what_the_log_does_not_tell(text: str, note: str) -> None:
    on = view(ev(ERASED), ev(STARTED), ev(ERASED), ev(FAILED, CALL))
    assert holding(text, on, open="event dfu.modem.started where file == x", **OTHERS).note == note


def test_a_clock_that_runs_backwards() -> None:
    on = view(ev(ERASED, time=50.0), ev(STARTED, time=40.0))
    note = "line 1 may be one: the clock runs backwards between it and started (line 2)"
    assert holding("event erase.done before started within 5s", on, **OTHERS).note == note


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("no event probe.info", "the log does not hold the start of the session"),
        ("no event probe.info same operation", "the log does not hold the start of the operation"),
        ("no event erase.done", "found at line 1"),
        ("no event erase.done where address == 1", "line 1 may be one: its address is not told"),
        ("no event probe after never", "`never` does not hold, so nothing can be told in relation to it"),
        (
            "count(event erase.done) >= 2",
            "1 counted, found at line 1; the log does not hold the start of the session",
        ),
        ("count(event erase.done after started) >= 2", "0 counted"),
        (
            "count(event erase.done where address == 1) >= 1",
            "0 counted; line 1 may be one: its address is not told; the log does not hold the start of the session",
        ),
    ],
)
def test_absence_and_counts(text: str, note: str) -> None:
    made = operation(begun=False)
    on = view(ev(ERASED), ev(STARTED, op=0), begun=False, operations=[made], failed=(0,))
    assert holding(text, on, **OTHERS).note == note


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("nrfjprog < 10.9.0", "nrfjprog is 10.24.2"),
        ("jlink < 6.82", "the log does not tell jlink"),
        ("jlink known", "the log does not tell jlink"),
        ("nrfjprog known", ""),
    ],
)
def test_the_environment(text: str, note: str) -> None:
    assert holding(text, view(nrfjprog="10.24.2")).note == note


def test_what_holds_needs_no_note() -> None:
    on = view(ev(ERASED), ev(FAILED, TRUST))
    for text in ("event dfu where code == SECURE_FAULT", "no event probe", "count(event erase) == 1"):
        assert holding(text, on).note == ""
