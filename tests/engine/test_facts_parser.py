"""Reading the fact language: what each construct becomes, and what is said of what is none."""

from __future__ import annotations

import pickle
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.engine.fact_ast import (
    Absent,
    After,
    And,
    At,
    Before,
    Between,
    Compare,
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
    Same,
    Seen,
    WithinLines,
    WithinTime,
    Word,
)
from analyzer.engine.fact_error import FactError
from analyzer.engine.fact_parser import parse_fact


def where(field: str, operator: str, value: object) -> FieldTest:
    return FieldTest(field, Compare(operator, value))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("event dfu.modem.failed", Seen(Pattern("dfu.modem.failed"))),
        ("event debug-port.failed as x", Seen(Pattern("debug-port.failed"), "x")),
        ("no event erase.done", Absent(Pattern("erase.done"))),
        ("count(event a.b) >= 3", Count(Pattern("a.b"), ">=", 3)),
        ("count (event a.b) != 3", Count(Pattern("a.b"), "!=", 3)),
        ("event a where b == 1", Seen(Pattern("a", where("b", "==", Integer(1))))),
        ("event a where b < -0x1F", Seen(Pattern("a", where("b", "<", Integer(-31))))),
        ("event a where b == 0007", Seen(Pattern("a", where("b", "==", Integer(7))))),
        ("event a where b == C_D", Seen(Pattern("a", where("b", "==", Word("C_D"))))),
        ("event a where b == dll:-102", Seen(Pattern("a", where("b", "==", Word("dll:-102"))))),
        ("event a where b == other.field", Seen(Pattern("a", where("b", "==", Word("other.field"))))),
        ('event a where b == "x \\" \\\\ \\n"', Seen(Pattern("a", where("b", "==", Quoted('x " \\ \n'))))),
        ("event a where b == 'it''s'", None),
        ("event a where b == 'one \"two\"'", Seen(Pattern("a", where("b", "==", Quoted('one "two"'))))),
        ("event a where b in {1, x}", Seen(Pattern("a", FieldTest("b", OneOf((Integer(1), Word("x"))))))),
        ("event a where b in -9..-3", Seen(Pattern("a", FieldTest("b", Range(Integer(-9), Integer(-3)))))),
        ('event a where b contains "x"', Seen(Pattern("a", FieldTest("b", Contains(Quoted("x")))))),
        ("event a where count known", Seen(Pattern("a", FieldTest("count", Known())))),
        ("event a before b", Seen(Pattern("a", None, (Before("b"),)))),
        ("event a after b within 90s", Seen(Pattern("a", None, (After("b"), WithinTime(90.0))))),
        ("event a after b within 250 ms", Seen(Pattern("a", None, (After("b"), WithinTime(0.25))))),
        ("event a after b within 1.5min", Seen(Pattern("a", None, (After("b"), WithinTime(90.0))))),
        ("event a after b within 2h", Seen(Pattern("a", None, (After("b"), WithinTime(7200.0))))),
        ("event a after b within 1 line", Seen(Pattern("a", None, (After("b"), WithinLines(1))))),
        ("event a between b and c", Seen(Pattern("a", None, (Between("b", "c"),)))),
        (
            "event a same session same operation same probe",
            Seen(Pattern("a", None, (Same("session"), Same("operation"), Same("probe")))),
        ),
        ("nrfjprog < 10.12.0", EnvironmentTest("nrfjprog", Compare("<", Word("10.12.0")))),
        ("jlink in 6.82..7.80c", EnvironmentTest("jlink", Range(Word("6.82"), Word("7.80c")))),
        ("os known", EnvironmentTest("os", Known())),
        ("count", FactRef("count")),
        ("order_of and android", And((FactRef("order_of"), FactRef("android")))),
        ("a or b and not c", Or((FactRef("a"), And((FactRef("b"), Not(FactRef("c"))))))),
        ("(a or b) and c", And((Or((FactRef("a"), FactRef("b"))), FactRef("c")))),
        ("(a and b) and c", And((And((FactRef("a"), FactRef("b"))), FactRef("c")))),
        (
            "event a where b == 1 and not c == 2 or d known before e and f",
            And(
                (
                    Seen(
                        Pattern(
                            "a",
                            Or(
                                (
                                    And((where("b", "==", Integer(1)), Not(where("c", "==", Integer(2))))),
                                    FieldTest("d", Known()),
                                )
                            ),
                            (Before("e"),),
                        )
                    ),
                    FactRef("f"),
                )
            ),
        ),
    ],
)
def test_reads(text: str, fact: Fact | None) -> None:
    if fact is None:
        with pytest.raises(FactError):
            parse_fact(text)
    else:
        assert parse_fact(text) == fact


def test_a_where_in_parentheses_ends_there() -> None:
    fact = parse_fact("(event a where b == 1) and event c")
    assert fact == And((Seen(Pattern("a", where("b", "==", Integer(1)))), Seen(Pattern("c"))))


def test_nodes_know_where_they_stand() -> None:
    fact = parse_fact("event a\n  where b == 1\n  before c")
    assert isinstance(fact, Seen)
    assert isinstance(fact.pattern.where, FieldTest)
    assert (fact.pattern.at, fact.pattern.where.at) == (At(1, 7), At(2, 9))
    assert fact.pattern.relations[0].at == At(3, 10)


def test_positions_do_not_matter_for_equality() -> None:
    assert parse_fact("event   a") == parse_fact("event a")


