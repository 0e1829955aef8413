"""Line heads: every style of the vocabulary, and times."""

from __future__ import annotations

import pytest

from analyzer.pack import Pack
from analyzer.parsing.heads import read_time, severity, strip_heads


def test_every_style_takes_its_own_samples(pack: Pack) -> None:
    wrong = []
    for style in pack.grammar.heads:
        for sample in style.samples:
            head = strip_heads(sample, pack.grammar.heads)
            if style.id not in head.styles:
                wrong.append((style.id, sample, head))
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "level", "body"),
    [
        ("2021-02-03T10:11:12.131Z ERROR Modem DFU failed", "error", "Modem DFU failed"),
        ("[error] [ Client] - Encountered error -102", "error", "Encountered error -102"),
        ("ERROR: Unable to connect to a debugger.", "error", "Unable to connect to a debugger."),
        ("Programming 1 of 2 segments.", "", "Programming 1 of 2 segments."),
        ("the word ERROR stands inside", "", "the word ERROR stands inside"),
    ],
)
def test_level_comes_from_the_head_never_from_a_word(pack: Pack, text: str, level: str, body: str) -> None:
    head = strip_heads(text, pack.grammar.heads)
    assert (head.level, head.body) == (level, body)


@pytest.mark.parametrize(
    ("text", "seconds", "dated"),
    [
        ("1970-01-01T00:00:01.500Z", 1.5, True),
        ("1970-Jan-01 00:01:00", 60.0, True),
        ("1970-01-01 00:00:02,250", 2.25, True),
        ("01:00:00.25", 3600.25, False),
        ("2021-02-31T00:00:00Z", None, False),
        ("no time", None, False),
        (None, None, False),
    ],
)
def test_times(text: str | None, seconds: float | None, dated: bool) -> None:
    assert read_time(text) == (seconds, dated)


def test_levels_are_ordered() -> None:
    assert (
        severity("error") > severity("warning") > severity("info") > severity("trace") > severity("nonsense")
    )
