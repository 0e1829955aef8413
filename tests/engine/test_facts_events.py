"""`event` and its `where`: true, false and unknown for every sort of field."""

from __future__ import annotations

import pytest
from fact_logs import CALL, FALSE, LINK, TRUE, TRUST, UNKNOWN, code, ev, holding, operation, view

from analyzer.engine.truth import Truth
from analyzer.parsing.events import Event

FAILED = "dfu.modem.failed"
SEGMENT = "dfu.modem.segment"


@pytest.mark.parametrize(
    ("text", "truth", "events"),
    [
        ("event dfu.modem.failed", TRUE, (2,)),
        ("event dfu.modem", TRUE, (0, 2, 3)),
        ("event dfu", TRUE, (0, 2, 3)),
        ("event any", TRUE, (0, 1, 2, 3)),
        ("event erase.done", FALSE, ()),
        ("event dfu.modem.started", FALSE, ()),
    ],
)
def test_a_kind_covers_every_kind_below_it(text: str, truth: Truth, events: tuple[int, ...]) -> None:
    held = holding(text, view(ev(SEGMENT), ev("probe.info"), ev(FAILED), ev(SEGMENT)))
    assert (held.truth, held.events) == (truth, events)


def test_only_events_in_view_count() -> None:
    on = view(ev(SEGMENT, session=0), ev(FAILED, session=1), begun=(True, True), session=1)
    assert holding("event dfu.modem.segment", on).truth is FALSE
    assert holding("event dfu.modem", on).events == (1,)


@pytest.mark.parametrize(
    ("event", "truth"),
    [
        (ev(FAILED, LINK), TRUE),
        (ev(FAILED, TRUST, LINK), TRUE),
        (ev(FAILED, TRUST), FALSE),
        (ev(FAILED, TRUST, CALL), FALSE),
        (ev(FAILED, level="info"), FALSE),
        (ev(FAILED, level="error"), UNKNOWN),
        (ev(FAILED, CALL), UNKNOWN),
        (ev(FAILED, CALL, level="warning"), UNKNOWN),
        (ev(FAILED, code(None, None)), UNKNOWN),
        (ev(FAILED, code("JLINKARM_DLL_ERROR", None)), TRUE),
        (ev(FAILED, code("OTHER", None)), FALSE),
        (ev(FAILED, code(None, -102, "other")), UNKNOWN),
    ],
)
def test_a_code_is_unknown_unless_its_own_table_is_told(event: Event, truth: Truth) -> None:
    assert holding("event dfu where code == JLINKARM_DLL_ERROR", view(event)).truth is truth
    assert holding("event dfu where code in {JLINKARM_DLL_ERROR}", view(event)).truth is truth
    assert holding("event dfu where code != JLINKARM_DLL_ERROR", view(event)).truth is ~truth
    assert holding("event dfu where not code == JLINKARM_DLL_ERROR", view(event)).truth is ~truth


@pytest.mark.parametrize(
    ("test", "truth"),
    [
        ("code == -102", TRUE),
        ("code == 0xffffff9a", TRUE),
        ("code == -93", FALSE),
        ("code == SECURE_FAULT", FALSE),
        ("code == CouldNotCallFunction", TRUE),
        ("code == 9", TRUE),
        ("code == js:9", TRUE),
        ("code in -110..-100", TRUE),
        ("code in -100..-90", FALSE),
        ("code < -102", FALSE),
        ("code <= -102", TRUE),
        ("code == TIMEOUT", FALSE),
        ("code == smp:TIMEOUT", UNKNOWN),
        ("code known", TRUE),
        ("layer == nrfjprogdll", TRUE),
        ("layer == smp", FALSE),
        ("layer in {smp, js}", TRUE),
    ],
)
def test_codes_by_name_number_and_layer(test: str, truth: Truth) -> None:
    assert holding(f"event dfu where {test}", view(ev(FAILED, CALL, LINK))).truth is truth


@pytest.mark.parametrize(
    ("event", "known", "layer", "number"),
    [
        (ev(FAILED, level="error"), FALSE, UNKNOWN, UNKNOWN),
        (ev(FAILED, level="info"), FALSE, FALSE, FALSE),
        (ev(FAILED, code("JLINKARM_DLL_ERROR", None)), TRUE, TRUE, UNKNOWN),
    ],
)
def test_codes_that_are_not_told(event: Event, known: Truth, layer: Truth, number: Truth) -> None:
    on = view(event)
    assert holding("event dfu where code known", on).truth is known
    assert holding("event dfu where layer == nrfjprogdll", on).truth is layer
    assert holding("event dfu where code in -110..-100", on).truth is number


@pytest.mark.parametrize(
    ("test", "truth"),
    [
        ("segment == 3", TRUE),
        ("segment == 0x3", TRUE),
        ("segment != 3", FALSE),
        ("segment < 3", FALSE),
        ("segment >= 3", TRUE),
        ("segment in {1, 3}", TRUE),
        ("segment in {1, 2}", FALSE),
        ("segment in 1..3", TRUE),
        ("segment in 4..9", FALSE),
        ("segment known", TRUE),
        ("address == 4", UNKNOWN),
        ("address != 4", UNKNOWN),
        ("address in {4}", UNKNOWN),
        ("address in 1..9", UNKNOWN),
        ("not address == 4", UNKNOWN),
        ("address known", FALSE),
        ("not address known", TRUE),
        ("segment == 3 and address == 4", UNKNOWN),
        ("segment == 2 and address == 4", FALSE),
        ("segment == 3 or address == 4", TRUE),
        ("segment == 2 or address == 4", UNKNOWN),
        ("kind == dfu.modem.segment", TRUE),
        ("kind == dfu", TRUE),
        ("kind != dfu", FALSE),
        ("kind == dfu.modem.failed", FALSE),
        ("level == info", TRUE),
        ("level == ERROR", FALSE),
        ("line == 1", TRUE),
        ("tool == programmer", TRUE),
        ('text contains "segment"', TRUE),
        ('text contains "SEGMENT"', FALSE),
        ("text contains SEGMENT", TRUE),
        ("outcome == failed", UNKNOWN),
        ("operation == dfu", UNKNOWN),
        ("attempt == 1", UNKNOWN),
    ],
)
def test_fields(test: str, truth: Truth) -> None:
    held = holding(f"event dfu where {test}", view(ev(SEGMENT, segment=3)))
    assert held.truth is truth
    assert held.events == ((0,) if truth is TRUE else ())
    assert held.maybe == ((0,) if truth is UNKNOWN else ())


