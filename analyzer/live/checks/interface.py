"""What every check is: a question to the bench with its declared calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from analyzer.live.bench import Bench
from analyzer.live.effects import CALLS, rank
from analyzer.live.values import Finding


@dataclass(frozen=True, slots=True)
class Check:
    """One check. Its id, its outcomes and its side effect are those of rules/vocabulary/checks.yaml."""

    id: str
    calls: tuple[str, ...]
    """Every call that it may make."""
    run: Callable[[Bench], Finding]
    requires: tuple[str, ...] = ()
    """Checks that must have passed before."""
    passes: frozenset[str] = frozenset()
    """Outcomes after which the checks that require this one make sense."""
    outcomes: tuple[str, ...] = ()
    any_call: bool = False
    """True when one of the calls is enough: backends answer at different depths."""

    @property
    def side_effect(self) -> str:
        """The most that it does unless more is allowed."""
        return (min if self.any_call else max)((CALLS[call] for call in self.calls), key=rank)
