"""Events to sessions and operations: attempts, outcomes, what belongs together."""

from __future__ import annotations

from analyzer.pack import Pack
from analyzer.parsing.events import ParsedLog
from analyzer.parsing.parse import parse
from analyzer.sources.text import Document, Line

HEADER = """\
2021-02-03T10:11:12.000Z INFO Application data folder: C:\\Users\\ada\\AppData\\Roaming\\nrfconnect\\app
2021-02-03T10:11:12.100Z DEBUG App pc-nrfconnect-programmer v1.4.3 official
2021-02-03T10:11:12.200Z INFO Using nrfjprog library 10.9.0, pc-nrfjprog-js 1.7.3
"""
FAILED = """\
2021-02-03T10:12:00.000Z INFO Modem DFU starts to write...
2021-02-03T10:12:01.000Z INFO Programming file 1 of 2 files.
2021-02-03T10:12:02.000Z INFO Programming 1 of 32 segments.
2021-02-03T10:12:03.000Z ERROR Modem DFU failed with error: Error: Error occured when program. \
Errorcode: CouldNotCallFunction (0x9)
Lowlevel error: JLINKARM_DLL_ERROR (ffffff9a)
"""
DONE = """\
2021-02-03T10:13:00.000Z INFO Modem DFU starts to write...
2021-02-03T10:13:09.000Z INFO Modem DFU completed successfully!
"""


def parsed(pack: Pack, text: str) -> ParsedLog:
    lines = tuple(Line(i, i, line) for i, line in enumerate(text.splitlines(), 1))
    return parse(Document("test.log", lines, len(lines)), pack.grammar)


def modem(log: ParsedLog) -> list[tuple[int, str, int, int]]:
    return [
        (o.attempt, o.outcome, o.first_line, o.last_line) for o in log.operations if o.kind == "dfu.modem"
    ]


def test_attempts_are_counted_and_each_has_its_outcome(pack: Pack) -> None:
    log = parsed(pack, HEADER + FAILED + DONE)
    assert modem(log) == [(1, "failed", 4, 8), (2, "succeeded", 9, 10)]
    assert all(operation.begun for operation in log.operations)


def test_a_further_line_is_part_of_its_event_and_brings_its_code(pack: Pack) -> None:
    log = parsed(pack, HEADER + FAILED)
    failure = next(event for event in log.events if event.kind == "dfu.modem.failed")
    assert (failure.line, failure.last_line) == (7, 8)
    assert {(e.layer, e.code) for e in failure.errors} == {("pc-nrfjprog-js", 9), ("nrfjprogdll", -102)}
    assert [e.line for e in failure.errors] == [7, 8]
    assert log.recognised == 8
    assert log.unrecognised == ()


def test_success_told_after_an_error_does_not_undo_it(pack: Pack) -> None:
    log = parsed(pack, FAILED + "2021-02-03T10:12:03.100Z INFO Modem DFU completed successfully!\n")
    assert modem(log)[0][1] == "failed"


def test_failures_alone_with_other_codes_or_seconds_apart_are_attempts_of_their_own(pack: Pack) -> None:
    end = "\n".join(FAILED.splitlines()[3:]) + "\n"
    other = end.replace("JLINKARM_DLL_ERROR (ffffff9a)", "Unknown value (ffffffa3)")
    later = end.replace("10:12:03", "10:12:33")
    assert [o[:2] for o in modem(parsed(pack, end + other))] == [(1, "failed"), (2, "failed")]
    assert [o[:2] for o in modem(parsed(pack, end + later))] == [(1, "failed"), (2, "failed")]
    assert [o[:2] for o in modem(parsed(pack, end + end))] == [(1, "failed")]


def test_a_paste_that_begins_in_the_middle_has_an_operation_without_beginning(pack: Pack) -> None:
    log = parsed(pack, "\n".join(FAILED.splitlines()[2:]))
    assert modem(log) == [(1, "failed", 1, 3)]
    assert not log.operations[0].begun
    assert not log.sessions[0].begun


def test_a_log_cut_before_the_result_leaves_the_operation_unfinished(pack: Pack) -> None:
    assert modem(parsed(pack, "\n".join(FAILED.splitlines()[:2])))[0][1] == "unfinished"


def test_every_start_of_the_app_is_a_session_with_its_own_environment(pack: Pack) -> None:
    log = parsed(pack, HEADER + FAILED + HEADER.replace("10.9.0", "10.12.1") + FAILED)
    assert [s.environment["nrfjprog"] for s in log.sessions] == ["10.9.0", "10.12.1"]
    assert all(session.begun for session in log.sessions)
    assert [o.session for o in log.operations if o.kind == "dfu.modem"] == [0, 1]
    assert [o.attempt for o in log.operations if o.kind == "dfu.modem"] == [1, 1]


def test_a_silent_session_takes_what_the_others_agree_on(pack: Pack) -> None:
    log = parsed(pack, HEADER + FAILED + HEADER.splitlines()[0] + "\n" + FAILED)
    assert log.sessions[1].environment["nrfjprog"] == "10.9.0"


def test_the_device_tells_its_family(pack: Pack) -> None:
    log = parsed(pack, HEADER + "2021-02-03T10:11:13.000Z INFO Model: NRF9160_xxAA_REV2.\n" + FAILED)
    assert log.environment["family"] == "nrf91"
    assert log.environment["part"] == "nRF9160"


def test_unknown_lines_are_counted_and_kept(pack: Pack) -> None:
    log = parsed(pack, HEADER + "2021-02-03T10:11:13.000Z ERROR The flux capacitor lost its phase\n")
    assert [number for number, _ in log.unrecognised] == [4]
    assert (log.events[-1].kind, log.events[-1].level) == ("log", "error")


def test_prose_of_a_thread_is_kept_apart(pack: Pack) -> None:
    texts = ["Hello, I get JLINKARM_DLL_ERROR when flashing.", *FAILED.splitlines()]
    lines = tuple(Line(i, i, text, thread=True) for i, text in enumerate(texts, 1))
    log = parse(Document("thread.html", lines, len(lines), thread=True), pack.grammar)
    assert [number for number, _ in log.prose] == [1]
    assert modem(log)[0][1] == "failed"
    assert all(event.line > 1 for event in log.events)
