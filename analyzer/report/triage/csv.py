"""A triage as CSV: one line per ticket, or per group where grouping is asked for."""

from __future__ import annotations

from typing import TextIO

import pandas as pd

from analyzer.report.escape import visible
from analyzer.report.triage import cells
from analyzer.report.triage.interface import View
from analyzer.report.triage.record import record_of
from analyzer.triage.frame import COLUMNS, frame_of, grouped
from analyzer.triage.row import Row
from analyzer.triage.summary import Triage

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What spreadsheets take for the beginning of a formula."""


class Csv:
    """Comma separated, with a header; lists within a cell are joined by `; `."""

    def render(self, triage: Triage, stream: TextIO, view: View) -> None:
        """Write the batch."""
        _table(triage, view).to_csv(stream, index=False, lineterminator="\n")


def _table(triage: Triage, view: View) -> pd.DataFrame:
    if view.by:
        groups = grouped(frame_of(triage.rows), view.by)
        return groups.assign(**{name: groups[name].map(_inert) for name in view.by})
    records = [{name: _inert(value) for name, value in _record(row).items()} for row in triage.rows]
    return pd.DataFrame(records, columns=pd.Index([*COLUMNS, "recognised_share"]))


def _record(row: Row) -> dict[str, object]:
    unknown = (f"line {one.line}: {one.text[:200]}" for one in row.unknown)
    return record_of(row) | {
        "versions": cells.versions(row),
        "also": "; ".join(row.also),
        "codes": "; ".join(row.codes),
        "limits": "; ".join(row.limits),
        "unknown": "; ".join(unknown),
    }


def _inert(value: object) -> object:
    """A number as it is; a text on one line, and never a formula, whatever a log has put there."""
    if not isinstance(value, str):
        return value
    text = visible(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


RENDERER = Csv()
