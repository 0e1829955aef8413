"""JSON against the contract `nrfdoctor.report/1`."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from sample_reports import clean, modem, nothing, unexplained
from samples import SAMPLES, hostile, huge

from analyzer.report import FORMATS
from analyzer.report.json_report import dumps, to_json

NUMBER = int | float
CONTRACT: dict[str, Any] = {
    "schema": str,
    "source": {"name": str, "lines": int, "recognised": int, "unrecognised": int, "formats": [str]},
    "environment": dict,
    "operations": [{"kind": str, "attempt": int, "outcome": str, "first_line": int, "last_line": int}],
    "errors": [
        {
            "line": int,
            "layer": str,
            "code": int | None,
            "hex": str | None,
            "name": str | None,
            "explained": bool,
        }
    ],
    "diagnoses": [
        {
            "rank": int,
            "cause": str,
            "title": str,
            "probability": float,
            "verdict": str,
            "operations": [int],
            "evidence": [{"fact": str, "line": int | None, "text": str, "weight_db": NUMBER, "because": str}],
            "remedies": [{"do": str, "run": str | None, "risk": str, "loses": str | None}],
            "questions": [{"id": str, "question": str}],
            "checks": [str],
            "references": [str],
        }
    ],
    "unexplained": [{"line": int, "text": str, "count": int, "closest": str | None}],
    "limits": [{"what": str, "detail": str, "line": int | None}],
}
"""Names and types of the contract; an object may hold more."""


def check(value: Any, shape: Any, where: str = "$") -> None:  # noqa: ANN401
    """Assert that `value` has the fields and types of `shape`."""
    if isinstance(shape, dict):
        assert isinstance(value, dict), where
        for key, inner in shape.items():
            assert key in value, f"{where}.{key}"
            check(value[key], inner, f"{where}.{key}")
    elif isinstance(shape, list):
        assert isinstance(value, list), where
        for place, item in enumerate(value):
            check(item, shape[0], f"{where}[{place}]")
    else:
        assert isinstance(value, shape), where


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_sample_keeps_the_contract(sample: str) -> None:
    body = json.loads(dumps(SAMPLES[sample]()))
    check(body, CONTRACT)
    assert body["schema"] == "nrfdoctor.report/1"
    test = body["next_test"]
    assert test is None or (isinstance(test["id"], str) and isinstance(test["gain_bits"], float))


@pytest.mark.parametrize("sample", SAMPLES)
def test_indices_point_to_operations_of_the_object(sample: str) -> None:
    body: dict[str, Any] = to_json(SAMPLES[sample]())
    for part in (*body["diagnoses"], *body["set_aside"], *body["problems"]):
        assert all(0 <= index < len(body["operations"]) for index in part["operations"])


def test_the_story_of_the_modem() -> None:
    body: dict[str, Any] = to_json(modem())
    first = body["diagnoses"][0]
    assert [one["cause"] for one in body["diagnoses"]][:2] == [
        "debug-session-disturbed",
        "secure-region-trustzone",
    ]
    assert (first["rank"], first["probability"], first["verdict"]) == (1, 0.45, "likely")
    assert first["operations"] == [1, 2]
    assert first["evidence"][1]["line"] == 20
    assert first["evidence"][1]["lines"] == [20, 32]
    assert first["evidence"][3]["role"] == "against"
    assert first["remedies"][2]["loses"].startswith("the application")
    assert body["errors"][3] | {"text": "", "meaning": ""} == {
        "line": 34,
        "layer": "nrfjprogdll",
        "code": -93,
        "hex": "ffffffa3",
        "name": "NOT_AVAILABLE_BECAUSE_TRUST_ZONE",
        "explained": True,
        "umbrella": False,
        "usually": [],
        "text": "",
        "meaning": "",
    }
    assert body["next_test"]["id"] == "host.probe-holders"
    assert body["problems"][0]["none_probability"] == 0.05
    assert [one["verdict"] for one in body["set_aside"]] == ["ruled-out", "not-enough-data"]


def test_only_what_is_known_of_the_environment() -> None:
    assert to_json(clean())["environment"] == {"app": "3.0.5"}
    assert to_json(nothing())["environment"] == {}


def test_limits_and_unexplained_errors_are_objects() -> None:
    body: dict[str, Any] = to_json(unexplained())
    assert body["limits"][0] == {"what": "line-length", "detail": "Line 4 was cut after 64 KiB.", "line": 4}
    assert body["unexplained"][0]["count"] == 2
    assert body["unexplained"][1]["closest"] is None


def test_one_report_is_indented_and_several_are_lines() -> None:
    alone, among = io.StringIO(), io.StringIO()
    FORMATS["json"].render(modem(), alone)
    for report in (modem(), clean()):
        FORMATS["json"].render(report, among, several=True)
    assert alone.getvalue().startswith('{\n  "schema"')
    assert [json.loads(line)["source"]["name"] for line in among.getvalue().splitlines()] == [
        "modem-update.log",
        "clean.log",
    ]


def test_hostile_text_arrives_unchanged() -> None:
    assert (
        json.loads(dumps(hostile("\x1b[31m\x9b\u202e")))["source"]["name"]
        == "modem-update.log\x1b[31m\x9b\u202e"
    )


def test_what_is_cut_is_a_limit() -> None:
    body: dict[str, Any] = to_json(huge())
    cuts = [one["detail"] for one in body["limits"] if one["what"] == "report-size"]
    assert "The report lists 500 of 3000 operations." in cuts
    assert "The report lists 500 of 3000 errors." in cuts
    assert len(body["operations"]) == 500
    assert to_json(modem())["limits"] == []
