"""What goes wrong with an input as a whole."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(eq=False)
class SourceError(Exception):
    """An input that gives no text: missing, unreadable, empty or no log at all."""

    name: str
    """The input as the user named it, e.g. `logs.zip!nrfjprog.log`."""
    problem: str
    """What is wrong, without the name and without a full stop."""
    remedy: str
    """What to do about it, one sentence without its full stop."""

    def __post_init__(self) -> None:
        # Exception.args makes the error survive pickling between processes.
        super().__init__(self.name, self.problem, self.remedy)

    def __str__(self) -> str:
        text = f"{self.name}: {self.problem}. {self.remedy}."
        return "".join(char if char.isprintable() else "?" for char in text)
