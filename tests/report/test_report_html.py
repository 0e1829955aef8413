"""The HTML page apart from any browser: its bounds, what it leaves out, its sums, its links, its policy."""

from __future__ import annotations

import base64
import hashlib
import html
import io
import re
from dataclasses import replace
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_reports import clean, modem, two_problems
from sample_values import JLINK, numbered, operation, record
from samples import SAMPLES, huge

from analyzer.engine.result import Report
from analyzer.report.html import texts
from analyzer.report.html.anchors import Anchors
from analyzer.report.html.chosen import Gap, choose
from analyzer.report.html.ledger import ledger
from analyzer.report.html.sheets import inline, sheet
from analyzer.report.html.timeline import timeline
from analyzer.report.html.view import view
from analyzer.report.html_report import RENDERER
from analyzer.report.story import tell


def page(*reports: Report) -> str:
    stream = io.StringIO()
    if len(reports) == 1:
        RENDERER.render(reports[0], stream)
    else:
        with RENDERER.gather(stream) as add:
            for report in reports:
                add(report)
    return stream.getvalue()


def long_log(lines: list[str], **changes: object) -> Report:
    """The modem story in a log of these lines; those that begin with ERROR are errors."""
    levels = {number: "error" for number, line in enumerate(lines, 1) if line.startswith("ERROR")}
    return replace(
        modem(), lines=len(lines), recognised=len(lines), text=numbered(lines), levels=levels, **changes
    )


def ordinary(count: int) -> list[str]:
    return [
        f"{number} INFO line number {number} of an ordinary log, of ordinary length"
        for number in range(count)
    ]


# What is shown of a log


@pytest.mark.parametrize("sample", sorted(SAMPLES.keys() - {"huge"}))
def test_a_log_of_ordinary_size_is_shown_whole(sample: str) -> None:
    report = SAMPLES[sample]()
    told = view(report, Anchors())
    assert told.chosen.shown == report.text.keys()
    assert [one.number for one in told.log] == sorted(report.text)
    assert told.limits == report.limits


def test_a_large_log_keeps_what_the_page_speaks_about_and_says_what_it_leaves_out() -> None:
    lines = ordinary(200_000)
    lines[150_000:150_000] = ["ERROR something rare happened"]
    lines[33_000] = lines[99_000] = lines[160_000] = lines[170_000] = lines[180_000] = "ERROR the usual thing"
    report = long_log(lines)
    told = view(report, Anchors())
    evidence = {line for case in told.cases for _, one in case.ledger.items() for line in one.lines}
    assert evidence <= told.chosen.shown
    assert {150_001, 33_001, 99_001, 1, len(lines)} <= told.chosen.shown
    assert len(told.chosen.shown) + told.chosen.left_out == len(lines)
    assert "leaves out" in told.limits[-1].detail
    markup = page(report)
    assert len(markup) < 1_000_000
    assert html.escape(told.limits[-1].detail) in markup
    assert "lines left out" in markup


def test_repeated_errors_that_are_left_out_are_counted_beside_one_that_is_shown() -> None:
    lines = [
        line for number, line in enumerate(ordinary(30_000)) for line in (line, f"ERROR {number} failed")
    ]
    chosen = choose(long_log(lines), ())
    gaps = [part for part in chosen.parts if isinstance(part, Gap)]
    assert sum(gap.errors for gap in gaps) + sum(n % 2 == 0 for n in chosen.shown) == 30_000
    assert all(gap.alike == ((2, gap.errors),) for gap in gaps if gap.errors)


_TEXT = st.sampled_from(["INFO fine", "ERROR bad 1", "ERROR bad 2", "ERROR worse", "x" * 900])


@settings(max_examples=60, deadline=None)
@given(st.lists(_TEXT, min_size=1, max_size=120), st.lists(st.integers(1, 130)), st.floats(0.005, 0.05))
def test_lines_and_gaps_together_are_the_log(lines: list[str], telling: list[int], share: float) -> None:
    report = long_log(lines)
    chosen = choose(report, [telling], share=share)
    place = 0
    for part in chosen.parts:
        if isinstance(part, Gap):
            assert (part.first, part.last) == (place + 1, place + part.count)
            assert part.errors == sum(n in report.levels for n in range(part.first, part.last + 1))
            place = part.last
        else:
            assert part == place + 1
            assert part in chosen.shown
            place = part
    assert place == len(lines)
    assert len(chosen.shown) == len(lines) or len(chosen.shown) <= 2000 * share


def test_many_reports_stay_bounded_and_the_table_names_them_all() -> None:
    report = huge(200)
    reports = [replace(report, name=f"log-{number}.log") for number in range(40)]
    markup = page(*reports)
    assert len(markup) < 6_000_000
    assert all(f">log-{number}.log<" in markup for number in range(40))
    assert "logs are left out, to keep this page small" in markup
    assert 1 < markup.count("<article") < 40


def test_no_report_at_all_gives_no_page() -> None:
    assert page() == ""


# What the page says


def test_the_summands_of_every_rival_add_up_to_its_score() -> None:
    for number, case in enumerate(tell(two_problems()).cases, 1):
        book = ledger(case, number, Anchors())
        assert [account.rival for account in book.accounts] == list(case.rivals)
        for account in book.accounts:
            *steps, total = account.summands
            sums = list(accumulate(one.weight_db for one in steps))
            assert total.side == "total"
            assert total.weight_db == account.rival.score_db
            assert steps[0].weight_db == account.rival.prior_db
            assert len(sums) == 1 + len(account.rival.evidence)


