"""The report for programs: one JSON object in the shape of `nrfdoctor.report/1`.

`to_json` gives the object, `RENDERER` writes it. Its size is bounded: what is cut of a huge log is an entry
of `limits`, and the indices in the `operations` fields count within the object.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TextIO, TypeVar

from analyzer.engine.result import Diagnosis, ErrorRecord, Evidence, NextTest, Problem, Report
from analyzer.parsing.events import Operation
from analyzer.report.escape import shorten

SCHEMA = "nrfdoctor.report/1"

_MOST_OPERATIONS = 500
_MOST_ERRORS = 500
_MOST_DIAGNOSES = 60
_MOST_PROBLEMS = 100
_MOST_UNEXPLAINED = 200
_MOST_LIMITS = 100
_MOST_EVIDENCE = 20
_MOST_LINES = 20
_LONGEST = 2000
"""Characters of one quoted text."""

_Object = dict[str, object]
_Item = TypeVar("_Item")


class Json:
    """The report as JSON: indented alone, on one line when it is one of several."""

    def render(
        self,
        report: Report,
        stream: TextIO,
        *,
        width: int | None = None,
        color: bool | None = None,
        several: bool = False,
    ) -> None:
        """Write `report` to `stream`; `width` and `color` mean nothing here."""
        stream.write(dumps(report, indent=None if several else 2) + "\n")


def dumps(report: Report, *, indent: int | None = 2) -> str:
    """`report` as JSON text, in ASCII so that no terminal and no encoding is hurt by what a log holds."""
    return json.dumps(to_json(report), indent=indent, ensure_ascii=True, allow_nan=False)


def to_json(report: Report) -> _Object:
    """`report` as the object of the contract."""
    bounds = _Bounds()
    places = _places(report)
    operations = sorted(places, key=places.__getitem__)
    bounds.note("operations", len(report.operations), len(operations))
    body: _Object = {
        "schema": SCHEMA,
        "source": _source(report),
        "environment": {key: _text(value) for key, value in report.environment.items() if value},
        "operations": [_operation(report.operations[index]) for index in operations],
        "errors": [_error(one) for one in bounds.first(report.errors, _MOST_ERRORS, "errors")],
        "problems": [
            _problem(one, places) for one in bounds.first(report.problems, _MOST_PROBLEMS, "problems")
        ],
        "diagnoses": [
            _diagnosis(one, places) for one in bounds.first(report.diagnoses, _MOST_DIAGNOSES, "diagnoses")
        ],
        "set_aside": [
            _diagnosis(one, places)
            for one in bounds.first(report.set_aside, _MOST_DIAGNOSES, "set-aside causes")
        ],
        "next_test": _next_test(report.next_test),
        "unexplained": [
            {"line": one.line, "text": _text(one.text), "count": one.count, "closest": one.closest}
            for one in bounds.first(report.unexplained, _MOST_UNEXPLAINED, "unexplained errors")
        ],
    }
    limits = [asdict(one) for one in bounds.first(report.limits, _MOST_LIMITS, "limits")]
    return body | {"limits": limits + bounds.limits}


class _Bounds:
    """Cuts lists to a bounded length and keeps account of it."""

    def __init__(self) -> None:
        self.limits: list[_Object] = []

    def first(self, items: Sequence[_Item], most: int, what: str) -> Sequence[_Item]:
        self.note(what, len(items), min(len(items), most))
        return items[:most]

    def note(self, what: str, count: int, kept: int) -> None:
        if kept < count:
            detail = f"The report lists {kept} of {count} {what}."
            self.limits.append({"what": "report-size", "detail": detail, "line": None})


def _places(report: Report) -> dict[int, int]:
    """Index of an operation in the log to its place in the object: those of a problem are kept first."""
    blamed = [index for problem in report.problems for index in problem.operations]
    wanted = dict.fromkeys((*blamed, *range(len(report.operations))))
    known = [index for index in wanted if 0 <= index < len(report.operations)]
    return {index: place for place, index in enumerate(sorted(known[:_MOST_OPERATIONS]))}


def _source(report: Report) -> _Object:
    return {
        "name": report.name,
        "lines": report.lines,
        "recognised": report.recognised,
        "unrecognised": report.unrecognised,
        "formats": list(report.formats),
        "prose": report.prose,
        "sessions": report.sessions,
    }


def _operation(one: Operation) -> _Object:
    return {
        "kind": one.kind,
        "attempt": one.attempt,
        "outcome": one.outcome,
        "first_line": one.first_line,
        "last_line": one.last_line,
        "title": one.title,
        "medium": one.medium,
        "session": one.session,
        "begun": one.begun,
        "probe": one.probe,
        "device": one.device,
    }


def _error(one: ErrorRecord) -> _Object:
    error = one.error
    return {
        "line": error.line,
        "layer": error.layer,
        "code": error.code,
        "hex": error.hex,
        "name": error.name,
        "explained": one.explained,
        "meaning": error.meaning,
        "umbrella": error.umbrella,
        "usually": list(one.usually),
        "text": _text(one.text),
    }


def _problem(one: Problem, places: dict[int, int]) -> _Object:
    return {
        "index": one.index,
        "title": _text(one.title),
        "operations": _indices(one.operations, places),
        "first_line": one.first_line,
        "last_line": one.last_line,
        "none_probability": _share(one.none_probability),
        "benign": one.benign,
    }


def _diagnosis(one: Diagnosis, places: dict[int, int]) -> _Object:
    return {
        "rank": one.rank,
        "cause": one.cause,
        "title": one.title,
        "probability": _share(one.probability),
        "verdict": one.verdict,
        "reason": one.reason or None,
        "problem": one.problem,
        "operations": _indices(one.operations, places),
        "prior_db": round(one.prior_db, 2),
        "score_db": round(one.score_db, 2),
        "evidence": [_evidence(item) for item in one.evidence[:_MOST_EVIDENCE]],
        "explanation": one.explanation.strip(),
        "remedies": [asdict(remedy) for remedy in one.remedies],
        "questions": [asdict(question) for question in one.questions],
        "checks": list(one.checks),
        "references": list(one.references),
    }


def _evidence(one: Evidence) -> _Object:
    return {
        "fact": one.fact,
        "line": one.lines[0] if one.lines else None,
        "text": _text(one.text),
        "weight_db": round(one.weight_db, 2),
        "because": one.because,
        "role": one.role,
        "lines": list(one.lines[:_MOST_LINES]),
    }


def _next_test(one: NextTest | None) -> _Object | None:
    if one is None:
        return None
    return {
        "kind": one.kind,
        "id": one.id,
        "gain_bits": round(one.gain_bits, 3),
        "ask": one.ask,
        "how": one.how or None,
        "outcomes": [{"outcome": outcome, "speaks_for": cause} for outcome, cause in one.outcomes],
    }


def _indices(operations: Iterable[int], places: dict[int, int]) -> list[int]:
    return [places[index] for index in operations if index in places]


def _text(text: str) -> str:
    return shorten(text, _LONGEST)


def _share(probability: float) -> float:
    return round(probability, 4)


RENDERER = Json()
