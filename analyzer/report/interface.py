"""What every output format is: something that writes a report to a stream."""

from __future__ import annotations

from typing import Protocol, TextIO

from analyzer.engine.result import Report


class Renderer(Protocol):
    """One output format."""

    def render(
        self,
        report: Report,
        stream: TextIO,
        *,
        width: int | None = None,
        color: bool | None = None,
        several: bool = False,
    ) -> None:
        """Write `report` to `stream`.

        `width` and `color` matter to terminals only: None finds them out from the stream and the environment.
        `several` says that this is one of several reports on the stream, so that each must stand apart.
        """
        ...
