"""The formats of a watch: `RENDERERS["json"](stream)` gives what findings are written with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol, TextIO

from analyzer.report.watch_json import WatchJson
from analyzer.report.watch_terminal import WatchTerminal
from analyzer.watch.finding import Finding
from analyzer.watch.tally import Tally


class WatchRenderer(Protocol):
    """One format; it writes to its stream at once."""

    def finding(self, finding: Finding) -> None:
        """Write what ended."""
        ...

    def summary(self, tally: Tally) -> None:
        """Write what was seen in all, at the end."""
        ...


RENDERERS: Mapping[str, Callable[[TextIO], WatchRenderer]] = {"terminal": WatchTerminal, "json": WatchJson}
