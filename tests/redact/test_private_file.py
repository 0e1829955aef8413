"""The files of what is private: mistakes are told with their place, the files are joined, the guide's example works."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from analyzer.knowledge.errors import PackError
from analyzer.knowledge.yaml_source import YamlSource, parse_yaml
from analyzer.pack import builtin_rules, load_pack
from analyzer.pack.private import private_kinds
from analyzer.redact.compile import compile_private
from analyzer.redact.redaction import redacted
from analyzer.redact.tokens import Tokens

BUILTIN = (builtin_rules() / "vocabulary" / "private.yaml").read_text(encoding="utf-8")
GUIDE = (builtin_rules() / "README.md").read_text(encoding="utf-8")
OURS = """kinds:
  - id: badge
    title: badges
    form: word
    words: [badge]
    shapes: [{regex: '(?P<private>B\\d+)'}]
"""


def sources(*texts: str) -> list[YamlSource]:
    return [parse_yaml(text, f"private-{number}.yaml") for number, text in enumerate(texts)]


def test_the_example_of_the_guide_adds_a_kind() -> None:
    found = re.search(r"```yaml\n(# vocabulary/private-ours\.yaml\n.*?)```", GUIDE, re.DOTALL)
    assert found is not None
    kinds = compile_private(*sources(BUILTIN, found[1]))
    for text, becomes in kinds.kind("badge").samples:
        assert redacted(text, Tokens(kinds)).text == becomes
    assert redacted(kinds.clear[-1], Tokens(kinds)).text == kinds.clear[-1]
    assert redacted("s/n 683190551", Tokens(kinds)).text == "s/n 900000001"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (OURS.replace("(?P<private>B", "(?P<own>B"), "badge: the regex has no group named `private`."),
        (OURS.replace("B\\d+)", "B\\d+"), "badge: the regex cannot be compiled"),
        (OURS + "    not_after: '(?i)no '\n", "badge: the regex cannot be compiled"),
        (OURS.replace("    words: [badge]\n", ""), "badge: tokens of this form need `words`."),
        (OURS.replace("id: badge", "id: serial"), "the kind 'serial' is there twice."),
        (OURS.replace("form: word", "form: wrod"), "input should be 'digits'"),
        (OURS + "suffixes: [hex]\n", "the key 'suffixes' is not known here."),
    ],
)
def test_a_mistake_is_told_with_its_file(text: str, says: str) -> None:
    with pytest.raises(PackError) as told:
        compile_private(*sources(BUILTIN, text))
    assert says in str(told.value)
    assert {finding.file for finding in told.value.findings} == {"private-1.yaml"}


def test_kinds_that_others_need_are_missed() -> None:
    with pytest.raises(PackError) as told:
        compile_private(*sources(OURS))
    assert "the kind 'user' is missing" in str(told.value)


def test_a_pack_knows_the_words_of_its_messages_and_what_its_rules_look_for() -> None:
    pack = load_pack()
    kinds = private_kinds(pack)
    assert {"protection", "coprocessor"} <= kinds.common - pack.private.common
    assert any(re.fullmatch(mark, "mfw") for mark in kinds.marks)
    assert replace(kinds, marks=(), common=pack.private.common) == pack.private
