"""One problem cut out of a log is diagnosed as it is within the log."""

from __future__ import annotations

import pytest

from analyzer.engine.alone import alone
from analyzer.pack import Pack, builtin_corpus
from analyzer.parsing.events import ParsedLog
from analyzer.parsing.parse import parse
from analyzer.pipeline import report
from analyzer.sources.document import read_document

CORPUS = builtin_corpus()
assert CORPUS is not None
LOGS = sorted(path for path in CORPUS.glob("*.log") if path.stat().st_size < 20_000)


def parsed(data: bytes, pack: Pack) -> ParsedLog:
    return parse(read_document("a.log", data), pack.grammar)


@pytest.mark.parametrize("part", range(8))
def test_causes_and_probabilities_are_those_of_the_whole_log(pack: Pack, part: int) -> None:
    compared = 0
    for path in LOGS[part::8]:
        log = parsed(path.read_bytes(), pack)
        whole = report(log, pack)
        if len(whole.problems) != 1 or not whole.problems[0].operations:
            continue
        operation = log.operations[whole.problems[0].operations[-1]]
        ((excerpt, (same,)),) = alone(log, [operation], pack.base.medium_groups)
        single = report(excerpt, pack)
        assert [(d.cause, d.probability) for d in single.diagnoses] == [
            (d.cause, d.probability) for d in whole.diagnoses
        ], path.name
        assert (single.problems[0].first_line, single.problems[0].last_line) == (
            whole.problems[0].first_line,
            whole.problems[0].last_line,
        )
        assert same in excerpt.operations
        assert single.environment == log.sessions[operation.session].environment
        compared += 1
    assert compared >= 5


def test_an_excerpt_is_sound_in_itself(pack: Pack) -> None:
    """Indices point to where they pointed; nothing of other problems is left."""
    two = (CORPUS / "modem-dfu-102-then-93.log").read_bytes()  # type: ignore[operator]
    other = (
        b"2021-02-18T10:40:00.000Z ERROR MCUboot DFU failed. "
        b"Error: Error occured when program. Errorcode: CouldNotOpenDevice (0x4)\n"
    )
    log = parsed(two + other, pack)
    media = {one.medium: one for one in log.operations if one.outcome == "failed"}
    assert set(media) == {"swd", "serial"}
    problems = list(alone(log, list(media.values()), pack.base.medium_groups))
    assert len(problems) == 2
    for excerpt, (part,) in problems:
        for place, event in enumerate(excerpt.events):
            assert event.index == place
            assert event.operation is None or place in excerpt.operations[event.operation].events
        for place, operation in enumerate(excerpt.operations):
            assert operation.index == place
        failed = {one.medium for one in excerpt.operations if one.outcome == "failed"}
        assert failed == {part.medium}  # type: ignore[union-attr]


def test_an_operation_that_ended_well_stands_by_itself(pack: Pack) -> None:
    log = parsed((CORPUS / "modem-dfu-102-then-93.log").read_bytes(), pack)  # type: ignore[operator]
    ended = next(one for one in log.operations if one.outcome == "succeeded")
    ((excerpt, (same,)),) = alone(log, [ended], pack.base.medium_groups)
    assert excerpt.operations == (same,)
    assert {event.operation for event in excerpt.events} == {0}
    assert report(excerpt, pack).problems == ()
