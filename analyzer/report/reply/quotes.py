"""The lines of the log that a reply quotes, as one block, and the codes in them read out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analyzer.engine.result import ErrorRecord, Report
from analyzer.report import words
from analyzer.report.context import LONGEST, Excerpt, Row, Source
from analyzer.report.escape import plain, prose
from analyzer.report.markdown_parts import bullets, excerpt_block
from analyzer.report.reply.voice import Voice

_MOST_ROWS = 14
_NEAR = 2
"""Distance of lines between which nothing was left out: the one between them is blank, or part of the first."""


def quoted(
    excerpts: Sequence[Excerpt], telling: Sequence[int], report: Report, source: Source, voice: Voice
) -> Iterator[str]:
    """The failing lines and the `telling` ones, how often the same comes again, what the codes mean."""
    yield from excerpt_block(_one(excerpts, telling, report))
    if again := [line for excerpt in excerpts for line in excerpt.again]:
        yield from (voice.say("again", count=len(again), lines=voice.lines(again)), "")
    explained = dict.fromkeys(_explained(excerpts))
    if said := [code for line in explained for code in codes(source.records(line), voice)]:
        yield from bullets(dict.fromkeys(said))


def codes(records: Sequence[ErrorRecord], voice: Voice) -> Iterator[str]:
    """What each code means."""
    for record in records:
        code = prose(words.decoded(record.error, meaning=False))
        line = voice.lines([record.error.line])
        if record.error.meaning:
            meaning = voice.text(record.error.meaning)
            yield voice.say("code", code=code, line=line, meaning=meaning)
        else:
            yield voice.say("code.undocumented", code=code, line=line)


def _one(excerpts: Sequence[Excerpt], telling: Sequence[int], report: Report) -> Excerpt:
    """Several excerpts as one, in the order of the log; the lines around the telling ones go when it gets long."""
    rows = {
        line: Row(line, plain(report.text[line], LONGEST), failing=False)
        for line in telling
        if line in report.text
    }
    wanted = set(rows)
    for row in (row for excerpt in excerpts for row in excerpt.rows if row is not None):
        if row.failing or row.number not in rows:
            rows[row.number] = row
    if len(rows) > _MOST_ROWS:
        rows = {number: row for number, row in rows.items() if row.failing or number in wanted}
    return Excerpt(excerpts[0].line, tuple(_with_gaps([rows[number] for number in sorted(rows)])))


def _with_gaps(rows: Sequence[Row]) -> Iterator[Row | None]:
    """The rows, at most so many, and None for lines left out between them."""
    before = 0
    for row in rows[:_MOST_ROWS]:
        if before and row.number > before + _NEAR:
            yield None
        yield row
        before = row.number


def _explained(excerpts: Sequence[Excerpt]) -> Iterator[int]:
    """The lines with a code that was not explained before."""
    for row in (row for excerpt in excerpts for row in excerpt.rows if row is not None):
        if any(mark.explains for mark in row.marks):
            yield row.number
