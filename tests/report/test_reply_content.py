"""What the reply to one log says, by how much is known."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from replies import CORPUS, headings_of, language, reply_on, reply_to, report_on, rules, steps_of
from sample_reports import (
    benign,
    clean,
    failed_unknown,
    modem,
    nothing,
    two_problems,
    unexplained,
    unfinished,
)

from analyzer.engine.result import Report
from analyzer.engine.rules import Observation
from analyzer.pipeline import analyze
from analyzer.report.reply import write_reply
from analyzer.sources import read_bytes

SEED = next(path for path in CORPUS if path.stem == "modem-dfu-102-then-93")


def likely(probability: float) -> Report:
    """The modem story with its first cause as probable as that, and the others sharing the rest, 0.2 at most."""
    report = modem()
    first, *others = report.diagnoses
    rest = [replace(one, probability=min(0.2, (1 - probability) / len(others))) for one in others]
    return replace(report, diagnoses=(replace(first, probability=probability), *rest))


def test_the_parts_stand_in_the_order_in_which_they_help() -> None:
    assert headings_of(reply_to(SEED)) == [
        "What the log shows",
        "What we make of it",
        "What to try",
        "What would settle it",
        "What to send us",
    ]


def test_what_failed_is_said_with_its_lines_and_codes() -> None:
    text = reply_to(SEED)
    assert "Modem update over SWD: failed twice, lines 20-41." in text
    assert "> 30 | Lowlevel error: JLINKARM_DLL_ERROR (ffffff9a)" in text
    assert "- line 41: ffffffa3 = -93 NOT_AVAILABLE_BECAUSE_TRUST_ZONE: The address is secure" in text
    assert "device `NRF9160_xxAA_REV2`" in text


def test_the_line_of_every_reason_is_quoted() -> None:
    for path in CORPUS:
        text = reply_to(path)
        quoted = {int(number) for number in re.findall(r"^[> ] +(\d+) \| ", text, re.MULTILINE)}
        reasons = text.partition("What speaks for it:")[2].partition("\n\n**")[0].partition("It may also")[0]
        told = {int(number) for number in re.findall(r"\(lines? (\d+)", reasons)}
        assert told <= quoted or len(quoted) >= 14, path.stem


def test_a_look_tells_which_outcomes_would_change_our_mind() -> None:
    text = reply_to(SEED)
    first = report_on(SEED).diagnoses[0]
    asked = text.partition("**What would settle it**")[2]
    assert "A program that holds or shares the probe is running" in asked
    assert "That would speak for this: Another program holds the debug probe." in asked
    assert f"speak for this: {first.title}" not in asked


@pytest.mark.parametrize(
    ("probability", "words"),
    [
        (0.95, "We are almost certain of the reason: **"),
        (0.8, "This is very likely the reason: **"),
        (0.6, "This is likely the reason, but the log does not prove it: **"),
        (0.4, "More than one reason fits the log. The first to look at: **"),
        (0.2, "The log does not tell the reason. One of several that fit: **"),
        (0.06, "The log says little about the reason. One of many that fit: **"),
    ],
)
def test_how_sure_we_are_is_said_in_words(probability: float, words: str) -> None:
    assert words in reply_on(likely(probability))


def test_a_settled_cause_has_no_rivals_and_no_questions() -> None:
    settled, open_ = reply_on(likely(0.95)), reply_on(likely(0.45))
    assert "It may also be" in open_
    assert "It may also be" not in settled
    assert "What would settle it" in headings_of(open_)
    assert "What would settle it" not in headings_of(settled)


def test_steps_for_a_rival_say_which_and_are_left_out_when_the_first_cause_is_very_likely() -> None:
    assert 'If it is "' in reply_on(likely(0.5))
    assert 'If it is "' not in reply_on(likely(0.8))


def test_nobody_is_told_to_erase_a_device_for_an_improbable_cause() -> None:
    assert any("erases" in step.text for step in steps_of(reply_on(likely(0.6))))
    assert not any("erases" in step.text for step in steps_of(reply_on(likely(0.2))))


def test_the_same_erasing_command_is_given_once() -> None:
    given = [step.commands for step in steps_of(reply_to(SEED)) if "erases" in step.text]
    assert given == [("nrfjprog --recover",)]


def test_no_known_cause_is_said_honestly_and_what_is_needed_is_asked_for() -> None:
    text = reply_on(failed_unknown())
    assert "None of the reasons that we know fits this log." in text
    assert "The whole log: this one begins in the middle of the failing operation." in text
    assert headings_of(text)[-1] == "What to send us"
    assert not steps_of(text)


def test_unknown_errors_are_quoted_without_the_nearest_known_message() -> None:
    text = reply_on(unexplained())
    assert "- line 3, twice: `Fluxing the capacitor failed with code 4711`" in text
    assert "Usually one of these is behind it: another program uses the probe; the SWD link is bad." in text
    assert "Flashing failed with code" not in text


def test_no_fault_found_is_said_carefully() -> None:
    text = reply_on(clean())
    assert "We found no fault in this log: the 2 operations in it succeeded." in text
    assert "That covers what the log shows and nothing else." in text
    assert "If something does not work in spite of that, please send us:" in text
    assert "although some lines look alarming" in reply_on(benign())


def test_an_alarm_without_a_fault_needs_no_repair() -> None:
    path = next(path for path in CORPUS if path.stem == "benign-west-uicr-notice")
    assert "needs no repair: **Alarming lines, but nothing is wrong**." in reply_to(path)
    assert "stop as soon as it works" not in reply_to(path)


def test_a_log_without_an_operation_is_asked_for_with_the_place_where_it_lies() -> None:
    text = reply_on(replace(nothing(), operations=(), formats=()))
    assert "we cannot say whether anything went wrong" in text
    assert "The complete log of the failing attempt" in text
    for place in (
        r"%APPDATA%\nrfconnect\pc-nrfconnect-programmer\logs",
        "~/.config/nrfconnect/pc",
        "west -v flash",
        "--log-level debug",
        "`log.log`",
    ):
        assert place in text


def test_a_cut_log_is_asked_for_from_the_tool_that_wrote_it() -> None:
    text = reply_on(replace(failed_unknown(), formats=("nrfjprog-log", "console")))
    assert "  - With nrfjprog, run the failing command again with `--log`" in text
    assert "%APPDATA%" not in text


def test_an_operation_without_a_result_is_named() -> None:
    assert "the log ends before there is a result" in reply_on(unfinished())


def test_several_problems_are_told_one_after_the_other() -> None:
    headings = headings_of(reply_on(two_problems()))
    assert headings.count("What we make of it") == 2
    assert headings.count("What to send us") == 1


def test_an_answer_that_was_given_is_taken_up_and_not_asked_again() -> None:
    (document,) = read_bytes("seed", SEED.read_bytes())
    answered = [Observation("answer", "other-client-open", "yes")]
    report = analyze(document, rules(), answered)
    text = write_reply([report], rules(), language("en"), answered)
    question = "Is RTT Viewer, an IDE, Ozone or a GDB server connected to this probe?"
    assert f"- You answered yes: {question}" in text
    assert text.count(question) == 1
    assert report_on(SEED).diagnoses[0].cause == "debug-session-disturbed"
