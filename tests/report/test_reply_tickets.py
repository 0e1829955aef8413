"""A ticket of several logs: a section for each that has something to say, the same told once."""

from __future__ import annotations

from dataclasses import replace

from replies import CORPUS, headings_of, language, reply_on, report_on, rules
from sample_reports import clean, modem, nothing, unexplained

from analyzer.report.reply import write_reply
from analyzer.report.reply.ticket import shown_names

SEED = next(path for path in CORPUS if path.stem == "modem-dfu-102-then-93")
WEST = next(path for path in CORPUS if path.stem == "west-quoted-102-damaged")


def test_each_log_with_a_problem_has_a_section_and_the_end_is_shared() -> None:
    text = reply_on(replace(report_on(SEED), name="t/a.log"), replace(report_on(WEST), name="t/b.log"))
    headings = headings_of(text)
    assert [one for one in headings if one.startswith("Log")] == ["Log `a.log`", "Log `b.log`"]
    assert headings.count("What would settle it") == 1
    assert headings[-1] == "What to send us"
    assert text.startswith("Thank you for the 2 logs.")
    assert "The whole log: this one begins in the middle of the failing operation. (`b.log`)" in text


def test_the_same_finding_in_two_logs_is_told_once() -> None:
    names = ("t/a.log", "t/again/c.log")
    text = reply_on(*(replace(report_on(SEED), name=name) for name in names))
    assert text.count("Modem update over SWD: failed twice") == 1
    assert "The same failure again: `c.log` (lines 20-41)." in text
    assert text.count("### ") == 1


def test_logs_without_a_fault_are_one_sentence() -> None:
    logs = [replace(clean(), name=f"x/{name}") for name in ("one.log", "two.log")]
    text = reply_on(replace(modem(), name="x/bad.log"), *logs, replace(nothing(), name="x/note.txt"))
    assert "We found no fault in `one.log` and `two.log`." in text
    assert "We could not make out from `note.txt` what was done to the device." in text
    assert text.count("### ") == 1


def test_logs_with_unknown_errors_keep_their_sections() -> None:
    text = reply_on(replace(modem(), name="x/bad.log"), replace(unexplained(), name="x/odd.log"))
    assert "### Log `odd.log`" in text
    assert "Fluxing the capacitor" in text


def test_a_ticket_without_any_fault_names_its_logs() -> None:
    text = reply_on(replace(clean(), name="x/one.log"), replace(clean(), name="x/two.log"))
    assert "### Log `one.log`" in text
    assert "### Log `two.log`" in text


def test_what_could_not_be_read_is_asked_for_again() -> None:
    unread = ["/srv/t/42/dump.bin", "/srv/t/42/photo.png"]
    text = write_reply([replace(modem(), name="/srv/t/42/a.log")], rules(), language("en"), (), unread)
    assert "We could not read `dump.bin` and `photo.png`. Please send it once more" in text


def test_a_ticket_of_many_logs_stays_readable() -> None:
    causes = modem().diagnoses
    many = [
        replace(modem(), name=f"x/{n}.log", diagnoses=(replace(causes[0], cause=f"c-{n}", probability=0.9),))
        for n in range(20)
    ]
    text = reply_on(*many)
    assert text.count("### ") == 6
    assert "14 more logs show problems; let us solve these first." in text


def test_names_are_as_short_as_they_can_be() -> None:
    assert shown_names(["/srv/t/42/a/log.txt", "/srv/t/42/b/log.txt", "/srv/t/42/c.log"]) == [
        "a/log.txt",
        "b/log.txt",
        "c.log",
    ]
    assert shown_names(["/home/me/t.zip!logs/x.log", r"C:\temp\y.log"]) == ["x.log", "y.log"]
    assert shown_names(["-"]) == ["-"]


def test_a_single_log_is_never_named() -> None:
    report = replace(modem(), name="/srv/tickets/4711/customer.log")
    assert "customer" not in write_reply([report], rules(), language("en"))
