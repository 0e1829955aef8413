"""Reports for people and programs: `FORMATS["terminal"].render(report, stream)`.

A format is a module that holds a `RENDERER`; it is imported when it is first asked for, so that JSON does not
wait for the terminal's libraries. A new format is one such module and its line in `_MODULES`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from analyzer.report.interface import Renderer

__all__ = ["FORMATS", "Renderer"]

_MODULES = {
    "terminal": "analyzer.report.terminal",
    "json": "analyzer.report.json_report",
    "markdown": "analyzer.report.markdown",
}


class _Formats(Mapping[str, Renderer]):
    """The output formats by name."""

    def __getitem__(self, name: str) -> Renderer:
        renderer: Renderer = import_module(_MODULES[name]).RENDERER
        return renderer

    def __iter__(self) -> Iterator[str]:
        return iter(_MODULES)

    def __len__(self) -> int:
        return len(_MODULES)


FORMATS: Mapping[str, Renderer] = _Formats()
"""Every output format, by the name it has on the command line."""
