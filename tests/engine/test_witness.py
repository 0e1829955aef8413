"""The index of causes by their witnesses, against weighing every cause."""

from __future__ import annotations

from fact_logs import LINK, TRUST, compiled, ev, view
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.engine.fact_ast import FactRef
from analyzer.engine.weigh import weigh
from analyzer.engine.witness import CodeOf, Kind, Piece, witnesses
from analyzer.pack import Pack
from analyzer.parsing.events import ErrorCode, Event


def found(**facts: str) -> frozenset[object] | None:
    """The witnesses of a rule that needs the fact `it`."""
    return witnesses(FactRef("it"), compiled(facts))


def test_a_kind_is_the_witness_of_its_events() -> None:
    assert found(it="event erase.done") == {Kind("erase.done")}
    assert found(it="event erase.done where text contains 'x'") == {Kind("erase.done")}
    assert found(it="(event erase.done) or (event dfu)") == {Kind("erase.done"), Kind("dfu")}


def test_of_parts_that_must_all_hold_the_one_with_the_fewest_witnesses_is_enough() -> None:
    assert found(it="other and (event probe.info)", other="(event erase.done) or (event dfu)") == {
        Kind("probe.info")
    }
    assert found(it="(event dfu) and not other", other="event erase.done") == {Kind("dfu")}


def test_of_just_any_event_the_code_or_the_text_is_the_witness() -> None:
    assert found(it="event any where text contains 'RAM check'") == {Piece("RAM check")}
    told = found(it="event any where code == SECURE_FAULT")
    assert told is not None
    assert {CodeOf(TRUST.layer, TRUST.code), CodeOf(TRUST.layer, "secure_fault")} <= told
    assert found(it="event any where text contains lower") == {Kind("any")}


def test_what_can_be_of_an_empty_log_has_no_witness() -> None:
    assert found(it="no event dfu") is None
    assert found(it="count(event dfu) < 3") is None
    assert found(it="not other", other="event dfu") is None
    assert found(it="(event dfu) or other", other="no event dfu") is None


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_no_cause_is_passed_over_that_would_have_been_in_the_list(pack: Pack, data: st.DataObject) -> None:
    kinds = sorted(pack.grammar.catalogue.kinds())
    codes = [
        ErrorCode(layer.id, row.code, row.name, None, 1)
        for layer in pack.grammar.codes.layers.values()
        for row in layer.codes
    ]
    nameless = [ErrorCode(c.layer, None, c.name, None, 1) for c in codes if c.name]
    events: list[Event] = []
    for _ in range(data.draw(st.integers(0, 5))):
        event = ev(data.draw(st.sampled_from(kinds)), data.draw(st.sampled_from([LINK, *codes, *nameless])))
        event.text = data.draw(st.sampled_from(["", "RAM check failed", "zip_open returned", "with code 4"]))
        events.append(event)
    on = view(*events)
    promising = {cause.id for cause in pack.base.index.candidates(on)}
    for cause in pack.base.causes.values():
        if cause.id not in promising:
            assert weigh(cause, on, pack.base.weights, ()).state == "absent", cause.id
