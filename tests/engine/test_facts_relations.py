"""`before`, `after`, `between`, `within` and `same`."""

from __future__ import annotations

import pytest
from fact_logs import FALSE, LINK, TRUE, UNKNOWN, ev, holding, operation, view

from analyzer.engine.truth import Truth
from analyzer.parsing.events import Event

A, B, C = "erase.done", "dfu.modem.started", "dfu.modem.failed"
OTHERS = {
    "started": f"event {B}",
    "failed": f"event {C}",
    "never": "event probe.info",
    "open": "event dfu where file == x",
}


@pytest.mark.parametrize(
    ("relation", "truth", "events"),
    [
        ("before started", TRUE, (0,)),
        ("after started", TRUE, (2, 4)),
        ("before failed", TRUE, (0, 2)),
        ("after failed", TRUE, (4,)),
        ("between started and failed", TRUE, (2,)),
        ("between failed and started", FALSE, ()),
        ("after started before failed", TRUE, (2,)),
        ("before never", FALSE, ()),
        ("after never", FALSE, ()),
        ("before open", UNKNOWN, ()),
        ("before started before open", UNKNOWN, ()),
        ("after failed before started", FALSE, ()),
    ],
)
def test_order(relation: str, truth: Truth, events: tuple[int, ...]) -> None:
    on = view(ev(A), ev(B), ev(A), ev(C), ev(A))
    held = holding(f"event {A} {relation}", on, **OTHERS)
    assert (held.truth, held.events) == (truth, events)


def test_an_event_is_not_before_itself() -> None:
    held = holding(f"event {A} before all", view(ev(A), ev(A)), all=f"event {A}")
    assert held.events == (0,)


def timed(
    first: float | None, second: float | None, *, dated: tuple[bool, bool] = (False, False)
) -> list[Event]:
    return [ev(A, time=first, dated=dated[0]), ev(B, time=second, dated=dated[1])]


@pytest.mark.parametrize(
    ("events", "truth"),
    [
        (timed(100.0, 160.0), TRUE),
        (timed(100.0, 100.0), TRUE),
        (timed(100.0, 160.1), FALSE),
        (timed(86390.0, 20.0), TRUE),
        (timed(86300.0, 20.0), FALSE),
        (timed(5000.0, 4990.0), UNKNOWN),
        (timed(1e9 + 86390, 1e9 + 86420, dated=(True, True)), TRUE),
        (timed(1e9 + 86390, 1e9, dated=(True, True)), UNKNOWN),
        (timed(100.0, None), UNKNOWN),
        (timed(None, 100.0), UNKNOWN),
        (timed(None, None), UNKNOWN),
        (timed(100.0, 1e9, dated=(False, True)), UNKNOWN),
    ],
)
def test_within_a_time(events: list[Event], truth: Truth) -> None:
    assert holding(f"event {A} before started within 60s", view(*events), **OTHERS).truth is truth
    assert holding(f"event {B} after erased within 60s", view(*events), erased=f"event {A}").truth is truth


@pytest.mark.parametrize(("lines", "truth"), [(9, FALSE), (10, TRUE), (11, TRUE)])
def test_within_lines(lines: int, truth: Truth) -> None:
    on = view(ev(A, line=31), ev(B, line=41))
    assert holding(f"event {A} before started within {lines} lines", on, **OTHERS).truth is truth
    assert holding(f"event {B} after erased within {lines} lines", on, erased=f"event {A}").truth is truth


def test_lines_are_counted_from_the_end_of_an_event() -> None:
    on = view(ev(A, line=1), ev(B, line=12))
    on.log.events[0].last_line = 10
    assert holding(f"event {A} before started within 2 lines", on, **OTHERS).truth is TRUE


@pytest.mark.parametrize(
    ("sessions", "truth"),
    [((0, 0), TRUE), ((0, 1), FALSE)],
)
def test_same_session(sessions: tuple[int, int], truth: Truth) -> None:
    on = view(ev(A, session=sessions[0]), ev(B, session=sessions[1]), begun=(True, True), session=None)
    assert holding(f"event {A} before started same session", on, **OTHERS).truth is truth


