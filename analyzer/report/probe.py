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


def write_all(name: str, probings: Sequence[Probing], stream: TextIO) -> None:
    """Write all probings in this format: as one document where it makes one, else one after another."""
    module = import_module(_MODULES[name])
    if (together := getattr(module, "render_all", None)) is not None:
        together(probings, stream)
        return
    for one in probings:
        renderer(name)(one, stream, several=len(probings) > 1)
    if len(probings) > 1 and (summary := getattr(module, "summary", None)) is not None:
        summary(probings, stream)


def renderer(name: str) -> ProbeRenderer:
    """The format of this name."""
    return cast("ProbeRenderer", import_module(_MODULES[name]).render)