def test_a_summand_is_drawn_from_the_sum_before_it_to_the_sum_after_it() -> None:
    case = tell(modem()).cases[0]
    book = ledger(case, 1, Anchors())
    prior, needed, writing, *_ = book.accounts[0].summands
    # the scale of the samples runs from -10 (a prior) to +12 dB (a passing sum)
    assert book.zero == pytest.approx(10 / 22)
    assert (prior.start, prior.width) == pytest.approx((7 / 22, 3 / 22))
    assert needed.width == 0
    assert (writing.start, writing.width) == pytest.approx((7 / 22, 10 / 22))


def test_none_of_the_known_causes_scores_what_its_share_tells() -> None:
    case = tell(modem()).cases[0]
    best = replace(case.rivals[0], score_db=10.0, probability=0.8)
    case = replace(case, rivals=(best,), problem=replace(case.problem, none_probability=0.08))
    assert ledger(case, 1, Anchors()).none_db == pytest.approx(0.0)


def test_many_pieces_of_evidence_are_summed_up_without_loss() -> None:
    case = tell(huge(50)).cases[0]
    account = ledger(case, 1, Anchors()).accounts[0]
    weights = sum(one.weight_db for one in account.summands[:-1])
    assert weights == pytest.approx(account.rival.prior_db + sum(e.weight_db for e in account.rival.evidence))
    assert any("further piece" in one.because for one in account.summands)


def test_the_timeline_places_operations_by_line_and_marks_their_errors() -> None:
    ((_, lanes),) = timeline(modem(), ()).sessions
    assert [(lane.title, lane.outcome, lane.note) for lane in lanes] == [
        ("Read memory", "succeeded", ""),
        ("Modem update over SWD", "failed", ""),
        ("Modem update over SWD", "failed", "attempt 2"),
    ]
    assert [tick.line for tick in lanes[1].ticks] == [21, 22]
    assert lanes[1].start == pytest.approx(11 / 34)
    assert lanes[1].width == pytest.approx(11 / 34)


def test_like_operations_in_a_row_share_a_lane_and_many_lanes_are_bounded() -> None:
    lines = ordinary(4000)
    runs = [operation(n, "connect", "connect", "failed", (n + 1, n + 1)) for n in range(500)]
    mixed = [
        operation(n, "read", f"read {n % 2}", "failed" if n == 1990 else "succeeded", (n, n))
        for n in range(500, 2000)
    ]
    report = long_log(
        lines, operations=(*runs, *mixed), errors=(record(900, JLINK, lines), record(3900, JLINK, lines))
    )
    drawn = timeline(report, ())
    lanes = [lane for _, session in drawn.sessions for lane in session]
    assert (lanes[0].note, lanes[0].last) == ("500 times", 500)
    assert len(lanes) == 25
    assert any(lane.first == 1990 for lane in lanes)
    assert lanes[-1].outcome == "outside"
    assert [tick.line for tick in lanes[-1].ticks] == [3900]
    assert drawn.left_out == 2000 - 500 - 23
    assert max(drawn.density) == 1


def test_notes_of_a_line_lead_to_the_evidence_and_evidence_to_the_line() -> None:
    markup = page(two_problems())
    evidence = re.search(r'<tr class="for" id="(p1c1e1)">.*?href="#(L36)"', markup, re.DOTALL)
    assert evidence is not None
    assert re.search(rf'<li id="L36".*?class="note for" href="#{evidence[1]}"', markup, re.DOTALL)
    assert re.search(r'class="note [a-z]+" href="#p2c1e\d".*?<b>2.1</b>', markup, re.DOTALL)


# What keeps it safe


@pytest.mark.parametrize("name", ["page.css", "report.css", "page.js"])
def test_the_policy_names_what_stands_in_the_page(name: str) -> None:
    markup = page(clean())
    policy = html.unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', markup)[1])  # type: ignore[index]
    kind = "style" if name.endswith(".css") else "script"
    found = re.findall(rf"<{kind}>(.*?)</{kind}>", markup, re.DOTALL)
    (text,) = [text for text in found if text == str(sheet(name).text)]
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy


@pytest.mark.parametrize("text", ["a </script> b", "a </STYLE b", "<!-- x", "größe"])
def test_a_style_or_script_that_could_end_itself_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="ASCII"):
        inline(text)


@pytest.mark.parametrize("sample", ["modem", "hostile"])
def test_a_stream_of_few_characters_gets_the_same_page(sample: str) -> None:
    report = replace(SAMPLES[sample](), name="größe 温度.log")

    class Ascii(io.StringIO):
        encoding = "ascii"  # type: ignore[assignment]

    narrow = Ascii()
    RENDERER.render(report, narrow)
    assert narrow.getvalue().isascii()
    assert html.unescape(narrow.getvalue()) == html.unescape(page(report))


def test_texts_become_markup_only_where_they_are_ours() -> None:
    assert texts.prose("run `a<b>` & see <i>") == "run <code>a&lt;b&gt;</code> &amp; see &lt;i&gt;"
    assert texts.reference("javascript:alert(1)") == "<code>javascript:alert(1)</code>"
    assert texts.reference('https://x.y/"onclick="a') == "<code>https://x.y/&#34;onclick=&#34;a</code>"
    assert texts.reference("https://x.y/a?b=1&c=2").startswith(
        '<a class="reference" href="https://x.y/a?b=1&amp;c=2"'
    )
    assert texts.number(1234567) == "1\u202f234\u202f567"
    assert (texts.share(-1), texts.share(0.123456), texts.share(7)) == ("0.00%", "12.35%", "100.00%")
