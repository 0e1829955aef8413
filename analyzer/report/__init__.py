"""Reports for people and programs: `FORMATS["terminal"].render(report, stream)`.

A format is a module that holds a `RENDERER`; it is imported when it is first asked for, so that JSON does not
wait for the terminal's libraries. A new format is one such module and its line in `_MODULES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from typing import TextIO

from analyzer.engine.result import Report
from analyzer.report.interface import Gathering, Renderer

__all__ = ["FORMATS", "Renderer", "writing"]

_MODULES = {
    "terminal": "analyzer.report.terminal",
    "json": "analyzer.report.json_report",
    "markdown": "analyzer.report.markdown",
    "html": "analyzer.report.html_report",
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


@contextmanager
def writing(name: str, stream: TextIO, *, several: bool) -> Iterator[Callable[[Report], None]]:
    """What writes reports to `stream` in the format of this name; `several` says that there is more than one."""
    renderer = FORMATS[name]
    if several and isinstance(renderer, Gathering):
        with renderer.gather(stream) as write:
            yield write
    else:
        yield partial(renderer.render, stream=stream, several=several)
