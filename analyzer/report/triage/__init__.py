"""A batch of tickets for people and programs: `triage_format("csv").render(triage, stream, view)`.

A format is a module that holds a `RENDERER`, imported when it is first asked for. A new one is such a module and its
line in `_MODULES`.
"""

from __future__ import annotations

from importlib import import_module

from analyzer.report.triage.interface import TriageFormat, View

__all__ = ["SUFFIXES", "TriageFormat", "View", "triage_format"]

_MODULES = {
    "terminal": "analyzer.report.triage.terminal",
    "csv": "analyzer.report.triage.csv",
    "json": "analyzer.report.triage.json",
    "markdown": "analyzer.report.triage.markdown",
    "parquet": "analyzer.report.triage.parquet",
    "html": "analyzer.report.triage.html",
}
SUFFIXES = {
    ".csv": "csv",
    ".json": "json",
    ".md": "markdown",
    ".parquet": "parquet",
    ".html": "html",
    ".htm": "html",
    ".txt": "terminal",
}
"""Format of an output file by the end of its name."""


def triage_format(name: str) -> TriageFormat:
    """The format of this name, e.g. `json`."""
    renderer: TriageFormat = import_module(_MODULES[name]).RENDERER
    return renderer
