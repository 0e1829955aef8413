"""`no event` and `count(...)`: what a log that may be cut can tell, and what it cannot."""

from __future__ import annotations

import pytest
from fact_logs import FALSE, TRUE, UNKNOWN, ev, holding, operation, view

from analyzer.engine.truth import Truth
from analyzer.engine.view import View

A, B, C = "erase.done", "dfu.modem.started", "dfu.modem.failed"
OTHERS = {"started": f"event {B}", "failed": f"event {C}", "open": "event dfu where file == x"}


@pytest.mark.parametrize(
    ("text", "begun", "truth"),
    [
        ("no event probe.info", True, TRUE),
        ("no event probe.info", False, UNKNOWN),
        (f"no event {A}", True, FALSE),
        (f"no event {A}", False, FALSE),
        (f"no event {A} where address == 1", True, UNKNOWN),
        (f"no event {A} where address == 1", False, UNKNOWN),
        (f"no event {A} where level == error", True, TRUE),
        ("no event probe.info before started", True, TRUE),
        ("no event probe.info before started", False, UNKNOWN),
        ("no event probe.info after started", False, TRUE),
        ("no event probe.info between started and failed", False, TRUE),
        (f"no event {A} before started", False, FALSE),
        (f"no event {A} after started", False, TRUE),
        ("not event probe.info", False, TRUE),
    ],
)
def test_absence(text: str, begun: bool, truth: Truth) -> None:
    on = view(ev(A), ev(B), ev(C), begun=begun)
    assert holding(text, on, **OTHERS).truth is truth


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("no event probe.info after never", FALSE),
        ("no event probe.info before never", FALSE),
        ("no event probe.info after open", UNKNOWN),
        ("no event erase where address == never.voltage", FALSE),
        ("count(event probe.info after never) == 0", FALSE),
        ("count(event probe.info after open) == 0", UNKNOWN),
        ("count(event probe.info after started) == 0", TRUE),
    ],
)
def test_nothing_is_absent_in_relation_to_what_was_not_seen(text: str, truth: Truth) -> None:
    on = view(ev(B), ev(C))
    assert holding(text, on, never="event probe.info where voltage < 1", **OTHERS).truth is truth


def test_what_refutes_an_absence_carries_it() -> None:
    held = holding(f"no event {A}", view(ev(A), ev(B), ev(A)))
    assert (held.truth, held.events, held.note) == (FALSE, (0, 2), "found at lines 1, 3")


@pytest.mark.parametrize(
    ("begun", "session", "truth"),
    [
        ((True, False), 0, TRUE),
        ((True, False), 1, UNKNOWN),
        ((True, False), None, UNKNOWN),
        ((True, True), None, TRUE),
    ],
)
def test_the_start_of_the_sessions_in_view_is_needed(
    begun: tuple[bool, ...], session: int | None, truth: Truth
) -> None:
    on = view(ev(A, session=0), ev(A, session=1), begun=begun, session=session)
    assert holding("no event probe.info", on).truth is truth


def cut_log(*, op_begun: bool, begun: bool = False) -> View:
    made = operation(first_line=2, last_line=3, begun=op_begun)
    return view(ev(A), ev(B, op=0), ev(C, op=0), begun=begun, operations=[made], failed=(0,))


@pytest.mark.parametrize(
    "text", ["no event probe same operation", "no event probe before failed same operation"]
)
@pytest.mark.parametrize(("op_begun", "truth"), [(True, TRUE), (False, UNKNOWN)])
def test_same_operation_needs_the_start_of_the_operation_only(
    text: str, op_begun: bool, truth: Truth
) -> None:
    assert holding(text, cut_log(op_begun=op_begun), **OTHERS).truth is truth


def test_without_an_operation_the_session_is_asked() -> None:
    on = view(ev(B), ev(C), begun=True)
    assert holding("no event probe before failed same operation", on, **OTHERS).truth is TRUE
    on = view(ev(B), ev(C), begun=False)
    assert holding("no event probe before failed same operation", on, **OTHERS).truth is UNKNOWN


@pytest.mark.parametrize(
    ("window", "truth"),
    [("within 5s", TRUE), ("within 60s", UNKNOWN), ("within 3 lines", TRUE), ("within 9 lines", UNKNOWN)],
)
def test_a_window_that_the_log_reaches_beyond_needs_no_start(window: str, truth: Truth) -> None:
    on = view(ev(A, time=10.0, line=1), ev(B, time=12.0, line=4), ev(C, time=20.0, line=6), begun=False)
    assert holding(f"no event probe before failed {window}", on, **OTHERS).truth is truth


def test_a_window_is_not_proved_by_another_session() -> None:
    on = view(ev(A, time=10.0, session=0), ev(C, time=20.0, session=1), begun=(True, False), session=None)
    assert holding("no event probe before failed within 5s", on, **OTHERS).truth is UNKNOWN


@pytest.mark.parametrize(
    ("test", "begun", "truth"),
    [
        (">= 2", True, TRUE),
        (">= 3", True, UNKNOWN),
        (">= 4", True, FALSE),
        (">= 2", False, TRUE),
        (">= 4", False, UNKNOWN),
        ("> 1", True, TRUE),
        ("> 3", True, FALSE),
        ("== 2", True, UNKNOWN),
        ("== 1", True, FALSE),
        ("== 4", True, FALSE),
        ("== 4", False, UNKNOWN),
        ("!= 1", False, TRUE),
        ("!= 2", True, UNKNOWN),
        ("< 2", False, FALSE),
        ("< 4", True, TRUE),
        ("< 4", False, UNKNOWN),
        ("<= 3", True, TRUE),
        ("<= 1", False, FALSE),
        (">= 0", False, TRUE),
    ],
)
def test_a_count_knows_its_bounds(test: str, begun: bool, truth: Truth) -> None:
    sure, other, maybe = ev(A, address=1), ev(A, address=2), ev(A)
    held = holding(f"count(event {A} where address == 1) {test}", view(sure, other, maybe, sure, begun=begun))
    assert held.truth is truth
    assert held.events == ((0, 3) if truth is TRUE else ())


def test_a_count_can_be_an_anchor() -> None:
    on = view(ev(A), ev(B), ev(A), ev(C))
    assert holding(f"event {C} after erased", on, erased=f"count(event {A}) >= 2").truth is TRUE
    assert holding(f"event {B} after erased", on, erased=f"count(event {A}) >= 2").events == (1,)
    assert holding(f"event {C} after erased", on, erased=f"count(event {A}) >= 3").truth is FALSE
