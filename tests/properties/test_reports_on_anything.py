"""Any bytes in, a valid report out: its contract, its line numbers, its accounts, its escaping."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from drawn import ATTACKS, LINES, LOGS, MIXTURES, PLAIN, reports, tried
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from analyzer.engine.result import Report
from analyzer.pack import Pack, load_pack
from analyzer.pack.languages import load_language
from analyzer.parsing.parse import parse
from analyzer.report import FORMATS
from analyzer.report.reply import write_reply
from analyzer.report.triage import View, text_format
from analyzer.sources import SourceError, read_bytes
from analyzer.triage.examine import Task, examine
from analyzer.triage.summary import triage_of
from analyzer.triage.tickets import Ticket

CONTRACT = {
    "schema": str, "source": dict, "environment": dict, "operations": list, "errors": list, "diagnoses": list,
    "unexplained": list, "limits": list,
}  # fmt: skip
_SOURCE = {"name": str, "lines": int, "recognised": int, "unrecognised": int, "formats": list}
_OPERATION = {"kind": str, "attempt": int, "outcome": str, "first_line": int, "last_line": int}
_ERROR = {"line": int, "layer": str, "explained": bool}
_DIAGNOSIS = {
    "rank": int, "cause": str, "title": str, "probability": float, "verdict": str, "operations": list, "evidence": list,
    "remedies": list, "questions": list, "checks": list, "references": list,
}  # fmt: skip
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff\ud800-\udfff]"
)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack()


def written(report: Report, name: str) -> str:
    stream = io.StringIO()
    FORMATS[name].render(report, stream, width=90, color=False)
    return stream.getvalue()


def has(value: dict[str, object], fields: dict[str, type]) -> bool:
    return all(
        isinstance(value.get(name), (kind, int) if kind is float else kind) for name, kind in fields.items()
    )


@tried(50)
@given(data=st.binary(max_size=2000) | MIXTURES.map(lambda text: text.encode("utf-8", "replace")))
def test_json_keeps_its_contract_whatever_comes_in(pack: Pack, data: bytes) -> None:
    for report in reports(data, pack):
        told = json.loads(written(report, "json"))
        assert has(told, CONTRACT)
        assert has(told["source"], _SOURCE)
        assert all(has(one, _OPERATION) for one in told["operations"])
        assert all(has(one, _ERROR) for one in told["errors"])
        assert all(has(one, _DIAGNOSIS) for one in told["diagnoses"])
        assert "next_test" in told
        assert [one["rank"] for one in told["diagnoses"]] == list(range(1, len(told["diagnoses"]) + 1))
        for one in told["diagnoses"]:
            assert 0 < one["probability"] <= 1
            assert all(0 <= index < len(told["operations"]) for index in one["operations"])


@tried(60)
@given(lines=st.lists(st.sampled_from(PLAIN), min_size=1, max_size=20), blank=st.integers(0, 3))
def test_line_numbers_are_true(pack: Pack, lines: list[str], blank: int) -> None:
    """What is quoted of a line stands on that line of the file, or within the lines that it is said to span."""
    physical = [*[""] * blank, *lines]
    for document in read_bytes("x", "\n".join(physical).encode()):
        log = parse(document, pack.grammar)
        for event in log.events:
            there = "".join("".join(physical[event.line - 1 : event.last_line]).split())
            assert "".join(event.text.split()) in there
        for number, text in log.unrecognised:
            assert "".join(text.split())[:40] in "".join("".join(physical[number - 1 : number + 9]).split())


@tried(60)
@given(text=MIXTURES)
def test_every_line_is_accounted_for(pack: Pack, text: str) -> None:
    try:
        documents = read_bytes("x", text.encode("utf-8", "replace"))
    except SourceError:
        return
    for document in documents:
        log = parse(document, pack.grammar)
        accounted = {n for event in log.events for n in range(event.line, event.last_line + 1)}
        accounted |= {number for number, _ in (*log.unrecognised, *log.prose)}
        for line in document.lines:
            # A wrapped entry is accounted for by the line that it begins on.
            assert accounted & set(range(line.number, line.last + 1)), line
        (report,) = reports(text.encode("utf-8", "replace"), pack)
        assert report.recognised + report.unrecognised + report.prose == report.lines


@tried(40)
@given(path=LOGS, attack=ATTACKS, at=st.integers(0, 40), level=st.sampled_from(["ERROR ", "INFO ", ""]))
def test_text_of_a_log_does_no_harm_in_any_output(
    pack: Pack, path: object, attack: str, at: int, level: str
) -> None:
    from pathlib import Path

    assert isinstance(path, Path)
    lines = path.read_text("utf-8", "replace").splitlines()
    lines.insert(at, f"2021-02-18T10:41:00.000Z {level}{attack}")
    data = "\n".join(lines).encode("utf-8", "replace")
    found = reports(data, pack, name=f"{attack[:20]}.log")
    for report in found:
        for name in ("terminal", "markdown", "html"):
            assert not _INVISIBLE.search(written(report, name).replace("\n", ""))
        page = re.sub(r"<(script|style)[ >].*?</\1>", "", written(report, "html"), flags=re.DOTALL)
        assert not re.search(r"<script|<img|onerror=(?!&)[^<]*>|javascript:[^<]*\"", page)
        assert "html_inline" not in kinds(written(report, "markdown"))
    if found:
        reply = write_reply(found, pack, load_language("en"))
        assert not _INVISIBLE.search(reply.replace("\n", ""))
        assert not kinds(reply) & {"html_inline", "html_block", "image"}
    (row,) = [one.row for one in examine(Ticket(attack, (), ((attack, data),)), Task(pack))]
    for name in ("terminal", "markdown", "csv", "json", "html"):
        stream = io.StringIO(newline="")
        text_format(name).render(triage_of([row]), stream, View(width=100))
        assert not _INVISIBLE.search(stream.getvalue().replace("\n", "").replace("\r", "")), name
        if name == "csv":
            cells = [cell for record in csv.reader(io.StringIO(stream.getvalue())) for cell in record]
            assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]


def kinds(markdown: str) -> set[str]:
    """The kinds of what a reader of Markdown makes of a text."""
    parsed = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    return {token.type for token in (*parsed, *(child for token in parsed for child in token.children or []))}


def test_the_lines_are_there() -> None:
    assert len(LINES) > 1000
    assert len(PLAIN) > 500
