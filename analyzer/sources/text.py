"""Numbered text: what every source becomes before anything is understood of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """Something of the input that was cut, skipped or guessed, said in the report."""

    what: str
    """Short name of the limit, e.g. `line-length`, `archive-entries`, `encoding`."""
    detail: str
    """One sentence for a person."""
    line: int | None = None
    """Source line where it happened, if it has one."""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the text, after decoding and repair."""

    number: int
    """First physical line of the source that this entry came from, counted from 1."""
    last: int
    """Last physical line; greater than `number` when a wrapped entry was joined."""
    text: str
    """The text without line end, control characters or escape sequences."""
    block: int = 0
    """Which post of a thread it belongs to; 0 in a plain log."""
    thread: bool = False
    """True when it comes from running text of a forum post and may be prose."""
    repairs: tuple[str, ...] = ()
    """Names of the repairs that produced it, e.g. `time-joined`, `split`, `unwrapped`."""


@dataclass(frozen=True, slots=True)
class Document:
    """The numbered text of one input."""

    name: str
    lines: tuple[Line, ...]
    physical_lines: int
    """Number of lines of the source as an editor would count them."""
    limits: tuple[Limit, ...] = ()
    thread: bool = False
    """True for a forum page or feed."""
    unknown_left_out: int = 0
    """Lines that were counted and not kept, since they say nothing, and that no known message fits."""
