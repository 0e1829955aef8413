"""A log that grows: what is told, when, and that it is told once and as `analyze` would."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable

import pytest

from analyzer.pack import Pack, builtin_corpus
from analyzer.parsing.parse import parse
from analyzer.pipeline import analyze
from analyzer.sources.document import read_document
from analyzer.watch.finding import Finding
from analyzer.watch.growing import GrowingLog

CORPUS = builtin_corpus()
assert CORPUS is not None
SEED = (CORPUS / "modem-dfu-102-then-93.log").read_bytes()
LINES = SEED.splitlines(keepends=True)
UNKNOWN = b"2021-02-18T10:40:0%d.000Z ERROR The flux capacitor lost its phase\n"


def told(findings: Iterable[Finding]) -> list[tuple[str, str, int]]:
    return [
        (one.operation.kind if one.operation else "-", one.outcome, one.first_line)
        for finding in findings
        for one in finding.ended
    ]


def leading(data: bytes, pack: Pack) -> list[tuple[str, float]]:
    return [(d.cause, d.probability) for d in analyze(read_document("a.log", data), pack).diagnoses]


def by_lines(log: GrowingLog, data: bytes) -> list[Finding]:
    return [found for line in data.splitlines(keepends=True) for found in log.take(line)]


def by_lines_slowly(log: GrowingLog, data: bytes) -> list[Finding]:
    """As a slow tool writes, with a short pause behind every line; an unclear failure waits for more."""
    found: list[Finding] = []
    for line in data.splitlines(keepends=True):
        found += log.take(line)
        if log.is_clear:
            found += log.pause()
    return found


def at_once(log: GrowingLog, data: bytes) -> list[Finding]:
    return list(log.take(data))


def by_scraps(log: GrowingLog, data: bytes) -> list[Finding]:
    chance = random.Random(data[:50])
    found: list[Finding] = []
    while data:
        size = chance.randint(1, 90)
        found += log.take(data[:size])
        data = data[size:]
    return found


Feed = Callable[[GrowingLog, bytes], list[Finding]]
FEEDS = pytest.mark.parametrize("feed", [by_lines, by_lines_slowly, at_once, by_scraps])


@FEEDS
def test_two_failed_updates_are_told_once_each_with_the_causes_of_the_text_so_far(
    feed: Feed, pack: Pack
) -> None:
    log = GrowingLog("a.log", pack)
    findings = [*feed(log, SEED), *log.close()]
    failed = [one for one in findings if one.ended[0].outcome == "failed"]
    assert told(failed) == [("dfu.modem", "failed", 20), ("dfu.modem", "failed", 31)]
    assert [(d.cause, d.probability) for d in failed[1].report.diagnoses] == leading(SEED, pack)
    assert [(d.cause, d.probability) for d in failed[0].report.diagnoses] == leading(
        b"".join(LINES[:30]), pack
    )
    assert {one.code for one in failed} == {1}
    assert told(findings)[:3] == [
        ("connect", "succeeded", 9),
        ("device.info", "succeeded", 15),
        ("read", "succeeded", 18),
    ]


def test_the_report_is_about_the_problem_in_its_session(pack: Pack) -> None:
    log = GrowingLog("a.log", pack)
    *_, last = [*log.take(SEED), *log.close()]
    assert last.report.environment["device"] == "NRF9160_xxAA_REV2"
    assert last.report.environment["app"] == "1.4.3"
    assert len(last.report.problems) == 1
    assert last.report.problems[0].first_line == 20
    assert last.report.operations[last.report.problems[0].operations[-1]].attempt == 2
    assert (last.ended[0].operation or last.report.operations[0]).attempt == 2
    assert last.ended[0].seconds == pytest.approx(3.774, abs=0.001)


@FEEDS
def test_every_ended_operation_of_the_corpus_is_told_exactly_once(feed: Feed, pack: Pack) -> None:
    chosen = sorted(CORPUS.glob("*.log"))[:: 9 if feed in (at_once, by_lines) else 27]  # type: ignore[union-attr]
    for path in chosen:
        data = path.read_bytes()
        document = read_document(path.name, data)
        if document.thread:
            continue
        whole = parse(document, pack.grammar)
        expected = Counter(
            (one.kind, one.first_line)
            for one in whole.operations
            if one.outcome != "unfinished" or any(whole.events[i].level == "error" for i in one.events)
        )
        log = GrowingLog(path.name, pack)
        findings = [*feed(log, data), *log.close()]
        assert Counter((kind, line) for kind, _, line in told(findings) if kind != "-") == expected, path.name


def test_what_was_there_before_is_context_and_never_told(pack: Pack) -> None:
    log = GrowingLog("a.log", pack)
    log.know(b"".join(LINES[:35]))
    assert list(log.pause()) == []
    findings = [*by_lines(log, b"".join(LINES[35:])), *log.close()]
    assert told(findings) == [("dfu.modem", "failed", 31)]
    assert [(d.cause, d.probability) for d in findings[0].report.diagnoses] == leading(SEED, pack)


def test_a_half_line_that_was_there_before_is_no_news(pack: Pack) -> None:
    log = GrowingLog("a.log", pack)
    log.know(b"".join(LINES[:29]).rstrip(b"\r\n"))
    assert list(log.pause()) == []
    assert told([*log.take(b"\n" + LINES[29]), *log.pause(), *log.close()]) == []


def test_the_end_of_a_message_is_awaited_and_a_last_line_without_end_is_told_after_a_pause(
    pack: Pack,
) -> None:
    log = GrowingLog("a.log", pack)
    list(log.take(b"".join(LINES[:28])))
    list(log.pause())
    assert told(log.take(LINES[28])) == []
    assert told(log.take(LINES[29].rstrip(b"\r\n"))) == []
    (finding,) = log.pause()
    assert told([finding]) == [("dfu.modem", "failed", 20)]
    assert {error.error.code for error in finding.report.errors} >= {-102}
    assert told([*log.pause(), *log.take(b"\n"), *log.pause(), *log.close()]) == []


def test_operations_that_end_within_one_write_are_told_apart(pack: Pack) -> None:
    log = GrowingLog("a.log", pack)
    findings = [*log.take(SEED), *log.pause()]
    assert told(findings)[-2:] == [("dfu.modem", "failed", 20), ("dfu.modem", "failed", 31)]


def test_an_error_outside_of_operations_is_told_once_in_a_run(pack: Pack) -> None:
    log = GrowingLog("a.log", pack)
    list(log.take(b"".join(LINES[:8])))
    findings = [*log.take(UNKNOWN % 1), *log.pause(), *log.take(UNKNOWN % 2), *log.pause()]
    assert told(findings) == [("-", "errors", 9)]
    assert findings[0].code == 3
    findings = [*log.take(b"".join(LINES[:8])), *log.take(UNKNOWN % 3), *log.pause()]
    assert told(findings) == [("-", "errors", 19)]


def test_errors_beside_a_failed_operation_are_told_with_it(pack: Pack) -> None:
    log = GrowingLog("a.log", pack)
    findings = [*log.take(b"".join(LINES[:30])), *log.take(UNKNOWN % 1), *log.pause(), *log.close()]
    assert [entry for entry in told(findings) if entry[1] != "succeeded"] == [("dfu.modem", "failed", 20)]


def test_an_operation_that_erred_without_an_end_is_told_when_the_log_stalls_or_something_else_begins(
    pack: Pack,
) -> None:
    begun = b"".join(LINES[:28]) + b"2021-02-18T10:37:48.000Z ERROR The flux capacitor lost its phase\n"
    log = GrowingLog("a.log", pack)
    list(log.take(begun))
    assert told(log.pause())[-1:] != [("dfu.modem", "unfinished", 20)]
    assert log.is_waiting
    assert told(log.stall()) == [("dfu.modem", "unfinished", 20)]
    assert not log.is_waiting
    log = GrowingLog("a.log", pack)
    findings = [*log.take(begun), *log.take(b"".join(LINES[30:])), *log.pause()]
    assert told(findings)[-2:] == [("dfu.modem", "unfinished", 20), ("dfu.modem", "failed", 30)]


def test_lines_far_back_cost_nothing_and_numbers_stay_true(pack: Pack) -> None:
    log = GrowingLog("a.log", pack)
    noise = b"2021-02-18T10:00:00.000Z DEBUG Sending usage data\n" * 6000
    list(log.take(b"".join(LINES[:19]) + noise))
    findings = [*log.take(b"".join(LINES[19:30])), *log.pause()]
    assert told(findings) == [("dfu.modem", "failed", 6020)]
    assert log.lines == 6030
    report = findings[0].report
    assert report.environment["device"] == "NRF9160_xxAA_REV2"
    assert report.lines < 3000
    assert any(limit.what == "context" for limit in report.limits)
    assert {error.error.line for error in report.errors} == {6029, 6030}


def test_of_many_runs_in_one_file_nothing_is_lost(pack: Pack) -> None:
    log = GrowingLog("a.log", pack)
    findings = [*log.take(SEED * 60), *log.pause()]
    lines = [line + 42 * run for run in range(60) for line in (9, 15, 18, 20, 31)]
    assert [line for _, _, line in told(findings)] == lines
    assert {one.report.diagnoses[0].cause for one in findings if one.erred} == {"debug-session-disturbed"}


def test_of_a_long_run_that_goes_well_nothing_is_lost(pack: Pack) -> None:
    log = GrowingLog("a.log", pack)
    well = b"".join(LINES[17:19]) + b"2021-02-18T10:30:00.000Z DEBUG Sending usage data\n" * 7
    findings = [*log.take(b"".join(LINES[:17]) + well * 600), *log.pause()]
    assert told(findings)[2:] == [("read", "succeeded", 18 + 9 * time) for time in range(600)]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "cp1252"])
def test_encodings_are_told(encoding: str, pack: Pack) -> None:
    text = SEED.decode().replace("UNIT A", "Gerät A").replace("\r\n", "\n").replace("\n", "\r\n")
    log = GrowingLog("a.log", pack)
    findings = [*by_scraps(log, text.encode(encoding)), *log.close()]
    failed = [one for one in findings if one.ended[0].outcome == "failed"]
    assert told(failed) == [("dfu.modem", "failed", 20), ("dfu.modem", "failed", 31)]
    assert failed[1].best is not None
    assert failed[1].best.cause == leading(SEED, pack)[0][0]


def test_binary_garbage_between_the_lines_stops_nothing(pack: Pack) -> None:
    chance = random.Random(1)
    log = GrowingLog("a.log", pack)
    findings: list[Finding] = []
    for line in LINES:
        findings += log.take(line)
        if chance.random() < 0.2:
            findings += log.take(bytes(chance.choices(range(256), k=3000)).replace(b"\n", b"") + b"\n")
        findings += log.pause()
    failed = [entry for entry in told([*findings, *log.close()]) if entry[:2] == ("dfu.modem", "failed")]
    assert len(failed) == 2


def test_nothing_but_garbage_tells_nothing(pack: Pack) -> None:
    log = GrowingLog("a.log", pack)
    chance = random.Random(2)
    for _ in range(20):
        assert told(log.take(bytes(chance.choices(range(256), k=5000)))) == []
        assert told(log.pause()) == []
    assert told(log.close()) == []


def test_a_flood_of_errors_is_told_in_bounded_time_and_once(pack: Pack) -> None:
    log = GrowingLog("a.log", pack)
    flood = b"".join(b"2021-02-18T10:40:00.%03dZ ERROR Something broke\n" % n for n in range(1000)) * 5
    findings = list(log.take(b"".join(LINES[:8]) + flood))
    assert told(findings) == [("-", "errors", 9)]
