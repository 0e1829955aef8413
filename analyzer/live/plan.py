"""What would be done, told without doing it."""

from __future__ import annotations

from collections.abc import Iterable

from analyzer.live.checks import CHECKS, Check
from analyzer.live.effects import ALWAYS_ALLOWED
from analyzer.live.probing import Asked, needed
from analyzer.pack import Pack
from analyzer.pipeline import report


def plan(asked: Asked, pack: Pack) -> list[Check]:
    """The checks in the order in which they would be made, prerequisites before what needs them."""
    wanted: Iterable[str] = CHECKS
    if asked.log is not None:
        wanted = needed(report(asked.log, pack, asked.answers), pack)
    planned: dict[str, Check] = {}
    for name in wanted:
        _add(name, planned)
    effects = ALWAYS_ALLOWED | asked.allow
    return [check for check in planned.values() if check.side_effect in effects]


def _add(name: str, planned: dict[str, Check]) -> None:
    for required in CHECKS[name].requires:
        _add(required, planned)
    planned.setdefault(name, CHECKS[name])
