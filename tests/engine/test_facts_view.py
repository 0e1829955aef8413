"""What one problem may see of a log."""

from __future__ import annotations

import pytest
from fact_logs import ev, operation, view


def test_events_by_kind_and_all_above_it() -> None:
    on = view(ev("dfu.modem.failed"), ev("probe.info"), ev("dfu.modem.started"))
    assert [event.index for event in on.of_kind("dfu.modem")] == [0, 2]
    assert [event.index for event in on.of_kind("any")] == [0, 1, 2]
    assert list(on.of_kind("dfu.mod")) == []


@pytest.mark.parametrize(
    ("begun", "session", "held"),
    [
        ((True, False), 0, True),
        ((True, False), 1, False),
        ((True, False), None, False),
        ((True, True), None, True),
        ((), None, False),
    ],
)
def test_the_start_is_held_when_every_session_in_view_has_begun(
    begun: tuple[bool, ...], session: int | None, held: bool
) -> None:
    assert view(begun=begun, session=session).session_begun() is held


def test_the_start_of_an_operation() -> None:
    on = view(operations=[operation(0, begun=True), operation(1, begun=False)])
    assert on.operation_begun(0)
    assert not on.operation_begun(1)


def test_the_probe_of_an_event_is_its_own_or_its_operations() -> None:
    on = view(
        ev("probe.info", serial="000682000001", op=0),
        ev("probe.info", op=0),
        ev("probe.info"),
        ev("probe.info", serial=682000003),
        operations=[operation(0, probe="682000002")],
    )
    assert [on.probe_of(event) for event in on.log.events] == ["682000001", "682000002", None, "682000003"]