@pytest.mark.parametrize(
    ("test", "truth"),
    [
        ("outcome == failed", TRUE),
        ("outcome in {succeeded, unfinished}", FALSE),
        ("operation == dfu", TRUE),
        ("operation == dfu.modem", TRUE),
        ("operation == erase", FALSE),
        ("attempt >= 2", FALSE),
    ],
)
def test_fields_of_the_operation(test: str, truth: Truth) -> None:
    on = view(ev(SEGMENT, op=0), operations=[operation()])
    assert holding(f"event dfu where {test}", on).truth is truth


def test_a_level_that_nothing_tells_is_unknown() -> None:
    event = ev(SEGMENT)
    event.level = ""
    assert holding("event dfu where level == info", view(event)).truth is UNKNOWN


def test_one_true_event_is_enough_and_the_open_ones_are_kept() -> None:
    held = holding(
        "event dfu where segment >= 3", view(ev(SEGMENT), ev(SEGMENT, segment=5), ev(SEGMENT, segment=1))
    )
    assert (held.truth, held.events, held.maybe) == (TRUE, (1,), (0,))


@pytest.mark.parametrize(
    ("test", "truth"),
    [
        ("address == first.address", TRUE),
        ("address != first.address", TRUE),
        ("not address == first.address", FALSE),
        ("address > first.address", FALSE),
        ("address < first.address", TRUE),
        ("address in {0, first.address}", TRUE),
        ("segment == first.address", UNKNOWN),
        ("address == open.address", UNKNOWN),
        ("address == never.address", FALSE),
        ("level == first.level", TRUE),
    ],
)
def test_fields_of_other_facts_stand_for_any_of_their_events(test: str, truth: Truth) -> None:
    on = view(
        ev("erase.done", address=16), ev("erase.done", address=32), ev("erase.done"), ev(SEGMENT, address=16)
    )
    others = {
        "first": "event erase.done where address known",
        "open": "event erase.done where not address known",
        "never": "event erase.done where address known and address == 99",
    }
    assert holding(f"event dfu where {test}", on, **others).truth is truth


def test_codes_of_other_facts_can_be_compared() -> None:
    on = view(ev(FAILED, LINK), ev("error.code", TRUST), ev("error.code", CALL, LINK))
    held = holding("event error.code where code == failed.code", on, failed="event dfu.modem.failed")
    assert held.events == (2,)
    held = holding("event error.code where layer == failed.layer", on, failed="event dfu.modem.failed")
    assert held.events == (1, 2)


@pytest.mark.parametrize(
    ("kind", "test", "truth"),
    [
        ("erase.done", "address == 4", UNKNOWN),
        ("dfu.modem", "address == 4", FALSE),
        ("dfu.modem", "address != 4", FALSE),
        ("dfu.modem", "not address == 4", TRUE),
        ("any", "address == 4", FALSE),
        ("any", "outcome == failed", FALSE),
        ("error.code", "code == SECURE_FAULT", UNKNOWN),
        ("any", "code == SECURE_FAULT", FALSE),
        ("any", "not code == SECURE_FAULT", TRUE),
    ],
)
def test_only_an_event_that_could_tell_leaves_it_open(kind: str, test: str, truth: Truth) -> None:
    on = view(ev("erase.done"), ev(FAILED), ev("error.code", level="error"))
    assert holding(f"event {kind} where {test}", on).truth is truth


def test_no_event_of_any_kind_asks_what_the_log_shows() -> None:
    on = view(ev("error.code", level="error"))
    assert holding("no event any where code == SECURE_FAULT", on).truth is TRUE
    assert holding("no event error where code == SECURE_FAULT", on).truth is UNKNOWN


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("nrfjprog < 10.12.0", TRUE),
        ("nrfjprog >= 10.10", FALSE),
        ("nrfjprog == 10.9", TRUE),
        ("nrfjprog in 10.9.0..10.12.0", TRUE),
        ("jlink > 6.82", TRUE),
        ("jlink == 7.80C", TRUE),
        ("jlink < 7.80d", TRUE),
        ("family == NRF91", TRUE),
        ('family == "NRF91"', FALSE),
        ("family in {nrf52, nrf53}", FALSE),
        ("family known", TRUE),
        ("os == linux", UNKNOWN),
        ("os != linux", UNKNOWN),
        ("os contains nux", UNKNOWN),
        ("os known", FALSE),
        ("not os == linux", UNKNOWN),
        ("family < nrf99", UNKNOWN),
    ],
)
def test_the_environment(text: str, truth: Truth) -> None:
    held = holding(text.replace("nrf99", '"nrf99"'), view(nrfjprog="10.9.0", jlink="V7.80c", family="nrf91"))
    assert (held.truth, held.events) == (truth, ())
