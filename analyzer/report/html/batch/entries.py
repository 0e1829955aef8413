"""Tickets as the page holds them: every text made visible and bounded, and all of them as one block of data.

Whatever stands in its logs, a ticket takes a few thousand characters at most; a usual one takes a few hundred.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from analyzer.report import words
from analyzer.report.escape import CUT, plain
from analyzer.report.triage import cells
from analyzer.triage.row import Row, UnknownError

KINDS = {
    "diagnosed": "info",
    "unexplained": "warn",
    "unreadable": "bad",
    "nothing-found": "plain",
    "succeeded": "good",
}
"""Colour of meaning of each status (see `parts.badge`), in the order of the work: what has a fault first."""
_NAME, _SHORT, _LONG, _SENTENCE = 160, 80, 320, 240
_MOST_CODES, _MOST_UNKNOWN, _MOST_LIMITS, _MOST_ALSO = 8, 5, 5, 5
_SLASHES = "/\\"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the page shows of one ticket. What it does not tell is empty or 0."""

    folder: str = ""
    name: str = ""
    """Last part of its name."""
    status: str = ""
    when: str = ""
    """Its time span in words."""
    begun: int = 0
    ended: int = 0
    """Seconds since the epoch."""
    tool: str = ""
    version: str = ""
    """That of the tool."""
    versions: str = ""
    """All that the log tells."""
    device: str = ""
    family: str = ""
    operation: str = ""
    attempts: int = 0
    cause: str = ""
    said: str = ""
    """What there is instead of a cause."""
    probability: float = 0.0
    runner_up: str = ""
    second: float = 0.0
    """Probability of the runner-up."""
    also: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    question: str = ""
    evidence: str = ""
    place: str = ""
    unknown: tuple[str, ...] = ()
    """Of each error that no rule explains: its text, where it stands, and the closest known message or nothing."""
    more_unknown: int = 0
    """Such errors beyond those."""
    limits: tuple[str, ...] = ()
    same: str = ""
    """The earlier ticket with the same content."""
    logs: int = 0
    sessions: int = 0
    operations: int = 0
    lines: int = 0
    recognised: int = 0


def in_order(rows: Sequence[Row]) -> list[Row]:
    """Tickets in the order of the work: faults first, the surest at the top, then by name."""
    order = list(KINDS)
    return sorted(rows, key=lambda row: (order.index(row.status), -row.probability, row.name))


def entry(row: Row, names: Mapping[str, str]) -> Entry:
    """What is shown of a ticket; `names` are those of all tickets without what they share (`cells.short_names`)."""
    folder, name = _parted(names[row.name])
    return Entry(
        folder=folder,
        name=name,
        status=row.status,
        when=when(row.begun, row.ended),
        begun=int(row.begun or 0),
        ended=int(row.ended or 0),
        tool=short(row.tool),
        version=short(cells.tool(row)[len(row.tool) :]),
        versions=plain(cells.versions(row), _SENTENCE),
        device=short(row.device),
        family=short(row.family),
        operation=short(row.operation),
        attempts=row.attempts,
        cause=short(row.cause),
        said="" if row.cause else plain(cells.finding(row), _LONG),
        probability=thousandths(row.probability),
        runner_up=short(row.runner_up),
        second=thousandths(row.runner_up_probability),
        also=tuple(short(one) for one in row.also[:_MOST_ALSO]),
        codes=_some(row.codes, _MOST_CODES, _SHORT),
        question=plain(row.next_question, _SENTENCE),
        evidence=plain(row.evidence, _LONG),
        place=_place(row),
        unknown=tuple(text for one in row.unknown[:_MOST_UNKNOWN] for text in _unknown(one)),
        more_unknown=max(0, len(row.unknown) - _MOST_UNKNOWN),
        limits=_some(row.limits, _MOST_LIMITS, _SENTENCE),
        same=tail(names.get(row.duplicate_of, row.duplicate_of), _NAME),
        logs=row.logs,
        sessions=row.sessions,
        operations=row.operations,
        lines=row.lines,
        recognised=row.recognised,
    )


def thousandths(probability: float) -> float:
    """A probability with three digits, never rounded up: none passes a limit that it does not reach."""
    return int(probability * 1000) / 1000


def short(text: str) -> str:
    """An id or a name as one short line."""
    return plain(text, _SHORT)


def tail(text: str, most: int) -> str:
    """A path or an address as one line; of a long one the end, which tells it apart."""
    shown = plain(text[-4 * most :])
    return shown if len(shown) <= most else CUT + shown[len(CUT) - most :]


def when(begun: float | None, ended: float | None) -> str:
    """A time span in words, e.g. `2021-02-18 10:37 - 10:52`; nothing without a date."""
    if ended is None:
        return ""
    last = _stamp(ended)
    first = last if begun is None else _stamp(begun)
    if first == last:
        return last
    return f"{first} \N{EN DASH} {last[11:] if first[:10] == last[:10] else last}"


def _stamp(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M")


def _parted(name: str) -> tuple[str, str]:
    """The folder and the rest; both together are the name, cut in front where it is long."""
    shown = tail(name, _NAME)
    cut = max(shown.rstrip(_SLASHES).rfind(slash) for slash in _SLASHES) + 1
    return shown[:cut], shown[cut:]


def _place(row: Row) -> str:
    """Where the evidence stands: the line alone where the ticket is one log."""
    log, _, line = row.place.rpartition(":")
    return f"line {plain(line, _SHORT)}" if log == row.name else tail(row.place, _NAME)


def _some(texts: Sequence[str], most: int, length: int) -> tuple[str, ...]:
    """The first texts, and how many more there are."""
    more = (f"and {len(texts) - most} more",) if len(texts) > most else ()
    return (*(plain(text, length) for text in texts[:most]), *more)


def _unknown(error: UnknownError) -> tuple[str, str, str]:
    place = f"line {error.line}" + (f" of {tail(error.log, _SHORT)}" if error.log else "")
    often = f", {words.times(error.count)}" if error.count > 1 else ""
    return plain(error.text, _SENTENCE), place + often, plain(error.closest or "", _SENTENCE)
