"""A batch of tickets for people and programs: `text_format("csv").render(triage, stream, view)`.

A format is a module that holds a `RENDERER`, imported when it is first asked for. A new one is such a module and its
line in `_MODULES`.
"""

from __future__ import annotations

from importlib import import_module

from analyzer.report.triage.interface import BinaryFormat, TextFormat, View

__all__ = ["BINARY", "SUFFIXES", "BinaryFormat", "TextFormat", "View", "binary_format", "text_format"]

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


BINARY = frozenset({"parquet"})
"""Formats that are bytes; all others are text."""


def text_format(name: str) -> TextFormat:
    """The format of this name, one that is text, e.g. `json`."""
    renderer: TextFormat = import_module(_MODULES[name]).RENDERER
    return renderer


def binary_format(name: str) -> BinaryFormat:
    """The format of this name, one of `BINARY`."""
    renderer: BinaryFormat = import_module(_MODULES[name]).RENDERER
    return renderer
