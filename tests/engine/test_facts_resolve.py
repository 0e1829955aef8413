"""Checking names: everything a fact mentions is known, or the rule writer hears what was probably meant."""

from __future__ import annotations

import pytest
from fact_logs import VOCABULARY, compiled

from analyzer.engine.fact_ast import CodeName, CodeRef, Compare, FieldOf, FieldTest, Pattern, Seen, Word
from analyzer.engine.fact_error import FactError
from analyzer.engine.fact_parser import parse_fact
from analyzer.engine.fact_resolve import check_fact_name, parse_condition, resolve

OTHERS = {
    "failed": "event dfu.modem.failed as failure",
    "erased": "event erase.done",
    "quiet": "no event probe.info",
    "old": "nrfjprog < 10.9.0",
    "both": "failed and quiet",
}


def where_of(text: str) -> FieldTest:
    fact = compiled({**OTHERS, "it": text})["it"]
    assert isinstance(fact, Seen)
    assert isinstance(fact.pattern.where, FieldTest)
    return fact.pattern.where


def value_of(text: str) -> object:
    test = where_of(text).test
    assert isinstance(test, Compare)
    return test.value


@pytest.mark.parametrize(
    ("code", "refs"),
    [
        ("JLINKARM_DLL_ERROR", (CodeRef("nrfjprogdll", -102),)),
        ("SECURE_FAULT", (CodeRef("nrfjprogdll", -93),)),
        ("TIMEOUT", (CodeRef("nrfjprogdll", -220), CodeRef("smp", 3))),
        ("smp:TIMEOUT", (CodeRef("smp", 3),)),
        ("nrfjprogdll:-102", (CodeRef("nrfjprogdll", -102),)),
        ("nrfjprogdll:0xffffff9a", (CodeRef("nrfjprogdll", -102),)),
        ('"TIMEOUT"', (CodeRef("nrfjprogdll", -220), CodeRef("smp", 3))),
    ],
)
def test_codes_are_looked_up_by_name_alias_and_number(code: str, refs: tuple[CodeRef, ...]) -> None:
    value = value_of(f"event dfu.modem where code == {code}")
    assert isinstance(value, CodeName)
    assert value.refs == refs


def test_fields_of_other_facts_are_told_from_words() -> None:
    assert value_of("event erase.done where serial == erased.serial") == FieldOf("erased", "serial")
    assert value_of("event erase.done where serial == failure.level") == FieldOf("failure", "level")
    assert value_of("event erase where operation == dfu.modem") == Word("dfu.modem")
    assert value_of("event probe.info where firmware > 7.80c") == Word("7.80c")


def test_a_kind_has_the_fields_of_all_below_it() -> None:
    assert where_of("event dfu where segment == 1").field == "segment"
    assert where_of("event any where voltage < 1.6").field == "voltage"


