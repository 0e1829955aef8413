"""The log as it stands on a page: every line with its codes, its level and the evidence that it carries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from analyzer.engine.result import Report
from analyzer.report.context import LONGEST, Source
from analyzer.report.escape import plain, shorten, visible
from analyzer.report.html.anchors import Anchors
from analyzer.report.html.chosen import Chosen, Gap
from analyzer.report.html.ledger import Account, Summand
from analyzer.report.html.marks import Piece, meanings, pieces
from analyzer.report.words import sentence

_MOST_NOTES = 6
"""Pieces of evidence named beside one line."""
MOST_LINES = 20
"""Lines of one piece of evidence that are marked."""
_MOST_BEGINNINGS = 200


@dataclass(frozen=True, slots=True)
class Note:
    """A piece of evidence that a line carries."""

    anchor: str
    side: str
    """for or against."""
    place: str
    """Which rival it is about, as the page counts them."""
    weight: str
    because: str


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the log."""

    number: int
    level: str
    pieces: tuple[Piece, ...]
    meanings: tuple[str, ...]
    """What the codes in it mean."""
    notes: tuple[Note, ...] = ()
    further: int = 0
    """Notes that are not shown."""
    begins: tuple[tuple[str, str], ...] = ()
    """Operations that begin here: title and outcome."""
    gap: Gap | None = None
    """Lines that are left out before this one; of the last part `number` is 0 then."""


def log_lines(report: Report, chosen: Chosen, evidence: Mapping[int, Sequence[Note]]) -> Iterator[LogLine]:
    """The chosen lines in order; a gap stands before the line after it."""
    source, begins = Source(report), _beginnings(report)
    gap: Gap | None = None
    for part in chosen.parts:
        if isinstance(part, Gap):
            gap = part
            continue
        notes = evidence.get(part, ())
        yield LogLine(
            part,
            "error" if source.records(part) else report.levels.get(part, ""),
            *_told(report, source, part),
            tuple(notes[:_MOST_NOTES]),
            max(0, len(notes) - _MOST_NOTES),
            tuple(begins.get(part, ())),
            gap,
        )
        gap = None
    if gap:
        yield LogLine(0, "", (), (), gap=gap)


def _told(report: Report, source: Source, number: int) -> tuple[tuple[Piece, ...], tuple[str, ...]]:
    if not source.records(number):
        text = report.text[number]
        return (Piece(shorten(_spaced(text[: 2 * LONGEST]), LONGEST)),), ()
    row = source.marked(number, _spaced)
    return pieces(row), meanings(row)


def _spaced(text: str) -> str:
    """`text` with the blanks that align its columns."""
    return visible(text.expandtabs(4)).rstrip()


def _beginnings(report: Report) -> dict[int, list[tuple[str, str]]]:
    begins: dict[int, list[tuple[str, str]]] = {}
    for one in report.operations[:_MOST_BEGINNINGS]:
        title = sentence(plain(one.title, 80)) + (f", attempt {one.attempt}" if one.attempt > 1 else "")
        begins.setdefault(one.first_line, []).append((title, one.outcome))
    return begins


def notes(items: Iterable[tuple[str, Account, Summand]], anchors: Anchors) -> dict[int, list[Note]]:
    """Line to the evidence that it carries; each item comes with the way its rival is counted."""
    found: dict[int, list[Note]] = {}
    for place, account, one in items:
        because = plain(f"{account.rival.title}: {one.because}", LONGEST)
        note = Note(one.anchor, one.side, place, one.label, because)
        for line in one.lines[:MOST_LINES]:
            found.setdefault(line, []).append(note)
    return found
