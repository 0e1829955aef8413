"""The pack proves itself: every test inside a rule, and every case of the corpus, one test each."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from analyzer.pack import Pack, load_pack
from analyzer.rulecheck.run_tests import Outcome, run_corpus, run_rule_tests

CORPUS = Path(__file__).parent.parent / "corpus"


@cache
def outcomes() -> dict[str, Outcome]:
    """Every outcome by its name."""
    pack = load_pack(cache=False)
    return {one.name: one for one in [*run_rule_tests(pack), *run_corpus(CORPUS, pack)]}


@pytest.mark.parametrize("name", list(outcomes()))
def test_passes(name: str) -> None:
    assert outcomes()[name].complaints == ()


def test_every_cause_has_tests_of_both_kinds(pack: Pack) -> None:
    lacking = []
    for cause in pack.base.causes.values():
        kinds = {test.expected in ("likely", "possible") for test in cause.tests}
        if kinds != {True, False}:
            lacking.append(cause.id)
    assert lacking == []


def test_the_corpus_has_the_cases_it_is_known_for() -> None:
    names = {path.stem for path in CORPUS.glob("*.yaml")}
    assert "modem-dfu-102-then-93" in names
    assert len(names) >= 16
    assert {path.stem for path in CORPUS.glob("*.log")} == names