@pytest.mark.parametrize(
    ("text", "column", "message", "suggestion"),
    [
        ("event dfu.modm.failed", 7, "no event is of kind `dfu.modm.failed`", "dfu.modem.failed"),
        ("event dfu_modem", 7, "no event is of kind `dfu_modem`", "dfu.modem"),
        (
            "event dfu.modem.failed where segment == 1",
            30,
            "no event of kind `dfu.modem.failed` has a field `segment`",
            None,
        ),
        ("no event dfu where segmnt == 1", 20, "no event of kind `dfu` has a field `segmnt`", "segment"),
        (
            "event dfu where code == JLINKARM_DLL_EROR",
            25,
            "no table of codes has the name `JLINKARM_DLL_EROR`",
            "JLINKARM_DLL_ERROR",
        ),
        (
            "event dfu where code in {TIMEOUT, jlinkarm_dll_error}",
            35,
            "no table of codes has the name `jlinkarm_dll_error`",
            "JLINKARM_DLL_ERROR",
        ),
        ("event dfu where code == smp:TIMEOT", 25, "no table of codes has the name `TIMEOT`", "smp:TIMEOUT"),
        ("event dfu where code == smb:TIMEOUT", 25, "no table of codes is named `smb`", "smp"),
        ("event dfu where code == smp:-102", 25, "the table `smp` has no code `-102`", None),
        ("event dfu where code == smp:SECURE_FAULT", 25, "the table `smp` has no code `SECURE_FAULT`", None),
        ("event dfu where code == -1020", 25, "no table of codes has the number -1020", None),
        ("event dfu where code < TIMEOUT", 24, "codes have an order by number only, not by name", None),
        ("event dfu where layer == nrfjprog", 26, "`layer` is never `nrfjprog`", "nrfjprogdll"),
        ("event dfu where outcome == fail", 28, "`outcome` is never `fail`", "failed"),
        ("event dfu where level in {error, warn}", 34, "`level` is never `warn`", "warning"),
        ("event dfu where kind == dfu.moden", 25, "`kind` is never `dfu.moden`", "dfu.modem"),
        ("nrfjprg < 10.9.0", 1, "`nrfjprg` is no name of the environment", "nrfjprog"),
        ("family == nrf19", 11, "`family` is never `nrf19`", "nrf91"),
        ("failed == 3", 1, "`failed` is a fact; only the environment can be compared", None),
        ("failed and erasd", 12, "no fact is named `erasd`", "erased"),
        (
            "failed and jlink",
            12,
            "`jlink` is no fact but a part of the environment: compare it, or write `jlink known`",
            None,
        ),
        ("event dfu before faild", 18, "no fact is named `faild`", "failed"),
        ("event dfu between failed and erasd", 30, "no fact is named `erasd`", "erased"),
        (
            "event dfu before quiet",
            18,
            "`quiet` points to no event: nothing can be before or after it",
            None,
        ),
        ("event dfu after old", 17, "`old` points to no event: nothing can be before or after it", None),
        (
            "event dfu same probe within 5s",
            29,
            "`within` needs a `before`, `after` or `between` to measure from",
            None,
        ),
        (
            "event erase.done where serial == erased.serail",
            34,
            "the events of `erased` have no field `serail`",
            "serial",
        ),
        (
            "event erase.done where serial == erasd.serial",
            34,
            "no fact is named `erasd`; a text with a dot in it stands in quotes",
            "erased",
        ),
        ("event dfu as failed", 7, "`as failed`: this name is taken already in this rule", None),
        ("event dfu as failure", 7, "`as failure`: this name is taken already in this rule", None),
        ("event dfu as x and event erase as x", 26, "`as x`: this name is taken already in this rule", None),
        ("not it", 5, "facts run in a circle: it needs it", None),
        ("event dfu before it", 18, "facts run in a circle: it needs it", None),
        ("event erase.done where serial == it.serial", 34, "facts run in a circle: it needs it", None),
    ],
)
def test_says_what_nobody_knows(text: str, column: int, message: str, suggestion: str | None) -> None:
    parsed = {name: parse_fact(other) for name, other in {**OTHERS, "it": text}.items()}
    with pytest.raises(FactError) as caught:
        resolve(parsed["it"], VOCABULARY, parsed)
    error = caught.value
    assert (error.column, error.message, error.suggestion) == (column, message, suggestion)


def test_circles_are_found_from_every_fact_in_and_before_them() -> None:
    facts = {
        "a": "b or event dfu",
        "b": "event dfu before c",
        "c": "event dfu as x after a",
        "d": "event dfu after x",
    }
    parsed = {name: parse_fact(text) for name, text in facts.items()}
    for fact in parsed.values():
        with pytest.raises(FactError, match="facts run in a circle: "):
            resolve(fact, VOCABULARY, parsed)


def test_facts_that_double_at_each_step_are_still_resolved() -> None:
    facts = {"f0": "event dfu"} | {f"f{n}": f"f{n - 1} or f{n - 1}" for n in range(1, 60)}
    facts["last"] = "event dfu after f59"
    assert len(compiled(facts)) == 61


def test_resolving_twice_changes_nothing() -> None:
    facts = {
        **OTHERS,
        "it": "event erase.done where serial == erased.serial and code == TIMEOUT after failure",
    }
    once = compiled(facts)
    assert resolve(once["it"], VOCABULARY, once) == once["it"]


def test_a_condition_consists_of_names_of_facts() -> None:
    assert parse_condition("failed and not (old or erased)", OTHERS) == parse_fact(
        "failed and not (old or erased)"
    )


@pytest.mark.parametrize(
    ("text", "column", "message", "suggestion"),
    [
        ("failed and odl", 12, "no fact is named `odl`", "old"),
        ("failed and event dfu", 18, "only names of facts stand here; make this event a fact", None),
        ("failed or jlink < 7", 11, "only names of facts stand here; make the test of `jlink` a fact", None),
    ],
)
def test_a_condition_takes_nothing_else(text: str, column: int, message: str, suggestion: str | None) -> None:
    with pytest.raises(FactError) as caught:
        parse_condition(text, OTHERS)
    assert (caught.value.column, caught.value.message, caught.value.suggestion) == (
        column,
        message,
        suggestion,
    )


@pytest.mark.parametrize("name", ["and", "no", "event", "with-dash", "1st", "", "two words", "a.b"])
def test_names_that_could_not_be_referred_to_are_refused(name: str) -> None:
    with pytest.raises(FactError, match="cannot be the name of a fact"):
        check_fact_name(name)


@pytest.mark.parametrize("name", ["a", "lost_link", "count", "known", "session"])
def test_names_that_can_be_referred_to_are_taken(name: str) -> None:
    check_fact_name(name)
    assert parse_fact(f"event a before {name}") == Seen(
        Pattern("a", None, parse_fact(f"event a before {name}").pattern.relations)  # type: ignore[union-attr]
    )
