"""Any YAML in, findings at worst: every kind of file that a pack has, languages among them."""

from __future__ import annotations

import string
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from drawn import tried
from hypothesis import given
from hypothesis import strategies as st

from analyzer.engine.compile import compile_cause, compile_checks, compile_weights
from analyzer.knowledge.errors import PackError
from analyzer.knowledge.yaml_source import YamlSource, parse_yaml
from analyzer.pack import Pack, PackFile, builtin_rules, load_pack
from analyzer.pack.compile import vocabulary_of
from analyzer.pack.languages import compile_language, load_language
from analyzer.pack.places import compile_places
from analyzer.parsing.compile import (
    compile_codes,
    compile_devices,
    compile_heads,
    compile_messages,
    compile_operations,
)
from analyzer.redact.compile import compile_private

PACK: Pack = load_pack()
VOCABULARY = vocabulary_of(PACK.grammar)
ENGLISH = load_language("en")
RULES = builtin_rules()


def _language(source: YamlSource) -> object:
    text = yaml.safe_dump(source.data, allow_unicode=True)
    return compile_language("xx", [PackFile(Path("x.yaml"), "languages/xx/x.yaml", text.encode())], ENGLISH)


KINDS: dict[str, tuple[Callable[[YamlSource], object], Path]] = {
    "cause": (lambda s: compile_cause(s, "host", VOCABULARY, PACK.base.checks), RULES / "causes/modem"),
    "messages": (compile_messages, RULES / "messages"),
    "codes": (compile_codes, RULES / "codes"),
    "heads": (compile_heads, RULES / "vocabulary/heads.yaml"),
    "devices": (compile_devices, RULES / "vocabulary/devices.yaml"),
    "operations": (compile_operations, RULES / "vocabulary/operations.yaml"),
    "checks": (compile_checks, RULES / "vocabulary/checks.yaml"),
    "weights": (compile_weights, RULES / "vocabulary/weights.yaml"),
    "places": (compile_places, RULES / "vocabulary/places.yaml"),
    "private": (compile_private, RULES / "vocabulary/private.yaml"),
    "language": (_language, RULES / "languages/de/operations.yaml"),
}
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(string.printable, max_size=12)
    | st.sampled_from(["(", "{x}", "{x:int}", "[", "event log", "not a", "n != 1", "(?P<private>x)", "*", "0x1"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(string.ascii_lowercase, max_size=6), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


def sample(place: Path) -> Any:  # noqa: ANN401 - what a YAML file holds
    """The smallest sound file of a kind."""
    files = sorted(place.glob("*.yaml"), key=lambda path: path.stat().st_size) if place.is_dir() else [place]
    return parse_yaml(files[0].read_text("utf-8"), "x.yaml").data


def spots(value: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value of a file, the first few of each list."""
    found = [path] if path else []
    if isinstance(value, dict):
        return found + [one for key, item in value.items() for one in spots(item, (*path, key))]
    if isinstance(value, list):
        return found + [one for place, item in enumerate(value[:2]) for one in spots(item, (*path, place))]
    return found


def replaced(value: Any, path: Sequence[Any], junk: object) -> Any:  # noqa: ANN401 - what a YAML file holds
    """A copy with something else at the end of a way."""
    if not path:
        return junk
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = replaced(value[path[0]], path[1:], junk)
    return copy


SAMPLES = {name: sample(place) for name, (_, place) in KINDS.items()}
SPOTS = {name: spots(value) for name, value in SAMPLES.items()}


def check(name: str, data: object) -> None:
    """A compiled file, or findings that say where and what."""
    text = yaml.safe_dump(data, allow_unicode=True)
    try:
        KINDS[name][0](parse_yaml(text, "x.yaml"))
    except PackError as error:
        lines = text.count("\n") + 1
        assert error.findings  # noqa: PT017 - what an allowed error must say
        assert all(1 <= one.line <= lines and one.column >= 1 and one.message for one in error.findings)  # noqa: PT017


@pytest.mark.parametrize("name", KINDS)
@tried(25)
@given(data=st.data())
def test_one_wrong_value_gives_findings_at_worst(name: str, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(SPOTS[name]))
    check(name, replaced(SAMPLES[name], path, data.draw(JUNK)))


@pytest.mark.parametrize("name", KINDS)
@tried(10)
@given(junk=JUNK)
def test_any_yaml_gives_findings_at_worst(name: str, junk: object) -> None:
    check(name, junk)


@tried(200)
@given(text=st.text(alphabet="ab:- \n\t{}[]&*!|>'\"#%@`?,0~", max_size=60))
def test_any_text_is_yaml_or_a_finding(text: str) -> None:
    try:
        parse_yaml(text, "x.yaml")
    except PackError as error:
        assert error.findings  # noqa: PT017 - what an allowed error must say
