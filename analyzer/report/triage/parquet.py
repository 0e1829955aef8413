"""A triage as Parquet: the frame with its types, for those who go on in pandas, Polars or DuckDB."""

from __future__ import annotations

from typing import IO, Any

from analyzer.report.triage.interface import View
from analyzer.triage.frame import COLUMNS, frame_of
from analyzer.triage.summary import Triage


class Parquet:
    """One row per ticket; times are UTC stamps, lists are lists, versions a list of name and version."""

    def render(self, triage: Triage, stream: IO[bytes], view: View) -> None:
        """Write the batch. Raises ImportError without pyarrow."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        frame = frame_of(triage.rows)
        frame["versions"] = frame["versions"].map(lambda found: list(found.items()))
        pq.write_table(pa.Table.from_pandas(frame, schema=_schema(pa), preserve_index=False), stream)


def _schema(pa: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Types by column: without them, a batch whose lists are all empty would have none."""
    text, count, share, texts = pa.string(), pa.int64(), pa.float64(), pa.list_(pa.string())
    unknown = pa.struct([("text", text), ("line", count), ("count", count), ("closest", text), ("log", text)])
    special = {
        "versions": pa.map_(text, text),
        "also": texts,
        "codes": texts,
        "limits": texts,
        "unknown": pa.list_(unknown),
        "begun": pa.timestamp("ms", "UTC"),
        "ended": pa.timestamp("ms", "UTC"),
        **dict.fromkeys(("probability", "runner_up_probability"), share),
        **dict.fromkeys(("attempts", "logs", "sessions", "operations", "lines", "recognised"), count),
    }
    return pa.schema([(name, special.get(name, text)) for name in COLUMNS])


RENDERER = Parquet()
