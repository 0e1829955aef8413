"""Put an attack into every string of a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import TypeVar, cast

_Value = TypeVar("_Value")

_VOCABULARY = {
    *("none", "reads", "resets", "writes", "erases"),
    *("failed", "succeeded", "unfinished"),
    *("needs", "for", "against", "answer", "check", "question"),
    *("likely", "possible", "ruled-out", "not-enough-data"),
    *("error", "warning", "info", "debug"),
}
"""Words of ours that the report decides by; they never come from outside."""


def poisoned(value: _Value, poison: str) -> _Value:
    """`value` with `poison` at the end of every string that a log, a file name or a user's pack could bring."""
    return cast(_Value, _poisoned(value, poison))


def _poisoned(value: object, poison: str) -> object:
    if isinstance(value, str):
        return value if value in _VOCABULARY else value + poison
    if isinstance(value, Mapping):
        return {key: _poisoned(item, poison) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return type(value)(_poisoned(item, poison) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return type(value)(**{one.name: _poisoned(getattr(value, one.name), poison) for one in fields(value)})
    return value
