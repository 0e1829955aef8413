"""How findings of a watch are written: for a person, for a program, and at the end."""

from __future__ import annotations

import io
import json
from collections import Counter

import pytest

from analyzer.pack import Pack, builtin_corpus
from analyzer.report.watch import RENDERERS
from analyzer.report.watch_json import WatchJson
from analyzer.report.watch_terminal import WatchTerminal
from analyzer.report.watch_words import how_long, moment, reason, time_of_day, totals
from analyzer.watch.finding import Finding
from analyzer.watch.growing import GrowingLog
from analyzer.watch.tally import Tally
from analyzer.watch.until import Until, reached

CORPUS = builtin_corpus()
assert CORPUS is not None


def findings_of(name: str, pack: Pack, data: bytes | None = None) -> list[Finding]:
    log = GrowingLog(name, pack)
    data = data if data is not None else (CORPUS / name).read_bytes()  # type: ignore[operator]
    return [*log.take(data), *log.close()]


def terminal(findings: list[Finding], width: int = 80) -> str:
    stream = io.StringIO()
    renderer = WatchTerminal(stream, width=width, color=False)
    for finding in findings:
        renderer.finding(finding)
    return stream.getvalue()


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_terminal(pack: Pack, width: int) -> None:
    for path in sorted(CORPUS.glob("*.log"))[::11]:  # type: ignore[union-attr]
        if path.stat().st_size < 20_000:
            text = terminal(findings_of(path.name, pack), width)
            assert max(map(len, text.splitlines()), default=0) <= width, path.name


def test_what_went_well_is_one_quiet_line(pack: Pack) -> None:
    text = terminal(findings_of("clean-modem-dfu.log", pack))
    assert "Modem update over SWD" in text
    assert all(" ok " in line for line in text.splitlines())


def test_log_text_cannot_move_the_cursor(pack: Pack) -> None:
    data = "2021-02-18T10:40:00.000Z ERROR boom \x1b[2J \u202e gnorw\n".encode()
    text = terminal(findings_of("a.log", pack, data))
    assert "boom" in text
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "no known cause fits" in text


def test_more_errors_of_a_problem_that_was_told_are_told_briefly(pack: Pack) -> None:
    text = terminal(findings_of("native-nothing-on-swd.log", pack))
    block = text[text.index("ok      Run the worker process, 1") :].split("\n\n")[0]
    assert "Wiring between probe and chip" in block
    assert "l. 63" in block
    assert " do " not in block
    assert " test " not in block


def test_json_holds_a_report_about_the_operation(pack: Pack) -> None:
    stream = io.StringIO()
    renderer = WatchJson(stream)
    for finding in findings_of("modem-dfu-102-then-93.log", pack):
        renderer.finding(finding)
    last = json.loads(stream.getvalue().splitlines()[-1])
    assert last["schema"] == "nrfdoctor.watch/1"
    assert last["operation"]["kind"] == "dfu.modem"
    assert last["report"]["operations"][last["operation"]["index"]]["first_line"] == last["first_line"] == 31
    assert last["report"]["diagnoses"][0]["cause"] == "debug-session-disturbed"
    assert last["exit_code"] == 1
    assert set(RENDERERS) == {"terminal", "json"}


def test_errors_outside_of_operations_have_no_operation(pack: Pack) -> None:
    stream = io.StringIO()
    for finding in findings_of("a.log", pack, b"10:40:00.500 ERROR The flux capacitor lost its phase\n"):
        WatchJson(stream).finding(finding)
    (body,) = map(json.loads, stream.getvalue().splitlines())
    assert (body["operation"], body["outcome"], body["ended"]) == (None, "errors", "10:40:00.500")
    assert body["report"]["unexplained"][0]["line"] == 1


def test_times() -> None:
    assert [how_long(one) for one in (0.31, 9.94, 9.97, 59.6, 200, 7500)] == [
        "0.3 s", "9.9 s", "10 s", "1 min 0 s", "3 min 20 s", "2 h 5 min",
    ]  # fmt: skip
    assert moment(0.5, dated=True) == "1970-01-01T00:00:00.500"
    assert moment(3661.25, dated=False) == "01:01:01.250"
    assert moment(None, dated=True) is None
    assert moment(1e30, dated=True) is None
    assert time_of_day(86400.0 * 3 + 61) == "00:01:01"


def test_the_summary_counts_outcomes_and_causes(pack: Pack) -> None:
    tally = Tally()
    for finding in findings_of("modem-dfu-102-then-93.log", pack):
        tally.count(finding, Until())
    tally.seconds = 65
    assert totals(tally) == "Watched for 1 min 5 s, 5 operations ended: 2 failed and 3 succeeded"
    stream = io.StringIO()
    WatchTerminal(stream, width=80, color=False).summary(tally)
    assert "twice  The debug session worked and then broke (60% at most)" in stream.getvalue()
    assert totals(Tally()) == "Watched for 0.0 s, no operation ended"
    assert totals(Tally(outcomes=Counter(errors=2))).endswith(
        "no operation ended; 2 errors outside of operations"
    )


def test_exit_codes_and_reasons(pack: Pack) -> None:
    findings = findings_of("modem-dfu-102-then-93.log", pack)
    tally = Tally()
    assert tally.exit_code(Until()) == 0
    for finding in findings:
        tally.count(finding, Until("success", ("read",)))
    assert tally.is_reached
    assert tally.exit_code(Until("success")) == 1
    tally.reason = "reached"
    assert tally.exit_code(Until("success")) == 0
    assert tally.exit_code(Until("end")) == 1
    assert reason(tally, Until("end")) == "ended, since an operation ended"
    tally.reason = "timeout"
    assert tally.exit_code(Until("success", timeout=30)) == 4
    assert tally.exit_code(Until(timeout=30)) == 1
    assert (
        reason(tally, Until("success", timeout=30)) == "ended: 30 s are over, and what was to succeed did not"
    )
    assert Tally(unreadable=True).exit_code(Until()) == 2


def test_what_is_waited_for(pack: Pack) -> None:
    failed = findings_of("modem-dfu-102-then-93.log", pack)[-1]
    well = findings_of("clean-modem-dfu.log", pack)[-1]
    assert [reached(Until(what), failed) for what in ("failure", "success", "end", "idle", None)] == [
        True, False, True, False, False,
    ]  # fmt: skip
    kind = well.ended[-1].operation
    assert kind is not None
    assert reached(Until("success", (kind.kind,)), well)
    assert reached(Until("success", (kind.kind.split(".")[0],)), well)
    assert not reached(Until("success", ("recover",)), well)
