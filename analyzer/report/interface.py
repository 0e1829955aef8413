"""What every output format is: something that writes a report to a stream."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol, TextIO, runtime_checkable

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


@runtime_checkable
class Gathering(Protocol):
    """An output format that makes one document of several reports."""

    def gather(self, stream: TextIO) -> AbstractContextManager[Callable[[Report], None]]:
        """What takes the reports one by one; the document is written to `stream` in the end."""
        ...
