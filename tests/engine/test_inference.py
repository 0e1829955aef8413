"""Inference: scores to probabilities, superseding, and the choice of the next test."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.engine.fact_ast import FactRef
from analyzer.engine.next_test import choose, entropy
from analyzer.engine.rank import rank, softmax
from analyzer.engine.result import Evidence
from analyzer.engine.rules import Ask, Cause, Check, RuleBase, Speaks, Weights
from analyzer.engine.weigh import Weighed

WEIGHTS = Weights(
    evidence={"decisive": 20, "strong": 10, "moderate": 5, "weak": 2},
    priors={"common": 0, "occasional": -3, "uncommon": -6, "rare": -10},
    none_of_these=0,
    likely=0.5,
    leader=0.35,
    possible=0.02,
    costs={"host": 1, "probe": 2, "target": 3, "question": 4, "halt": 12, "reset": 20},
)


def cause(id_: str, *, supersedes: tuple[str, ...] = (), **more: object) -> Cause:
    values: dict[str, object] = {
        "id": id_, "title": id_.title(), "area": "host", "file": "", "tools": frozenset(),
        "families": frozenset(), "facts": {}, "says": {}, "needs": FactRef("x"),
        "prior": "common", "for_": {}, "against": {}, "same": (), "supersedes": frozenset(supersedes),
        "rules_out": (), "checks": {}, "asks": {}, "explain": "", "fixes": (), "compatible": frozenset(),
        "refs": (), "tests": (),
    }  # fmt: skip
    return Cause(**{**values, **more})  # type: ignore[arg-type]


def weighed(one: Cause, score: float, lines: tuple[int, ...] = (), state: str = "rival") -> Weighed:
    return Weighed(one, state, score, 0, [Evidence("f", "needs", lines, "", 0, "")])


@given(st.lists(st.floats(-200, 200), min_size=1, max_size=20))
def test_probabilities_sum_to_one_and_keep_the_order(scores: list[float]) -> None:
    shares = softmax(scores)
    assert math.isclose(sum(shares), 1)
    assert sorted(range(len(scores)), key=lambda i: scores[i]) == sorted(
        range(len(scores)), key=lambda i: (shares[i], scores[i])
    )


def test_ten_decibans_are_a_factor_of_ten() -> None:
    first, second = softmax([10, 0])
    assert first / second == pytest.approx(10)


def test_none_of_the_known_causes_is_always_in_the_race() -> None:
    ranked = rank([weighed(cause("a"), 10)], WEIGHTS)
    assert ranked.rivals[0][1] == pytest.approx(10 / 11)
    assert ranked.none_probability == pytest.approx(1 / 11)
    assert rank([], WEIGHTS).none_probability == 1


def test_a_cause_hides_a_general_one_only_over_lines_both_own() -> None:
    special = cause("special", supersedes=("general",))
    own = rank([weighed(special, 0, (3, 4)), weighed(cause("general"), 0, (3,))], WEIGHTS)
    assert [w.cause.id for w, _ in own.rivals] == ["special"]
    assert own.set_aside[0].reason == "explained more precisely by Special"
    other = rank([weighed(special, 0, (3, 4)), weighed(cause("general"), 0, (3, 9))], WEIGHTS)
    assert {w.cause.id for w, _ in other.rivals} == {"special", "general"}


def test_what_is_ruled_out_or_unknown_takes_no_share() -> None:
    ranked = rank([weighed(cause("a"), 0), weighed(cause("b"), 50, state="ruled-out")], WEIGHTS)
    assert [w.cause.id for w, _ in ranked.rivals] == ["a"]
    assert [w.cause.id for w in ranked.set_aside] == ["b"]


CHECKS = {
    "host.cheap": Check("host.cheap", "Cheap?", "host", {"yes": "", "no": ""}, "look", ()),
    "target.dear": Check("target.dear", "Dear?", "reset", {"yes": "", "no": ""}, "do", ()),
}


def speaking(check: str, word: str = "decisive") -> dict[str, dict[str, Speaks]]:
    return {check: {"yes": Speaks(word, None), "no": Speaks(None, word)}}


def test_the_next_test_is_the_one_that_tells_most_for_its_cost() -> None:
    a = cause("a", checks={**speaking("host.cheap"), **speaking("target.dear")})
    base = RuleBase({"a": a}, CHECKS, WEIGHTS, {})
    found = choose([rank([weighed(a, 0), weighed(cause("b"), 0)], WEIGHTS)], base, frozenset())
    assert found is not None
    assert (found.kind, found.id) == ("check", "host.cheap")
    assert 0 < found.gain_bits <= entropy([1 / 3] * 3)
    assert dict(found.outcomes)["yes"] == "a"


def test_a_test_already_done_is_not_proposed_again() -> None:
    a = cause("a", checks=speaking("host.cheap"), asks={"q": Ask("q", "Q?", {"yes": Speaks("strong", None)})})
    base = RuleBase({"a": a}, CHECKS, WEIGHTS, {})
    ranked = [rank([weighed(a, 0), weighed(cause("b"), 0)], WEIGHTS)]
    found = choose(ranked, base, frozenset({"host.cheap"}))
    assert found is not None
    assert (found.kind, found.id) == ("question", "q")
    assert choose(ranked, base, frozenset({"host.cheap", "q"})) is None


def test_no_test_is_proposed_where_all_is_settled() -> None:
    a = cause("a", checks=speaking("host.cheap", "weak"))
    base = RuleBase({"a": a}, CHECKS, WEIGHTS, {})
    assert choose([rank([weighed(a, 90)], WEIGHTS)], base, frozenset()) is None
