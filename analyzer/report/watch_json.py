"""A watch for programs: one JSON object per line for each operation that ended, `nrfdoctor.watch/1`."""

from __future__ import annotations

import json
from typing import TextIO

from analyzer.report.json_report import to_json
from analyzer.report.watch_words import moment
from analyzer.watch.finding import Ended, Finding
from analyzer.watch.tally import Tally

SCHEMA = "nrfdoctor.watch/1"


class WatchJson:
    """Writes findings as JSON lines."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def finding(self, finding: Finding) -> None:
        """Write one object per operation; operations of one problem share its report."""
        report = to_json(finding.report)
        for one in finding.ended:
            body = {
                "schema": SCHEMA,
                "file": finding.file,
                "operation": _operation(one),
                "outcome": one.outcome,
                "erred": one.erred,
                "first_line": one.first_line,
                "last_line": one.last_line,
                "began": moment(one.began, one.dated),
                "ended": moment(one.ended, one.dated),
                "exit_code": finding.code,
                "report": report,
            }
            self._stream.write(json.dumps(body, ensure_ascii=True, allow_nan=False) + "\n")
        self._stream.flush()

    def summary(self, tally: Tally) -> None:
        """Nothing: all there is was written line by line."""


def _operation(one: Ended) -> dict[str, object] | None:
    operation = one.operation
    if operation is None:
        return None
    return {
        "index": operation.index,
        "kind": operation.kind,
        "title": operation.title,
        "attempt": operation.attempt,
        "medium": operation.medium,
        "probe": operation.probe,
        "device": operation.device,
    }
