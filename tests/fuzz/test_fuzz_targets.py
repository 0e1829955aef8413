"""Every target takes its seeds and what was ever found; with atheris it is fuzzed for some seconds."""

from __future__ import annotations

import importlib.util
import json
import time
from pathlib import Path

import pytest

from .__main__ import fuzz
from .bounded import SlowInputError, bounded, run
from .seeds import kept, seeds
from .targets import TARGETS, warm

KEPT = [(target, path) for target in TARGETS for path in kept(target)]
SECONDS = 4
_STEP = 12
"""Of the files of the project, which other tests read as well, every so manieth is taken."""


@pytest.fixture(scope="module", autouse=True)
def _warmed() -> None:
    warm()


@pytest.mark.parametrize("target", TARGETS)
def test_a_target_takes_its_seeds(target: str) -> None:
    every = list(seeds(target))
    own = len(kept(target))
    taken = [run(TARGETS[target], data) for data in (*every[:own], *every[own::_STEP])]
    assert taken


@pytest.mark.parametrize(("target", "path"), KEPT, ids=[f"{target}-{path.name}" for target, path in KEPT])
def test_a_kept_file_is_taken_by_every_target(target: str, path: Path) -> None:
    data = path.read_bytes()
    for one in TARGETS.values():
        run(one, data)


def test_no_kept_file_is_large() -> None:
    assert max(path.stat().st_size for _, path in KEPT) <= 16_384


def test_an_input_that_takes_too_long_is_a_finding() -> None:
    def endless(_data: bytes) -> None:
        while True:
            pass

    with pytest.raises(SlowInputError), bounded(0.05):
        endless(b"")


def test_the_bound_of_one_input_is_gone_with_it() -> None:
    with bounded(0.2):
        pass
    end = time.process_time() + 0.3
    while time.process_time() < end:
        pass


@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="needs atheris")
@pytest.mark.parametrize("target", TARGETS)
def test_some_seconds_of_fuzzing_find_nothing(target: str, tmp_path: Path) -> None:
    assert [path.name for path in fuzz(target, SECONDS, tmp_path)] == []


def test_the_tokens_belong_to_targets() -> None:
    tokens = json.loads((Path(__file__).parent / "tokens.json").read_text("utf-8"))
    assert tokens.keys() <= TARGETS.keys()
