"""What the properties are tried on: the corpus, mixtures of its lines, hostile text. All of it is drawn the same way
in every run, so that a property holds or fails for everybody.
"""  # noqa: D205 - one sentence and another

from __future__ import annotations

from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st

from analyzer.engine.result import Report
from analyzer.pack import Pack
from analyzer.pipeline import analyze
from analyzer.sources import SourceError, read_bytes

CORPUS = sorted((Path(__file__).parents[2] / "corpus").glob("*.log"))
LINES = sorted(
    {line for path in CORPUS for line in path.read_text("utf-8", "replace").splitlines() if line.strip()}
)
PLAIN = [line for line in LINES if line.isascii() and line.isprintable() and "&" not in line]
"""Lines that no repair touches."""
HOSTILE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</pre></code><!--", "]]>", "&lt;b&gt;",
    "[red]x[/red]", "![a](http://e.example)", "[l](javascript:alert(1))", "`` ` ```", "| a | b |", "# h", "\x1b[31m",
    "\x1b]0;t\x07", "\x9b2J", "\u202e", "\u200b", "\x08", "\x00", "\ufeff", "=cmd|' /c calc'!A1", "@x", "+1", "{0}",
    "{{7*7}}", "%s", "\\",
]  # fmt: skip


def tried(examples: int) -> settings:
    """Settings of a property that is tried so often."""
    return settings(max_examples=examples, deadline=None, derandomize=True, database=None)


LOGS = st.sampled_from(CORPUS)
MIXTURES = st.lists(st.sampled_from(LINES) | st.text(max_size=40), min_size=1, max_size=20).map("\n".join)
"""Texts of lines of different logs, which the tools never wrote in this order."""
ATTACKS = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=10), min_size=1, max_size=8).map("".join)


def reports(data: bytes, pack: Pack, name: str = "x.log") -> list[Report]:
    """The reports on some bytes; none for an input that is refused."""
    try:
        return [analyze(document, pack) for document in read_bytes(name, data)]
    except SourceError:
        return []


def causes(report: Report) -> dict[str, float]:
    """Cause to probability."""
    return {d.cause: round(d.probability, 9) for d in report.diagnoses}
