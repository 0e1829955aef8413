"""How the columns of a table of tickets read, the same in every format for people."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from analyzer.report import words
from analyzer.report.escape import plain
from analyzer.triage.row import Row

STATUS = {
    "diagnosed": "diagnosed",
    "unexplained": "unknown error",
    "succeeded": "no fault",
    "nothing-found": "nothing found",
    "unreadable": "unreadable",
}
"""Status of a row in words."""


def short_names(names: Sequence[str]) -> dict[str, str]:
    """Names without the folders that all of them share."""
    try:
        shared = os.path.commonpath([os.path.dirname(name) for name in names])  # noqa: PTH120 - addresses of storages are no paths of this system
    except ValueError:  # absolute and relative, or several drives
        shared = ""
    return {name: name[len(shared) :].lstrip("/\\") if shared else name for name in names}


def finding(row: Row) -> str:
    """The cause with its probability, or what there is instead."""
    if row.status == "unreadable":
        return plain(row.reason, 200)
    if row.cause:
        return f"{plain(row.title, 120)} ({words.percent(row.probability)})"
    if row.unknown:
        return plain(row.unknown[0].text, 120)
    return (
        "operations succeeded" if row.status == "succeeded" else "neither a failure nor a success recognised"
    )


def tool(row: Row) -> str:
    """The tool with its version, where the log tells one under the tool's or the app's name."""
    version = row.versions.get(row.tool.replace("-", "_")) or row.versions.get("app", "")
    return " ".join(part for part in (row.tool, plain(version, 20)) if part)


def versions(row: Row) -> str:
    """All versions, e.g. `nrfjprog 10.9.0, jlink 6.82`."""
    return ", ".join(f"{name} {value}" for name, value in row.versions.items())


def when(row: Row) -> str:
    """The day of the last stamp."""
    return day(row.ended) if row.ended is not None else ""


def day(stamp: float) -> str:
    """`2024-05-14`."""
    return datetime.fromtimestamp(stamp, UTC).strftime("%Y-%m-%d")


def span(rows: Sequence[Row]) -> str:
    """From the first to the last day that any log tells; empty when none does."""
    begun = [row.begun for row in rows if row.begun is not None]
    ended = [row.ended for row in rows if row.ended is not None]
    if not begun or not ended:
        return ""
    first, last = day(min(begun)), day(max(ended))
    return first if first == last else f"{first} to {last}"


def shares(counts: Mapping[str, int], total: int) -> list[tuple[str, int, str]]:
    """Name, count and share of a total, in the order given."""
    return [(name, count, words.percent(count / total) if total else "") for name, count in counts.items()]