def test_a_compiled_fact_can_be_pickled() -> None:
    fact = parse_fact("event a as x where b in {1, c.d} between e and f within 3s and not (g or os known)")
    assert pickle.loads(pickle.dumps(fact)) == fact  # noqa: S301 - our own bytes


def test_the_grammar_is_not_loaded_before_it_is_needed() -> None:
    program = (
        "import sys, analyzer.engine.evaluate, analyzer.engine.fact_resolve, analyzer.engine.fact_parser as p\n"
        "assert 'lark' not in sys.modules\n"
        "p.parse_fact('event a')\n"
        "assert 'lark' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize(
    ("text", "column", "message", "suggestion"),
    [
        ("", 1, "the expression is empty", None),
        ("evnt dfu.modem", 1, "`evnt` is no keyword", "event"),
        ("a and Event b", 7, "`Event` is no keyword", "event"),
        ("cout(event a) > 3", 1, "`cout` is no keyword", "count"),
        ("no evnt a", 4, "`evnt` is out of place", "event"),
        ("event a wehre b == 1", 9, "`wehre` is out of place", "where"),
        ("event a before b witin 60s", 18, "`witin` is out of place", "within"),
        ("event a same sesion", 14, "`sesion` is out of place", "session"),
        ("event a where text contain b", 20, "`contain` is out of place", "contains"),
        ("a AND b", 3, "`AND` is out of place", "and"),
        ("event", 6, "the expression ends too early; expected a kind of event", None),
        ("event a before", 15, "the expression ends too early; expected the name of a fact", None),
        ("event where a == 1", 7, "`where` is out of place; expected a kind of event", None),
        ("event a between b, c", 18, "`,` is out of place; expected and", None),
        ("event a where x in {1", 22, "the expression ends too early; expected } or ,", None),
        ("event a where b = 1", 17, "one `=` compares nothing; write `==`", None),
        ("nrfjprog = 1", 10, "one `=` compares nothing; write `==`", None),
        ('event a where code == "abc', 23, "a quote is never closed", None),
        ("(a or b", 8, "a parenthesis is never closed", None),
        (
            "event a within 60",
            16,
            "`60` is out of place; expected a time like 60s or a distance like 10 lines",
            None,
        ),
        ("event a before b within 60", 25, "`within` needs a unit, as in 60s, 500ms, 2min, 10 lines", None),
        ("event a where b == 1 as c", 22, "`as NAME` comes right after the kind", None),
        ("event a where b in [c, d]", 20, "a set stands in braces, as in {a, b}", None),
        ("event a where b not in {c}", 17, "`not` comes before the name: not FIELD in {a, b}", None),
        ("count(a) >= 3", 7, "a count takes an event, as in count(event KIND) >= 3", None),
        ("count(event a)", 15, "a count is compared with a whole number, as in count(event KIND) >= 3", None),
        (
            "event a before b where c == 1",
            18,
            "`where` comes before `before`, `after`, `within` and `same`",
            None,
        ),
        (
            "event a before event b",
            16,
            "the name of another fact belongs here; give this event a fact of its own",
            None,
        ),
        (
            "event a where b == 1 and event c",
            26,
            "a `where` goes on to the end: put this event and its `where` in parentheses",
            None,
        ),
        (
            "event a where b == 1 or (no event c)",
            26,
            "a `where` goes on to the end: put this event and its `where` in parentheses",
            None,
        ),
    ],
)
def test_says_what_is_wrong(text: str, column: int, message: str, suggestion: str | None) -> None:
    with pytest.raises(FactError) as caught:
        parse_fact(text)
    error = caught.value
    assert (error.line, error.column, error.message, error.suggestion) == (1, column, message, suggestion)


def test_says_which_line_is_wrong() -> None:
    with pytest.raises(FactError) as caught:
        parse_fact("event a\nwhere b == 1\nbefor c")
    assert str(caught.value) == "3:1: `befor` is out of place; did you mean before?"


@pytest.mark.parametrize(
    "text", ["(" * 60 + "a" + ")" * 60, "not " * 39 + "a", "event a where " + "not " * 38 + "b known"]
)
def test_nesting_that_does_no_harm_is_read(text: str) -> None:
    parse_fact(text)


@pytest.mark.parametrize(
    "text", ["not " * 900 + "a", "event a where " + "not " * 900 + "b known", "a" * 5000]
)
def test_expressions_that_nobody_can_read_are_refused(text: str) -> None:
    with pytest.raises(FactError, match=r"nested more than|longer than"):
        parse_fact(text)


_PIECES = [
    *[
        "event",
        "no",
        "count",
        "where",
        "and",
        "or",
        "not",
        "as",
        "before",
        "after",
        "between",
        "within",
        "same",
        "session",
        "in",
        "contains",
        "known",
    ],
    *[
        "a",
        "b.c",
        "code",
        "==",
        "!=",
        "<",
        "(",
        ")",
        "{",
        "}",
        ",",
        "..",
        "1",
        "-0x2",
        "60s",
        "10",
        "lines",
        '"t"',
        "'u'",
        "10.9.0",
        "=",
        "\\",
        '"',
        "\n",
    ],
]


@settings(deadline=None)  # the first one loads the grammar
@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(_PIECES), max_size=14).map(" ".join)))
def test_any_text_is_a_fact_or_a_fact_error(text: str) -> None:
    try:
        parse_fact(text)
    except FactError as error:
        place = (error.line, error.column)
    else:
        return
    lines = text.split("\n")
    assert 1 <= place[0] <= len(lines)
    assert 1 <= place[1] <= len(lines[place[0] - 1]) + 1
