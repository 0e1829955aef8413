"""Properties of the whole way from bytes to reports."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.engine.result import Report
from analyzer.pack import Pack, load_pack
from analyzer.pipeline import analyze, exit_code
from analyzer.report import FORMATS
from analyzer.sources import SourceError, read_bytes

CORPUS = sorted((Path(__file__).parent.parent / "corpus").glob("*.log"))
LINES = sorted({line for path in CORPUS for line in path.read_bytes().splitlines() if line.strip()})


@pytest.fixture(scope="module")
def kept() -> Pack:
    """The pack; hypothesis does not allow fixtures of function scope."""
    return load_pack()


def reports_of(data: bytes, pack: Pack) -> list[Report]:
    """The reports on some bytes; an unusable input has none."""
    try:
        documents = read_bytes("fuzz.log", data)
    except SourceError:
        return []
    return [analyze(document, pack) for document in documents if not isinstance(document, Exception)]


def check_valid(report: Report, pack: Pack) -> None:
    """What must hold of every report."""
    assert 0 <= report.recognised <= report.lines
    assert report.recognised + report.unrecognised + report.prose == report.lines
    assert exit_code(report, pack) in (0, 1, 3)
    probabilities = [d.probability for d in report.diagnoses]
    assert probabilities == sorted(probabilities, reverse=True)
    for problem in report.problems:
        share = sum(d.probability for d in report.diagnoses if d.problem == problem.index)
        assert share + problem.none_probability <= 1 + 1e-9
    lines = [n for d in report.diagnoses for e in d.evidence for n in e.lines] + [
        u.line for u in report.unexplained
    ]
    assert all(n in report.text for n in lines)
    for name, renderer in FORMATS.items():
        stream = io.StringIO()
        renderer.render(report, stream, width=80, color=False)
        assert "\x1b" not in stream.getvalue()
        if name == "json":
            assert json.loads(stream.getvalue())["schema"] == "nrfdoctor.report/1"


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=3000))
def test_any_bytes_give_a_valid_report_or_a_refusal(kept: Pack, data: bytes) -> None:
    for report in reports_of(data, kept):
        check_valid(report, kept)


@settings(max_examples=60, deadline=None)
@given(
    lines=st.lists(st.one_of(st.sampled_from(LINES), st.binary(max_size=80)), max_size=25),
    end=st.sampled_from([b"\n", b"\r\n", b"\r"]),
)
def test_any_mixture_of_log_lines_gives_a_valid_report(kept: Pack, lines: list[bytes], end: bytes) -> None:
    for report in reports_of(end.join(lines), kept):
        check_valid(report, kept)


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_two_logs_after_each_other_lose_no_likely_cause_of_either(kept: Pack, data: st.DataObject) -> None:
    started = [p for p in CORPUS if b"Application data folder" in p.read_bytes()[:200]]
    first, second = data.draw(st.sampled_from(started)), data.draw(st.sampled_from(started))
    alone = {
        d.cause
        for path in (first, second)
        for report in reports_of(path.read_bytes(), kept)
        for d in report.diagnoses
        if d.verdict == "likely"
    }
    both = first.read_bytes().rstrip(b"\r\n") + b"\n" + second.read_bytes()
    together = {d.cause for report in reports_of(both, kept) for d in report.diagnoses}
    assert alone <= together


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_unrelated_lines_take_no_evidence_away(kept: Pack, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from([p for p in CORPUS if b"\x00" not in p.read_bytes()]))
    before = reports_of(path.read_bytes(), kept)
    noise = b"\nan unrelated remark about the weather\n" * data.draw(st.integers(1, 4))
    after = reports_of(path.read_bytes().rstrip(b"\r\n") + noise, kept)
    for one, other in zip(before, after, strict=True):
        facts = {(d.cause, e.fact) for d in one.diagnoses for e in d.evidence if e.lines}
        assert facts <= {(d.cause, e.fact) for d in (*other.diagnoses, *other.set_aside) for e in d.evidence}
