"""A row as plain values for programs: what JSON, CSV and Parquet have in common."""

from __future__ import annotations

import math
from dataclasses import asdict
from datetime import UTC, datetime

from analyzer.report.escape import shorten
from analyzer.triage.row import Row

_LONGEST = 2000
"""Characters of one quoted text."""


def record_of(row: Row) -> dict[str, object]:
    """The row with times as ISO 8601 text and probabilities of four places; lists stay lists."""
    record = asdict(row)
    for name in ("begun", "ended"):
        record[name] = iso(record[name])
    for name in ("probability", "runner_up_probability"):
        record[name] = round(record[name], 4)
    record["evidence"] = shorten(row.evidence, _LONGEST)
    record["unknown"] = [asdict(one) | {"text": shorten(one.text, _LONGEST)} for one in row.unknown]
    record["recognised_share"] = round(row.recognised / row.lines, 4) if row.lines else None
    return record


def iso(stamp: float | None) -> str | None:
    """Seconds since the epoch as `2021-02-18T10:37:48.047Z`; None for no time or one that no calendar has."""
    if stamp is None or not math.isfinite(stamp):
        return None
    try:
        moment = datetime.fromtimestamp(stamp, UTC)
    except (OverflowError, ValueError, OSError):
        return None
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
