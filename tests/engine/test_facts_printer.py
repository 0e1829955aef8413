"""Writing facts: what is written reads as the same fact again, whatever the fact."""

from __future__ import annotations

import pytest
from fact_logs import VOCABULARY, compiled
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.engine.fact_ast import (
    Absent,
    After,
    And,
    Before,
    Between,
    Compare,
    Condition,
    Contains,
    Count,
    EnvironmentTest,
    Fact,
    FactRef,
    FieldTest,
    Integer,
    Known,
    Not,
    OneOf,
    Or,
    Pattern,
    Quoted,
    Range,
    Relation,
    Same,
    Seen,
    Test,
    Value,
    WithinLines,
    WithinTime,
    Word,
)
from analyzer.engine.fact_parser import parse_fact
from analyzer.engine.fact_printer import unparse
from analyzer.engine.fact_resolve import resolve

OPERATORS = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
NAMES = st.sampled_from(
    ["a", "lost_link", "count", "known", "operation", "session", "order", "notx", "no_erase"]
)
KINDS = st.sampled_from(["a", "dfu.modem.failed", "debug-port.info", "any"])
WORDS = st.sampled_from(
    ["x", "10.9.0", "7.80c", "A_NAME", "dll:-102", "a.b", "1.2-rc.1", "and", "event", "60s"]
)


def values() -> st.SearchStrategy[Value]:
    return st.one_of(
        st.builds(Integer, st.integers(-(2**40), 2**40), st.booleans()),
        st.builds(Quoted, st.text(max_size=8)),
        st.builds(Word, WORDS),
    )


def field_tests() -> st.SearchStrategy[Test]:
    return st.one_of(
        st.builds(Compare, OPERATORS, values()),
        st.builds(OneOf, st.lists(values(), min_size=1, max_size=3).map(tuple)),
        st.builds(Range, values(), values()),
        st.builds(Contains, values()),
        st.just(Known()),
    )


def booleans(leaves: st.SearchStrategy) -> st.SearchStrategy:
    def grow(parts: st.SearchStrategy) -> st.SearchStrategy:
        several = st.lists(parts, min_size=2, max_size=3).map(tuple)
        return st.one_of(st.builds(And, several), st.builds(Or, several), st.builds(Not, parts))

    return st.recursive(leaves, grow, max_leaves=6)


def conditions() -> st.SearchStrategy[Condition]:
    return booleans(st.builds(FieldTest, NAMES, field_tests()))


def relations() -> st.SearchStrategy[Relation]:
    return st.one_of(
        st.builds(Before, NAMES),
        st.builds(After, NAMES),
        st.builds(Between, NAMES, NAMES),
        st.integers(0, 10**7).map(lambda ms: WithinTime(ms / 1000)),
        st.builds(WithinLines, st.integers(0, 500)),
        st.builds(Same, st.sampled_from(["session", "operation", "probe"])),
    )


PATTERNS = st.builds(Pattern, KINDS, st.none() | conditions(), st.lists(relations(), max_size=3).map(tuple))
FACTS: st.SearchStrategy[Fact] = booleans(
    st.one_of(
        st.builds(Seen, PATTERNS, st.none() | NAMES),
        st.builds(Absent, PATTERNS),
        st.builds(Count, PATTERNS, OPERATORS, st.integers(0, 50)),
        st.builds(EnvironmentTest, NAMES, field_tests()),
        st.builds(FactRef, NAMES),
    )
)


@settings(deadline=None)  # the first one loads the grammar
@given(FACTS)
def test_what_is_written_reads_the_same(fact: Fact) -> None:
    assert parse_fact(unparse(fact)) == fact


@pytest.mark.parametrize(
    "text",
    [
        "event a as b where c == 0x9 and d in {1, x} before e within 90s",
        'no event a where b contains "x" between c and d within 10 lines same probe',
        "count(event a where b in 1..3) >= 2 and not c",
        "(event a where b known) and nrfjprog in 10.9.0..10.12.0",
        "event a after b within 0.25s or c and (d or e)",
    ],
)
def test_the_normal_form_stays_as_it_is(text: str) -> None:
    assert unparse(parse_fact(text)) == text


def test_a_resolved_fact_is_written_as_it_was() -> None:
    facts = {
        "first": "event dfu.modem.segment where segment == 1",
        "it": "event erase.done where address == first.address and code in {SECURE_FAULT, nrfjprogdll:-102}",
    }
    parsed = {name: parse_fact(text) for name, text in facts.items()}
    resolved = compiled(facts)
    for name, text in facts.items():
        assert unparse(resolved[name]) == text
        assert resolve(parse_fact(unparse(resolved[name])), VOCABULARY, parsed) == resolved[name]
