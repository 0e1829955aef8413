"""The probing for programs: one JSON object in the shape of `nrfdoctor.probe/1`."""

from __future__ import annotations

import json
from typing import TextIO

from analyzer.engine.result import NextTest
from analyzer.live.probing import Probing
from analyzer.live.values import CallError, Seen
from analyzer.live.verdict import Hypothesis
from analyzer.report.escape import shorten

SCHEMA = "nrfdoctor.probe/1"
_LONGEST = 2000

_Object = dict[str, object]


def render(probing: Probing, stream: TextIO, *, several: bool = False) -> None:
    """Write the object: indented alone, on one line when it is one of several."""
    text = json.dumps(to_json(probing), indent=None if several else 2, ensure_ascii=True, allow_nan=False)
    stream.write(text + "\n")


def to_json(probing: Probing) -> _Object:
    """The object of the contract."""
    return {
        "schema": SCHEMA,
        "backend": probing.backend,
        "serial": probing.serial,
        "observations": [_observation(one) for one in probing.seen],
        "hypotheses": [_hypothesis(one) for one in probing.hypotheses],
        "next_test": _next_test(probing.next_test),
        "exit_code": probing.exit_code,
    }


def _observation(one: Seen) -> _Object:
    return {
        "check": one.check,
        "outcome": one.outcome,
        "value": one.value,
        "error": _error(one.error),
        "side_effect": one.side_effect,
        "ms": one.ms,
        "skipped": one.skipped or None,
        "unweighed": one.unweighed or None,
    }


def _error(error: CallError | None) -> _Object | None:
    if error is None:
        return None
    return {"code": error.code, "name": error.name, "text": shorten(error.text, _LONGEST)}


def _hypothesis(one: Hypothesis) -> _Object:
    return {
        "cause": one.cause,
        "title": one.title,
        "before": round(one.before, 4),
        "after": round(one.after, 4),
        "verdict": one.verdict,
        "observed_db": round(one.observed_db, 2),
        "because": one.because,
        "by_elimination": one.by_elimination,
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
    }
