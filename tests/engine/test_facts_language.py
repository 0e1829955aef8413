"""The reference for rule writers: what it shows can be written so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from analyzer.engine.fact_parser import parse_fact
from analyzer.engine.fact_resolve import parse_condition

TEXT = (Path(__file__).parents[2] / "rules" / "LANGUAGE.md").read_text(encoding="utf-8")
SPANS = sorted(set(re.findall(r"`([^`\n]+)`", TEXT)))
FACTS = [span for span in SPANS if re.match(r"\(?(no )?event \S|count\(", span)]
CONDITIONS = [span for span in SPANS if re.match(r"(not )?\w+ (==|in|contains|known)", span)]


@pytest.mark.parametrize("text", FACTS)
def test_facts_of_the_reference_can_be_read(text: str) -> None:
    parse_fact(text)


@pytest.mark.parametrize("text", CONDITIONS)
def test_conditions_of_the_reference_can_be_read(text: str) -> None:
    parse_fact(f"event any where {text}")


def test_the_example_of_the_reference_can_be_read() -> None:
    block = re.search(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    assert block is not None
    rule = yaml.safe_load(block[1])
    for fact in rule["facts"].values():
        parse_fact(fact if isinstance(fact, str) else fact["is"])
    parse_condition(rule["cause"]["needs"], rule["facts"])


def test_the_reference_has_examples() -> None:
    assert len(FACTS) > 10
    assert len(CONDITIONS) > 8
