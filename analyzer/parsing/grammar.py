"""Everything the parser must know of a pack, compiled."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from analyzer.parsing.catalogue import Catalogue
from analyzer.parsing.codes import CodeTables
from analyzer.parsing.devices import Devices
from analyzer.parsing.heads import HeadStyles
from analyzer.parsing.payload import PayloadGrammar


@dataclass(frozen=True, slots=True)
class OperationKind:
    """One kind of operation and the event kinds (prefixes) that bound it."""

    kind: str
    title: str
    medium: str
    starts: tuple[str, ...]
    inside: tuple[str, ...]
    fails: tuple[str, ...]
    succeeds: tuple[str, ...]

    @property
    def bounds(self) -> tuple[str, ...]:
        """Every kind of event that says something of such an operation."""
        return (*self.starts, *self.inside, *self.fails, *self.succeeds)


@dataclass(frozen=True, slots=True)
class Tool:
    """A program or library whose messages are known."""

    id: str
    title: str
    part: str
    """app, command, library or computer: what it is to its user."""


@dataclass(frozen=True, slots=True)
class LogGrammar:
    """Heads, messages, codes, devices, operations."""

    heads: HeadStyles
    catalogue: Catalogue
    codes: CodeTables
    devices: Devices
    operations: tuple[OperationKind, ...]
    session_starts: tuple[str, ...]
    session_begins: tuple[str, ...]
    medium_groups: dict[str, str]
    """Medium of an operation to the group whose failures are one problem."""
    payload: PayloadGrammar
    tools: dict[str, Tool]
    """The tools by id."""


@cache
def is_kind(kind: str, prefixes: tuple[str, ...]) -> bool:
    """True when the dotted kind is one of the prefixes or lies below one."""
    return any(kind == p or kind.startswith(p + ".") for p in prefixes)
