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
        table = grouped(frame_of(triage.rows), view.by) if view.by else _table(triage.rows)
        for name in table.columns:
            if not pd.api.types.is_numeric_dtype(table[name]):
                table[name] = table[name].map(_inert)
        table.to_csv(stream, index=False, lineterminator="\n")


def _table(rows: tuple[Row, ...]) -> pd.DataFrame:
    records = []
    for row in rows:
        record = record_of(row)
        record["versions"] = cells.versions(row)
        record["also"] = "; ".join(row.also)
        record["codes"] = "; ".join(row.codes)
        record["limits"] = "; ".join(row.limits)
        record["unknown"] = "; ".join(f"line {one.line}: {one.text[:200]}" for one in row.unknown)
        records.append(record)
    return pd.DataFrame(records, columns=pd.Index([*COLUMNS, "recognised_share"]))


def _inert(value: str | None) -> str:
    """The text of a cell: on one line, and never a formula, whatever a log has put there."""
    text = visible("" if pd.isna(value) else str(value))
    return f"'{text}" if text.startswith(_FORMULA) else text


RENDERER = Csv()
