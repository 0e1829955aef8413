"""The registry of formats, and what every format keeps on every sample."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_reports import modem
from samples import SAMPLES, hostile

import analyzer
from analyzer.engine.result import Report
from analyzer.report import FORMATS

UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
SIZES = {"terminal": 60_000, "markdown": 60_000, "json": 4_000_000, "html": 1_000_000}


class Stream(io.StringIO):
    """A text stream that claims an encoding, and refuses what it cannot carry as a real one would."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._encoding = encoding

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._encoding

    def write(self, text: str) -> int:
        text.encode(self._encoding)
        return super().write(text)


def rendered(
    name: str,
    report: Report,
    *,
    encoding: str = "utf-8",
    width: int = 80,
    color: bool | None = None,
    several: bool = False,
) -> str:
    stream = Stream(encoding)
    FORMATS[name].render(report, stream, width=width, color=color, several=several)
    return stream.getvalue()


def test_the_formats_are_known_by_name() -> None:
    assert set(FORMATS) == {"terminal", "json", "markdown", "html"}
    assert len(FORMATS) == 4
    with pytest.raises(KeyError):
        FORMATS["pigeon"]


def test_json_does_not_wait_for_the_terminal() -> None:
    code = "import sys; from analyzer.report import FORMATS; FORMATS['json']; sys.exit('rich' in sys.modules)"
    root = Path(analyzer.__file__).parents[1]
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=root).returncode == 0


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("width", [20, 40, 60, 80, 120, 400])
def test_every_format_tells_every_sample(name: str, sample: str, width: int) -> None:
    text = rendered(name, SAMPLES[sample](), width=width)
    assert text.endswith("\n")
    assert not UNSEEN.search(text)
    assert len(text) < SIZES[name]


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437", "latin-1"])
@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("name", FORMATS)
def test_streams_of_few_characters_are_enough(name: str, sample: str, encoding: str) -> None:
    report = SAMPLES[sample]()
    exotic = replace(report, name="größe 温度.log", environment={"app": "温度"})
    assert rendered(name, exotic, encoding=encoding)


@pytest.mark.parametrize("name", FORMATS)
def test_several_reports_stand_apart(name: str) -> None:
    alone, among = rendered(name, modem()), rendered(name, modem(), several=True)
    assert alone != among
    assert modem().name in among


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(
    st.text(alphabet=st.characters(), max_size=30)
    | st.text(alphabet="\x1b\x9b\x07\x08\r\n\t[]31m`*<>!()|\\/:&#_{}\u202e\ud800 x", max_size=30),
    st.sampled_from(list(FORMATS)),
    st.sampled_from(["utf-8", "ascii"]),
    st.integers(1, 140),
)
def test_no_log_can_break_a_report(poison: str, name: str, encoding: str, width: int) -> None:
    text = rendered(name, hostile(poison), encoding=encoding, width=width)
    assert not UNSEEN.search(text)
    assert max(map(len, text.splitlines())) < 20_000
