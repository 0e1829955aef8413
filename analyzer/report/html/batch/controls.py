"""What the tickets of a page can be narrowed down to: the options of its lists, each with its number of tickets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from analyzer.report.html.batch.entries import KINDS, Entry
from analyzer.report.triage import cells

_MOST = 300
"""Options of one list; the search finds the rest."""


@dataclass(frozen=True, slots=True)
class Option:
    """A value, as the entries hold it, and how it reads."""

    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Control:
    """A list of options over one field of the entries."""

    key: str
    label: str
    every: str
    """Reads for all values."""
    options: tuple[Option, ...]


def controls(entries: Sequence[Entry], titles: Mapping[str, str]) -> list[Control]:
    """The lists that have something to choose from; `titles` are those of the causes."""
    found = [
        _control("status", "Status", "Any status", entries, lambda value: cells.STATUS[value]),
        _control("cause", "Cause", "Any cause", entries, lambda value: titles[value]),
        _control("family", "Device family", "Any device family", entries, str),
        _control("device", "Device", "Any device", entries, str),
        _control("tool", "Tool", "Any tool", entries, str),
    ]
    return [one for one in found if len(one.options) > 1]


def _control(
    key: str, label: str, every: str, entries: Iterable[Entry], name: Callable[[str], str]
) -> Control:
    counted = Counter(value for one in entries if (value := getattr(one, key)))
    order = list(KINDS)
    first = sorted(
        counted, key=lambda value: (order.index(value) if value in order else 0, -counted[value], value)
    )
    options = [Option(value, f"{name(value)} ({counted[value]})") for value in first[:_MOST]]
    return Control(key, label, every, tuple(options))
