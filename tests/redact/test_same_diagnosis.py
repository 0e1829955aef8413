"""The diagnosis of a redacted log is that of the log: over the corpus, and over real logs where they are at hand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analyzer.engine.result import Report
from analyzer.pack import load_pack
from analyzer.pack.private import private_kinds
from analyzer.pipeline import analyze
from analyzer.redact.redaction import redacted
from analyzer.redact.tokens import Tokens
from analyzer.sources import SourceError, read_bytes
from analyzer.sources.verbatim import read_verbatim

ROOT = Path(__file__).parent.parent.parent
CORPUS = sorted((ROOT / "corpus").glob("*.log"))
CASES = sorted((ROOT.parent / "shared" / "cases").glob("*.log"))
PACK = load_pack()
KINDS = private_kinds(PACK)
SEPARATOR = re.compile(r"[\\/]")


def told(report: Report) -> dict[str, object]:
    """What a report says of the failure, without the words of the log."""
    return {
        "causes": [(d.cause, d.verdict, d.problem) for d in report.diagnoses],
        "evidence": [[(e.fact, e.role, e.lines, e.weight_db) for e in d.evidence] for d in report.diagnoses],
        "set aside": [d.cause for d in report.set_aside],
        "operations": [
            (o.kind, o.attempt, o.outcome, o.first_line, o.last_line, o.probe is None)
            for o in report.operations
        ],
        "errors": [
            (r.error.line, r.error.layer, r.error.code, r.error.name, r.explained) for r in report.errors
        ],
        "unexplained": [(u.line, u.count) for u in report.unexplained],
        "lines": (report.lines, report.recognised, report.unrecognised, report.prose, report.formats),
        "environment": {
            k: SEPARATOR.split(v)[-1] for k, v in report.environment.items() if k != "probe_serial"
        },
        "next": report.next_test and (report.next_test.kind, report.next_test.id),
    }


@pytest.mark.parametrize("log", [*CORPUS, *CASES], ids=lambda path: path.stem)
def test_the_diagnosis_is_the_same(log: Path) -> None:
    data = log.read_bytes()
    try:
        before = read_bytes(log.name, data)
    except SourceError:
        pytest.skip("no log")
    verbatim = read_verbatim(log.name, data)
    text = redacted(verbatim.text, Tokens(KINDS)).text
    after = read_bytes(log.name, verbatim.written(text))
    for original, replaced in zip(before, after, strict=True):
        reports = analyze(original, PACK), analyze(replaced, PACK)
        assert told(reports[1]) == told(reports[0])
        assert [d.probability for d in reports[1].diagnoses] == pytest.approx(
            [d.probability for d in reports[0].diagnoses], abs=1e-9
        )
        assert len(replaced.lines) == len(original.lines)
    assert redacted(text, Tokens(KINDS)).text == text


def test_the_corpus_is_there() -> None:
    assert len(CORPUS) > 150
