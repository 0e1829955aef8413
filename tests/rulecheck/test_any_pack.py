"""Whatever stands in the files of a pack, the checks answer with findings and never fail."""

from __future__ import annotations

import copy
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tiny_pack import FILES, check

from analyzer.knowledge.yaml_source import parse_yaml
from analyzer.rulecheck.check import check_pack
from analyzer.rulecheck.registry import CHECKS

QUICK = [one.id for one in CHECKS if not one.slow]
DATA = {place: parse_yaml(text, place) for place, text in FILES.items()}
PATHS = [
    (place, path) for place, source in DATA.items() for path in source.marks if path and path[-1] != "<key>"
]
JUNK = st.one_of(
    st.sampled_from(
        [None, True, 0, -1, 2**70, "", ".", "a.b.c.d.e", "(", "{x}", "[", "no", [], {}, [[]], {"a": None}]
    ),
    st.text(max_size=8),
)


def changed(place: str, path: tuple[str | int, ...], junk: object) -> dict[str, str]:
    """The files with one value replaced by something else."""
    data = copy.deepcopy(DATA[place].data)
    owner: Any = data
    for step in path[:-1]:
        owner = owner[step]
    owner[path[-1]] = junk
    return {**FILES, place: yaml.safe_dump(data, allow_unicode=True)}


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(PATHS), JUNK)
def test_any_value_anywhere_gives_findings_at_worst(
    spot: tuple[str, tuple[str | int, ...]], junk: object
) -> None:
    for one in check(changed(*spot, junk), QUICK).findings:
        assert one.line >= 1
        assert one.column >= 1
        assert one.severity in ("error", "warning")
        assert one.message


def test_the_pack_that_comes_with_the_program_is_sound() -> None:
    checked = check_pack(quick=True)
    assert [str(one) for one in checked.findings if one.severity == "error"] == []
