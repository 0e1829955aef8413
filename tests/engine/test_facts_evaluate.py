"""Facts together: boolean logic without short cuts, references, conditions, and what must hold for every log."""

from __future__ import annotations

import itertools
import pickle

import pytest
from fact_logs import FALSE, LINK, TRUE, TRUST, UNKNOWN, compiled, ev, holding, holdings, operation, view
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.engine.evaluate import evaluate, evaluate_condition
from analyzer.engine.fact_parser import parse_fact
from analyzer.engine.fact_resolve import parse_condition
from analyzer.engine.truth import Truth
from analyzer.parsing.events import Event

LOGIC = {
    "yes": "event erase.done",
    "no_way": "event probe.info",
    "perhaps": "event dfu.modem.segment where segment == 1",
}
TRUTHS = {"yes": TRUE, "no_way": FALSE, "perhaps": UNKNOWN}


@pytest.mark.parametrize(("one", "other"), list(itertools.product(TRUTHS, TRUTHS)))
def test_the_logic_is_kleenes(one: str, other: str) -> None:
    on = view(ev("erase.done"), ev("dfu.modem.segment"))
    held = holdings(
        on, **LOGIC, both=f"{one} and {other}", either=f"{one} or {other}", neither=f"not ({one} or {other})"
    )
    assert held["both"].truth is TRUTHS[one] & TRUTHS[other]
    assert held["either"].truth is TRUTHS[one] | TRUTHS[other]
    assert held["neither"].truth is ~(TRUTHS[one] | TRUTHS[other])


def test_every_part_is_evaluated_and_shown() -> None:
    on = view(ev("erase.done"), ev("dfu.modem.segment"))
    held = holding("no_way and yes and not (perhaps or yes)", on, **LOGIC)
    assert [child.label for child in held.children] == ["no_way", "yes", "not (perhaps or yes)"]
    assert [child.truth for child in held.children] == [FALSE, TRUE, FALSE]
    assert [leaf.truth for leaf in held.children[2].children[0].children] == [UNKNOWN, TRUE]


@pytest.mark.parametrize(
    ("text", "events", "maybe"),
    [
        ("yes and seg", (0, 2), ()),
        ("seg and yes", (0, 2), ()),
        ("yes or no_way", (0,), ()),
        ("yes or perhaps", (0,), (1,)),
        ("yes and perhaps", (), (0, 1)),
        ("no_way and yes", (), ()),
        ("not no_way", (), ()),
        ("not (no event erase.done)", (0,), ()),
        ("yes and no event probe.info", (0,), ()),
        ("yes", (0,), ()),
    ],
)
def test_the_events_that_carry_a_fact(text: str, events: tuple[int, ...], maybe: tuple[int, ...]) -> None:
    on = view(ev("erase.done"), ev("dfu.modem.segment"), ev("dfu.modem.segment", address=1, segment=9))
    held = holding(text, on, **LOGIC, seg="event dfu where address known")
    assert (held.events, held.maybe) == (events, maybe)


def test_facts_may_stand_in_any_order() -> None:
    on = view(ev("dfu.modem.segment"), ev("dfu.modem.failed", LINK))
    held = holdings(
        on,
        late="early and refused",
        early="event dfu.modem.segment before refused",
        refused="event dfu.modem.failed",
    )
    assert list(held) == ["late", "early", "refused"]
    assert held["late"].events == (0, 1)


def test_a_compound_fact_as_an_anchor() -> None:
    on = view(ev("erase.done"), ev("dfu.modem.segment"), ev("dfu.modem.failed", LINK), ev("probe.info"))
    others = {"either": "event dfu.modem.segment or event dfu.modem.failed", "open": "either and os == linux"}
    probed = "event probe.info"
    assert holding("event any after either before probed", on, **others, probed=probed).events == (2,)
    assert holding("event probe.info after either", on, **others).truth is TRUE
    assert holding("event probe.info after open", on, **others).truth is UNKNOWN
    assert holding("event erase.done after open", on, **others).truth is FALSE


def test_the_example_of_the_rule_book() -> None:
    facts = {
        "refused": "event dfu.modem.failed where code == NOT_AVAILABLE_BECAUSE_TRUST_ZONE",
        "started": "event dfu.modem.segment before refused same operation",
        "lost_link": "event dfu.modem.failed where code == JLINKARM_DLL_ERROR before refused same probe within 60s",
    }
    on = view(
        ev("dfu.modem.segment", op=0, time=1.0),
        ev("dfu.modem.failed", LINK, op=0, time=2.0),
        ev("dfu.modem.segment", op=1, time=40.0),
        ev("dfu.modem.failed", TRUST, op=1, time=41.0),
        operations=[operation(0, probe="1"), operation(1, probe="1")],
        failed=(0, 1),
    )
    held = evaluate(compiled(facts), on)
    assert {name: (one.truth, one.events) for name, one in held.items()} == {
        "refused": (TRUE, (3,)),
        "started": (TRUE, (2,)),
        "lost_link": (TRUE, (1,)),
    }


