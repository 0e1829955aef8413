"""A triage for programs: one JSON object in the shape of `nrfdoctor.triage/1`."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TextIO

import pandas as pd

from analyzer.report.triage.interface import View
from analyzer.report.triage.record import record_of
from analyzer.triage.clusters import Cluster
from analyzer.triage.frame import frame_of, grouped, over_time
from analyzer.triage.summary import Triage

SCHEMA = "nrfdoctor.triage/1"


class Json:
    """The object, indented, in ASCII so that no encoding is hurt by what a log holds."""

    def render(self, triage: Triage, stream: TextIO, view: View) -> None:
        """Write the batch."""
        json.dump(to_json(triage, view), stream, indent=2, ensure_ascii=True, allow_nan=False)
        stream.write("\n")


def to_json(triage: Triage, view: View) -> dict[str, object]:
    """A batch as the object of the contract."""
    body: dict[str, object] = {
        "schema": SCHEMA,
        "tickets": [record_of(row) for row in triage.rows],
        "summary": asdict(triage.summary),
        "unknown": [_cluster(one) for one in triage.clusters],
        "limits": list(triage.limits),
    }
    if view.by or view.period:
        frame = frame_of(triage.rows)
        body["groups"] = _records(grouped(frame, view.by)) if view.by else []
        body["trend"] = _trend(over_time(frame, view.period)) if view.period else []
    return body


def _cluster(one: Cluster) -> dict[str, object]:
    record = asdict(one)
    del record["texts"]
    return record


def _records(table: pd.DataFrame) -> list[dict[str, object]]:
    records: list[dict[str, object]] = json.loads(table.to_json(orient="records"))
    return records


def _trend(table: pd.DataFrame) -> list[dict[str, object]]:
    return [
        {"period": str(period), "causes": {str(cause): int(count) for cause, count in row.items() if count}}
        for period, row in table.iterrows()
    ]


RENDERER = Json()
