"""The values that parsing gives: error codes, events, operations, sessions, the parsed log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from analyzer.sources.text import Limit

FieldValue = str | int | float
"""A typed field of an event."""


@dataclass(frozen=True, slots=True)
class ErrorCode:
    """One decoded error code."""

    layer: str
    """Which table it belongs to, a file of `rules/codes/`."""
    code: int | None
    name: str | None
    hex: str | None
    line: int
    meaning: str | None = None
    """None when the table does not know the number."""
    umbrella: bool = False
    """True for a code that names no particular reason."""


@dataclass(slots=True)
class Event:
    """One thing that happened, as the log tells it. Built by the parser only; treat as read-only."""

    index: int
    """Position in the log, counted from 0: the order of events is the order of lines."""
    kind: str
    """Dotted kind, e.g. `dfu.modem.segment`; `log` when only a head was understood."""
    level: str
    """error, warning, info, debug, trace, or empty when nothing tells."""
    line: int
    last_line: int
    text: str
    """The message without its head."""
    raw: str
    time: float | None = None
    """Seconds: since the epoch for a full date, else since midnight (`dated` tells which)."""
    dated: bool = False
    tool: str | None = None
    entry: str | None = None
    """`<tool>/<id>` of the catalogue entry; None for an event known by its head alone."""
    fields: dict[str, FieldValue] = field(default_factory=dict)
    errors: tuple[ErrorCode, ...] = ()
    session: int = 0
    operation: int | None = None
    within: int | None = None
    """Index of the event whose payload holds this one; it belongs to whatever that one belongs to."""


@dataclass(slots=True)
class Operation:
    """One attempt to do something to a device."""

    index: int
    kind: str
    title: str
    medium: str
    """What carries it: `swd`, `serial`, `usb`, `host`."""
    attempt: int
    outcome: str
    """failed, succeeded or unfinished (the log ends or goes on without its result)."""
    first_line: int
    last_line: int
    session: int
    begun: bool
    """True when the log holds its first event."""
    probe: str | None = None
    device: str | None = None
    events: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Session:
    """One run of a tool, or one post of a thread."""

    index: int
    first_event: int
    begun: bool
    """True when the log holds the start of this run, so that "it never happened" can be told."""
    environment: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ParsedLog:
    """A whole input, understood as far as the catalogue goes."""

    name: str
    events: tuple[Event, ...]
    operations: tuple[Operation, ...]
    sessions: tuple[Session, ...]
    environment: Mapping[str, str]
    """Merged over the sessions, later ones winning."""
    formats: tuple[str, ...]
    lines: int
    """Physical lines of a log; entries of the text of a thread, whose markup has other lines."""
    recognised: int
    """Those of them that are an event of the catalogue, part of one, or empty."""
    unrecognised: tuple[tuple[int, str], ...]
    """Line number and text of every entry that no message of the catalogue fits."""
    prose: tuple[tuple[int, str], ...]
    """Running text of a thread, kept apart."""
    text: Mapping[int, str]
    """Source line number to its (first) text, for quoting."""
    limits: tuple[Limit, ...] = ()
