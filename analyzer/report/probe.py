"""The output formats of `nrfdoctor probe` by name, each imported when it is first asked for."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, TextIO, cast

from analyzer.live.probing import Probing

_MODULES = {
    "terminal": "analyzer.report.probe_terminal",
    "json": "analyzer.report.probe_json",
    "markdown": "analyzer.report.probe_markdown",
    "html": "analyzer.report.probe_html",
}


class ProbeRenderer(Protocol):
    """Writes a probing to a stream; `several` says that it is one of several on it."""

    def __call__(self, probing: Probing, stream: TextIO, *, several: bool = False) -> None:
        """Write it."""
        ...


def summary(name: str, probings: Sequence[Probing], stream: TextIO) -> None:
    """What a format says about several probes together, if anything."""
    tell = getattr(import_module(_MODULES[name]), "summary", None)
    if tell is not None and len(probings) > 1:
        tell(probings, stream)


def renderer(name: str) -> ProbeRenderer:
    """The format of this name."""
    return cast("ProbeRenderer", import_module(_MODULES[name]).render)