def test_a_condition_over_the_facts() -> None:
    held = holdings(view(ev("erase.done"), ev("dfu.modem.segment")), **LOGIC)
    needs = evaluate_condition(parse_condition("yes and not no_way", held), held)
    assert (needs.truth, needs.events, needs.label) == (TRUE, (0,), "yes and not no_way")
    assert [child.label for child in needs.children] == ["yes", "not no_way"]
    missing = evaluate_condition(parse_condition("yes and perhaps", held), held)
    assert missing.truth is UNKNOWN
    assert missing.children[1].note == "line 2 may be one: its segment is not told"


def test_a_condition_over_anything_else_is_a_mistake() -> None:
    with pytest.raises(TypeError, match="names of facts only"):
        evaluate_condition(parse_fact("event dfu"), {})


def test_holdings_and_compiled_facts_can_be_cached() -> None:
    facts = compiled(LOGIC)
    on = view(ev("erase.done"), ev("dfu.modem.segment"))
    again = pickle.loads(pickle.dumps(facts))  # noqa: S301 - our own bytes
    assert again == facts
    held = evaluate(again, on)
    assert pickle.loads(pickle.dumps(held)) == held  # noqa: S301 - our own bytes


KINDS = ["erase.done", "dfu.modem.segment", "dfu.modem.failed", "dfu.modem.started", "probe.info"]
EVENTS: st.SearchStrategy[Event] = st.builds(
    lambda kind, errors, op, time, segment: ev(
        kind, *errors, op=op, time=time, **({} if segment is None else {"segment": segment})
    ),
    st.sampled_from(KINDS),
    st.lists(st.sampled_from([LINK, TRUST]), max_size=2),
    st.sampled_from([None, 0, 1]),
    st.none() | st.floats(0, 1000),
    st.none() | st.integers(0, 3),
)
POSITIVE = {
    "segment": "event dfu.modem.segment where segment >= 2",
    "refused": "event dfu where code == SECURE_FAULT",
    "lost": "event dfu where code == JLINKARM_DLL_ERROR before refused",
    "near": "event dfu.modem.segment after lost within 60s",
    "there": "event erase.done between segment and refused",
    "together": "event any before refused same operation",
    "many": "count(event dfu) >= 3",
    "again": "event dfu.modem.segment as x where segment == segment.segment after segment",
    "all": "(lost and near) or there",
}
OPERATIONS = [operation(0), operation(1)]


@settings(deadline=None)
@given(st.lists(EVENTS, max_size=8), st.lists(st.tuples(st.integers(0, 8), EVENTS), max_size=4))
def test_more_events_never_refute_what_was_seen(
    events: list[Event], additions: list[tuple[int, Event]]
) -> None:
    facts = compiled(POSITIVE)
    before = evaluate(facts, view(*events, operations=OPERATIONS))
    longer = list(events)
    for place, event in additions:
        longer.insert(place, event)
    after = evaluate(facts, view(*longer, operations=OPERATIONS))
    for name, held in before.items():
        if held.truth is TRUE:
            assert after[name].truth is TRUE, name
        if held.truth is UNKNOWN:
            assert after[name].truth is not FALSE, name


@settings(deadline=None)
@given(st.lists(EVENTS, max_size=8), st.sampled_from([True, False]))
def test_what_is_known_of_a_cut_log_stays_true_of_the_whole(events: list[Event], begun: bool) -> None:
    facts = compiled(
        {
            **POSITIVE,
            "none": "no event probe.info",
            "none_before": "no event erase.done before refused",
            "few": "count(event dfu) < 3",
        }
    )
    whole = evaluate(facts, view(*events, operations=OPERATIONS, begun=True))
    for cut in range(len(events)):
        part = evaluate(facts, view(*events[cut:], operations=OPERATIONS, begun=begun and cut == 0))
        for name in ("none", "few"):
            assert part[name].truth in (whole[name].truth, UNKNOWN), name
        if part["none_before"].truth is TRUE:
            assert whole["none_before"].truth is TRUE


@settings(deadline=None)
@given(st.lists(EVENTS, max_size=8))
def test_every_holding_explains_itself(events: list[Event]) -> None:
    for name, held in evaluate(compiled(POSITIVE), view(*events, operations=OPERATIONS)).items():
        assert held.label
        assert held.events == tuple(sorted(set(held.events)))
        assert not set(held.events) & set(held.maybe), name
        if held.truth is not TRUE:
            assert held.events == ()
            assert held.note or held.children
        assert isinstance(held.truth, Truth)
