"""A large log in which the corpus is hidden, skimmed and read as a whole: the same is told of it."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest

from analyzer.engine.result import Report
from analyzer.engine.telling import Telling
from analyzer.pack import Pack, builtin_corpus
from analyzer.parsing.needs import shape
from analyzer.pipeline import analyze
from analyzer.sources import read_bytes, read_inputs
from analyzer.sources.large import read_large
from analyzer.sources.skim import TELLS

CORPUS = sorted((builtin_corpus() or Path()).glob("*.log"))
FILLER = [
    "2024-03-04T06:00:00.080Z INFO Station 3 scanned unit 001810111 of lot 7",
    "2024-03-04T06:00:00.160Z DEBUG Heartbeat of gateway 10.4.1.17 after 1810111 ms",
    "2024-03-04T06:00:00.240Z INFO Label 00801576 printed on printer 2",
    "2024-03-04T06:00:00.320Z DEBUG Camera 4 took frame 99213, exposure 8 ms, gain 12",
]


def told(report: Report) -> Report:
    """A report without what may differ: events are counted otherwise, and fewer lines can be quoted."""
    operations = tuple(replace(operation, events=[]) for operation in report.operations)
    return replace(report, operations=operations, text={}, levels={}, limits=())


@pytest.fixture(scope="module")
def telling(pack: Pack) -> Telling:
    return Telling(pack.grammar, pack.base)


def test_the_filler_says_nothing(telling: Telling) -> None:
    assert all(telling(shape(line)).what != TELLS for line in FILLER)


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_the_corpus_hidden_in_a_large_log(path: Path, pack: Pack, telling: Telling, tmp_path: Path) -> None:
    lines = read_bytes("x", path.read_bytes())[0].lines
    hidden: list[str] = FILLER * 5
    for place, line in enumerate(lines):
        hidden.append(line.text)
        if place % 9 == 8:
            hidden += FILLER * 3
    file = tmp_path / "log.txt"
    file.write_text("\n".join(hidden + FILLER * 5), encoding="utf-8")
    skimmed = read_large(str(file), telling, least=0)
    if skimmed is None:
        pytest.skip("holds a page")
    whole = next(iter(read_inputs([str(file)], io.BytesIO())))
    assert not isinstance(whole, Exception)
    assert len(skimmed.lines) < len(whole.lines)
    reports = [analyze(document, pack) for document in (skimmed, whole)]
    assert told(reports[0]) == told(reports[1])
    assert reports[0].text.items() <= reports[1].text.items()
    assert reports[0].levels.items() <= reports[1].levels.items()
