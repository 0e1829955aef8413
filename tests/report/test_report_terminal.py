"""The terminal report: what comes first, what it looks like, what it never does."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from rich.cells import cell_len
from sample_causes import DISTURBED
from sample_reports import benign, clean, failed_unknown, modem, nothing, two_problems, unexplained
from samples import SAMPLES, huge

from analyzer.engine.result import NextTest, Remedy, Report
from analyzer.report import FORMATS

UNWRAPPED = ("nrfjprog", "see http", "--answer")


def told(report: Report, width: int = 80, color: bool | None = False) -> str:
    stream = io.StringIO()
    FORMATS["terminal"].render(report, stream, width=width, color=color)
    return stream.getvalue()


def test_the_verdict_comes_first() -> None:
    lines = told(modem()).splitlines()
    assert lines[0] == "Quite possible (45%): The debug session worked and then broke"
    assert lines[1] == "or: Secure access to the device is closed (27%) or Another program holds the"
    assert lines[3] == "Modem update over SWD: failed twice, lines 12-34 of modem-update.log"


def test_failing_lines_look_like_a_compilers() -> None:
    text = told(modem())
    assert (
        "   --> modem-update.log:21\n12 │ 2021-05-11T09:02:15.121Z INFO Modem DFU starts to write...\n   ┆\n"
        in text
    )
    assert (
        "22 │ Lowlevel error: JLINKARM_DLL_ERROR (ffffff9a)\n"
        "   │                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
        "   │   ffffff9a = -102 JLINKARM_DLL_ERROR: A function of the J-Link library\n"
    ) in text


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_marks_stand_under_the_codes(width: int) -> None:
    lines = told(modem(), width).splitlines()
    marks = [place for place, line in enumerate(lines) if re.fullmatch(r" +│ +\^+", line)]
    under = [lines[place - 1][lines[place].index("^") :][: lines[place].count("^")] for place in marks]
    assert under
    assert all(
        part and part in "CouldNotCallFunction (0x9) JLINKARM_DLL_ERROR (ffffff9a) ffffffa3" for part in under
    )


def test_marks_stand_under_wide_and_escaped_characters() -> None:
    report = modem()
    text = {**report.text, 22: "温度 \x1b JLINKARM_DLL_ERROR (ffffff9a)"}
    lines = told(replace(report, text=text)).splitlines()
    place = next(i for i, line in enumerate(lines) if "温度" in line)
    before = lines[place][: lines[place].index("JLINKARM")]
    assert lines[place + 1].index("^") == cell_len(before)


def test_rivals_are_listed_with_none_of_these() -> None:
    text = told(modem())
    assert re.search(r"  1   45%  \S+ +quite possible  The debug session worked and then broke\n", text)
    assert re.search(r"       5%  \S+ +unlikely        none of the known causes\n", text)


def test_evidence_names_lines_and_weights() -> None:
    text = told(modem())
    assert "              +10 dB  lines 20, 32: Segment 1 of 32 was announced" in text
    assert "     against   -5 dB  line 34: The second attempt was refused, not lost\n" in text
    assert "+7 dB in all, of it -3 dB before the log was read" in text


def test_steps_go_from_harmless_to_irreversible_with_what_is_lost() -> None:
    text = told(modem())
    steps = re.findall(r"^ +\d  (no risk|reads only|resets|WRITES|ERASES) ", text, re.MULTILINE)
    assert steps == ["no risk", "no risk", "reads only", "resets", "ERASES", "ERASES"]
    assert "loses: the application and everything it stored in flash; UICR" in text


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120])
def test_commands_are_never_wrapped(width: int) -> None:
    lines = [line.strip() for line in told(modem(), width).splitlines()]
    assert "nrfjprog --snr 960012345 --family NRF91 --recover" in lines
    assert "nrfjprog --clockspeed 1000 --ids" in lines


def test_a_command_of_several_lines_keeps_them() -> None:
    remedy = Remedy("Do both", "first  --a\nsecond --b", "none", None)
    lines = told(replace(modem(), diagnoses=(replace(DISTURBED, remedies=(remedy,)),))).splitlines()
    assert [line.strip() for line in lines if line.strip().startswith(("first", "second"))] == [
        "first  --a",
        "second --b",
    ]


def test_the_next_test_tells_its_worth_and_its_outcomes() -> None:
    text = told(modem())
    assert "Next test, settles about 0.71 of the 1.8 bits that are open" in text
    assert "     found: then most likely Another program holds the debug probe\n" in text


def test_a_test_that_settles_little_can_only_confirm() -> None:
    same = tuple((outcome, DISTURBED.cause) for outcome in ("open", "protected", "unreachable"))
    text = told(replace(modem(), next_test=NextTest("check", "x.y", 0.01, "Look.", "", same)))
    assert "Next test, to make sure\n" in text
    assert "     open, protected or unreachable: then most likely The debug session worked" in text


def test_a_question_as_next_test_tells_how_to_answer() -> None:
    test = NextTest("question", "rtt-open", 0.4, "Was it open?", "", (("yes", "probe-in-use"),))
    assert "--answer rtt-open=yes  or  --answer rtt-open=no" in told(replace(modem(), next_test=test))


def test_unknown_errors_come_with_the_closest_message_and_limits() -> None:
    text = told(unexplained())
    assert text.startswith("3 errors in strange.log that no rule explains\n")
    assert "  line 3 (twice): Fluxing the capacitor failed with code 4711\n" in text
    assert "closest known message: Flashing failed with code {code}\n" in text
    assert "usually: another program uses the probe; the SWD link is bad\n" in text
    assert "  Line 4 was cut after 64 KiB.\n" in text
    assert text.endswith("Read 5 lines, 3 recognised, 2 not recognised\n")


def test_nothing_found_is_never_all_well() -> None:
    assert told(nothing()).startswith(
        "No problem recognised in this log, which does not mean that all is well\n"
    )
    assert told(clean()).startswith("No failure found in clean.log: 2 operations succeeded\n")
    assert told(benign()).startswith(
        "No failure found in benign.log: 1 operation succeeded in spite of alarming"
    )
    assert told(failed_unknown()).startswith(
        "No known cause fits\nModem update over SWD: failed twice, lines 12-34"
    )


def test_every_problem_has_its_chapter() -> None:
    text = told(two_problems())
    assert "── Problem 1 of 3: Program: failed once" in text
    assert "── Problem 3 of 3: Read memory: succeeded in spite of alarming messages" in text


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_wider_than_the_terminal(sample: str, width: int) -> None:
    for line in told(SAMPLES[sample](), width).splitlines():
        assert cell_len(line) <= width or any(word in line for word in UNWRAPPED)
        assert line == line.rstrip()


def test_a_huge_log_makes_a_short_report() -> None:
    assert len(told(huge()).splitlines()) < 350


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def at_terminal(monkeypatch: pytest.MonkeyPatch, color: bool | None = None, **variables: str) -> str:
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    stream = Terminal()
    FORMATS["terminal"].render(modem(), stream, width=80, color=color)
    return stream.getvalue()


def test_colour_is_for_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[1;31mERASES" in at_terminal(monkeypatch)
    assert "\x1b" not in at_terminal(monkeypatch, color=False)
    assert "\x1b" not in at_terminal(monkeypatch, NO_COLOR="1")
    assert "\x1b" not in at_terminal(monkeypatch, TERM="dumb")
    assert "\x1b" in at_terminal(monkeypatch, color=True, NO_COLOR="1")


def test_a_pipe_gets_no_escapes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    stream = io.StringIO()
    FORMATS["terminal"].render(modem(), stream)
    assert "\x1b" not in stream.getvalue()


def test_colour_adds_nothing_but_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    coloured = at_terminal(monkeypatch)
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == told(modem())


def test_plain_characters_where_the_stream_has_no_others() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="cp1252")
    FORMATS["terminal"].render(modem(), stream, width=80, color=False)
    stream.flush()
    text = raw.getvalue().decode("ascii")
    assert "12 | 2021-05-11" in text
    assert "#####" in text
