"""The words that facts may use: kinds, fields, codes, names of the environment, as the rule pack has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from analyzer.engine.fact_ast import CodeRef

ANY = "any"
"""The kind that covers every kind."""

EVENT_FIELDS = frozenset(
    {"kind", "level", "text", "line", "tool", "code", "layer", "operation", "outcome", "attempt"}
)
"""Fields that every event has, whatever its kind."""

KIND_FIELDS = frozenset({"kind", "operation"})
"""Fields whose values are dotted kinds, so that `operation == dfu` covers `dfu.modem`."""

_CLOSED = {
    "level": frozenset({"error", "warning", "info", "debug", "trace"}),
    "outcome": frozenset({"failed", "succeeded", "unfinished"}),
}


def covers(kind: str, other: str) -> bool:
    """Say whether a kind is another one or stands above it: `dfu.modem` covers `dfu.modem.failed`."""
    return kind in (ANY, other) or other.startswith(f"{kind}.")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything a fact may name."""

    kinds: Mapping[str, frozenset[str]]
    """Every kind of event with the fields that events of it may have, those of every event left out."""
    codes: Mapping[str, tuple[CodeRef, ...]]
    """Every name and alias of an error code, with the tables and numbers it stands for."""
    environment: frozenset[str]
    """Names of what can be known about a run."""
    values: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Words that a field or a name of the environment can have at all, where the list is closed."""

    def covered(self, kind: str) -> frozenset[str]:
        """Every known kind that this one covers; none when nobody knows it."""
        return frozenset(known for known in self.kinds if covers(kind, known))

    def every_kind(self) -> frozenset[str]:
        """Every kind that may be written, the ones above others included."""
        parts = [known.split(".") for known in self.kinds]
        return frozenset(".".join(words[:end]) for words in parts for end in range(1, len(words) + 1)) | {ANY}

    def fields_of(self, kind: str) -> frozenset[str]:
        """Every field that some event of the kind may have."""
        return EVENT_FIELDS.union(*(self.kinds[known] for known in self.covered(kind)))

    def kinds_with(self, field: str) -> frozenset[str] | None:
        """The kinds whose events may have a field; None for a field that every event has."""
        if field in EVENT_FIELDS:
            return None
        return frozenset(kind for kind, fields in self.kinds.items() if field in fields)

    def values_of(self, name: str) -> frozenset[str] | None:
        """List the words that a field or name can have; None when it can have any."""
        return self.values.get(name, _CLOSED.get(name))

    def layers(self) -> frozenset[str]:
        """Names of the tables of error codes."""
        return frozenset(ref.layer for refs in self.codes.values() for ref in refs)

    def numbers(self) -> frozenset[CodeRef]:
        """Every code of every table."""
        return frozenset(ref for refs in self.codes.values() for ref in refs)
