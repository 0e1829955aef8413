"""The console for lists and trees: colours on a terminal only, no wrapping when piped."""

from __future__ import annotations

from typing import TextIO

from rich.console import Console

_PIPED_WIDTH = 200  # a pipe has no width of its own; wide enough that no command is broken


class PipeConsole(Console):
    """A console whose reader may leave: rich itself would end the program then with exit code 1, a fault's."""

    def on_broken_pipe(self) -> None:
        """Leave it to whoever runs the command."""
        raise BrokenPipeError


def make_console(stream: TextIO) -> Console:
    """A console on the stream; rich itself honours NO_COLOR, TERM and COLUMNS."""
    tty = stream.isatty()
    return PipeConsole(
        file=stream, highlight=False, markup=False, emoji=False, width=None if tty else _PIPED_WIDTH
    )
