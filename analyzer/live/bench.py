"""The bench as the checks see it: typed questions, and what earlier checks of the session found out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from analyzer.live.guard import Guard
from analyzer.live.values import CallError, Json, Skip

Form = TypeVar("Form")

DEFAULT_KHZ = 1000
LOW_KHZ = 100
FAST_KHZ = 4000


@dataclass(frozen=True, slots=True)
class FromLog:
    """What a log says about the bench; None where it says nothing."""

    serial: int | None = None
    family: str | None = None
    device: str | None = None
    khz: int | None = None
    jlink: str | None = None
    package: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user asked for."""

    serial: int | None = None
    ports: tuple[str, ...] = ()


@dataclass(slots=True)
class Found:
    """What the checks of this session know of the bench so far."""

    serial: int | None = None
    debug_port: int | None = None
    debug_error: CallError | None = None
    family: str | None = None


@dataclass(slots=True)
class Bench:
    """The way from a check to its answers."""

    guard: Guard
    wanted: Wanted = Wanted()
    log: FromLog = FromLog()
    found: Found = field(default_factory=Found)

    def serial(self) -> int:
        """The chosen probe; a check that needs one is skipped where none is chosen."""
        if self.found.serial is None:
            raise Skip(
                "needs --serial: several probes are connected, and which of them is meant is not known"
            )
        return self.found.serial

    def can(self, call: str) -> bool:
        """Whether this backend can answer the call and may."""
        return call in self.guard.supports

    def number(self, call: str, *arguments: Json) -> int:
        """A call whose answer is a word."""
        return _checked(self.guard.call(call, *arguments), int)

    def text(self, call: str, *arguments: Json) -> str:
        """A call whose answer is a text."""
        return str(self.guard.call(call, *arguments))

    def table(self, call: str, *arguments: Json) -> dict[str, Json]:
        """A call whose answer has named parts."""
        return _checked(self.guard.call(call, *arguments), dict)

    def rows(self, call: str, *arguments: Json) -> list[dict[str, Json]]:
        """A call whose answer is a list of such."""
        return [_checked(one, dict) for one in _checked(self.guard.call(call, *arguments) or [], list)]

    def numbers(self, call: str, *arguments: Json) -> list[int]:
        """A call whose answer is a list of numbers."""
        return [_checked(one, int) for one in _checked(self.guard.call(call, *arguments), list)]


def _checked(answer: Json, kind: type[Form]) -> Form:
    """An answer of the form that the call gives. Raises TypeError for another: a recording may hold anything."""
    if not isinstance(answer, kind):
        raise TypeError(f"{type(answer).__name__} instead of {kind.__name__}")
    return answer