OPERATIONS = [
    operation(0, "dfu.modem", first_line=1, last_line=3, probe="000682000001"),
    operation(1, "erase", first_line=4, last_line=6),
    operation(2, "dfu.modem", first_line=7, last_line=9, probe="682000001"),
    operation(3, "dfu.modem", first_line=10, last_line=12, probe="682000002"),
]


@pytest.mark.parametrize(
    ("first", "second", "truth"),
    [
        (ev(A, op=0), ev(B, op=0, line=2), TRUE),
        (ev(A, op=0), ev(B, op=1, line=5), FALSE),
        (ev(A, line=5), ev(B, op=1, line=6), UNKNOWN),
        (ev(A, line=2), ev(B, op=1, line=6), FALSE),
        (ev(A, op=0), ev(B, line=2), UNKNOWN),
        (ev(A), ev(B), UNKNOWN),
    ],
)
def test_same_operation(first: Event, second: Event, truth: Truth) -> None:
    on = view(first, second, operations=OPERATIONS)
    assert holding(f"event {A} before started same operation", on, **OTHERS).truth is truth


@pytest.mark.parametrize(
    ("first", "second", "truth"),
    [
        (ev(A, op=0), ev(B, op=2), TRUE),
        (ev(A, op=0), ev(B, op=3), FALSE),
        (ev(A, op=0), ev(B, op=1), UNKNOWN),
        (ev(A), ev(B, op=0), UNKNOWN),
        (ev(A, serial=682000002), ev(B, op=3), TRUE),
        (ev(A, op=0, serial="682000002"), ev(B, op=3), TRUE),
    ],
)
def test_same_probe(first: Event, second: Event, truth: Truth) -> None:
    on = view(first, second, operations=OPERATIONS)
    assert holding(f"event {A} before started same probe", on, **OTHERS).truth is truth


def test_one_and_the_same_anchor_has_to_suit() -> None:
    near_but_foreign = [ev(A, op=0, time=10.0), ev(B, op=2, time=12.0), ev(B, op=0, time=99.0)]
    on = view(*near_but_foreign, operations=OPERATIONS)
    assert holding(f"event {A} before started same operation within 5s", on, **OTHERS).truth is FALSE
    assert holding(f"event {A} before started same operation", on, **OTHERS).truth is TRUE
    assert holding(f"event {A} before started within 5s", on, **OTHERS).truth is TRUE


@pytest.mark.parametrize(
    ("event", "same", "truth"),
    [
        (ev(C, op=3), "operation", TRUE),
        (ev(C, op=2), "operation", TRUE),
        (ev(C, op=1), "operation", FALSE),
        (ev(C, line=11), "operation", UNKNOWN),
        (ev(C, line=5), "operation", FALSE),
        (ev(C, serial="682000001"), "probe", TRUE),
        (ev(C, serial="682000003"), "probe", FALSE),
        (ev(C), "probe", UNKNOWN),
        (ev(C), "session", TRUE),
    ],
)
def test_without_an_anchor_the_failed_operations_are_meant(event: Event, same: str, truth: Truth) -> None:
    on = view(event, operations=OPERATIONS, failed=(2, 3))
    assert holding(f"event {C} same {same}", on).truth is truth


@pytest.mark.parametrize("same", ["operation", "probe", "session"])
def test_without_failed_operations_nothing_can_be_the_same(same: str) -> None:
    assert holding(f"event {C} same {same}", view(ev(C), session=None)).truth is UNKNOWN


def test_the_session_of_the_failed_operations_when_all_are_in_view() -> None:
    on = view(
        ev(C, session=0),
        ev(C, session=1),
        begun=(True, True),
        operations=[operation()],
        failed=(0,),
        session=None,
    )
    assert holding(f"event {C} same session", on).events == (0,)


def test_an_alias_names_the_events_of_a_part() -> None:
    on = view(ev(A, address=1), ev(B), ev(C, LINK), ev(A, address=2))
    held = holding(
        "event dfu.modem.started after first",
        on,
        both="event erase.done as first where address == 1 before failed and (event dfu.modem.failed)",
        failed=f"event {C}",
    )
    assert (held.truth, held.events) == (TRUE, (1,))
