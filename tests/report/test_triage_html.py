"""What the page of a batch is made of: the numbers, the block of data, the lists, the bounds."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from html import unescape

import pytest
from batches import MARKUP, hostile_rows, page_of, page_over, rows_of, unpacked

from analyzer.report.html.batch import entries, library
from analyzer.report.html.batch.data import block, packed
from analyzer.report.triage import View, cells, text_format
from analyzer.triage.row import Row, UnknownError
from analyzer.triage.summary import summarise, triage_of


def test_the_format_is_found_by_its_name() -> None:
    stream = io.StringIO()
    text_format("html").render(triage_of(rows_of(3)), stream, View())
    assert stream.getvalue().startswith("<!doctype html>")


def test_the_first_screen_tells_the_numbers_of_the_batch() -> None:
    rows = rows_of(300)
    summary = summarise(rows)
    page = page_of(triage_of(rows))
    tiles = re.findall(r'class="figure num">([^<]+)</span>\s*<span class="label">([^<]+)<', page)
    told = {label: int(count.replace("\u202f", "")) for count, label in tiles}
    assert told["tickets"] == 300
    assert told["confident"] == summary.confident
    for status, count in summary.statuses.items():
        assert told[cells.STATUS[status]] == count
    leaders = page.partition("Most frequent causes")[2]
    for cause in list(summary.causes)[:3]:
        assert summary.titles[cause] in unescape(leaders)


def test_kinds_that_no_ticket_is_of_are_left_out_but_for_the_unexplained() -> None:
    page = page_of(triage_of([rows_of(1)[0]]))
    labels = re.findall(r'class="label">([^<]+)<', page)
    assert labels == ["tickets", "diagnosed", "confident", "unknown error"]


def test_a_batch_without_a_cause_and_an_empty_batch_have_no_charts_and_no_library() -> None:
    for rows in ([], [Row("a.log", "nothing-found")]):
        page = page_of(triage_of(rows))
        assert "charts-library" not in page
        assert len(page) < 60_000


def test_the_block_of_data_gives_back_every_ticket() -> None:
    rows = rows_of(50)
    found = unpacked(rows)
    assert len(found) == 50
    for row, one in zip(rows, found, strict=True):
        assert f"tickets/{one['folder']}{one['name']}" == row.name
        assert (one["status"], one["cause"], one["device"]) == (row.status, row.cause, row.device)
        assert one["probability"] == pytest.approx(row.probability, abs=0.001)
        assert one["codes"] == list(row.codes)
        assert one["evidence"] == row.evidence
        assert one["ended"] == int(row.ended or 0)


def test_markup_cannot_leave_the_block_of_data() -> None:
    text = block({"a": MARKUP, "b": ["\ud800", "\x00"]})
    assert not re.search(r"[<>&\u2028]|[^\x20-\x7e]", text)
    assert json.loads(text)["a"] == MARKUP


def test_a_ticket_is_bounded_whatever_its_log_holds() -> None:
    long = "\u4e2d" * 100_000
    errors = tuple(UnknownError(f"{number}{long}", number, 2, long, long) for number in range(500))
    rows = [
        replace(
            one,
            tool=long, device=long, family=long, operation=long, cause=long, title=long, runner_up=long,
            evidence=long, place=f"{long}:3", next_question=long, duplicate_of=long, reason=long,
            versions={long: long}, also=(long,) * 500, codes=(long,) * 500, limits=(long,) * 500, unknown=errors,
        )
        for one in rows_of(3)
    ]  # fmt: skip
    names = {row.name: row.name for row in rows}
    assert len(block(packed([entries.entry(rows[0], names)]))) < 6 * 8_000
    assert len(page_of(triage_of(rows))) - len(library.library().packed) < 800_000


def test_long_lists_say_how_much_is_missing() -> None:
    row = replace(
        rows_of(1)[0],
        codes=tuple(f"{code} CODE" for code in range(20)),
        unknown=tuple(UnknownError(f"error {number}", number, 1) for number in range(20)),
    )
    shown = entries.entry(row, {row.name: row.name})
    assert shown.codes[-1] == "and 12 more"
    assert shown.more_unknown == 15


def test_a_probability_is_never_rounded_up_to_a_limit_it_does_not_reach() -> None:
    row = replace(rows_of(1)[0], probability=0.74999)
    assert entries.entry(row, {row.name: row.name}).probability < 0.75


def test_faults_come_first_and_the_surest_at_the_top() -> None:
    found = entries.in_order(rows_of(200))
    order = list(entries.KINDS)
    assert [order.index(row.status) for row in found] == sorted(order.index(row.status) for row in found)
    diagnosed = [row.probability for row in found if row.status == "diagnosed"]
    assert diagnosed == sorted(diagnosed, reverse=True)


def test_groups_and_a_trend_are_shown_when_asked_for() -> None:
    page = page_over(200, View(by=("family", "cause"), period="Q"))
    assert "By family and cause</h2>" in page
    assert "Over time, by quarter" in page
    table = page.partition('id="groups"')[2].partition("</table>")[0]
    counts = [int(text) for text in re.findall(r"data-choose='[^']*'>(\d+)<", table)]
    assert sum(counts) == 200
    assert counts == sorted(counts, reverse=True)
    assert "By family" not in page_over(200)


def test_unknown_errors_are_a_work_list_with_an_example_and_a_command() -> None:
    triage = triage_of(rows_of(200))
    page = unescape(re.sub("</?span>", "", page_of(triage)))
    for cluster in triage.clusters:
        assert f"nrfdoctor rules draft --cluster {cluster.id} PATH..." in page
        assert cluster.template in page
    assert "the capacitor is full" in page
    assert "None: a rule explains every error" in page_of(triage_of(rows_of(5)))


def test_what_cannot_be_read_is_there_twice_or_was_left_out_is_listed() -> None:
    page = page_over(300)
    assert page.count("is no text: it holds binary data") >= 6
    assert "Has the same content as" in page
    assert "README.md: is no log" in page


def test_without_its_scripts_the_first_tickets_are_a_table_that_says_so() -> None:
    page = page_over(300)
    static = page.partition('<tbody id="tickets-list">')[2].partition("</tbody>")[0]
    assert static.count('<tr class="ticket">') == 100
    assert "300 tickets, the first 100 below." in page
    assert "the first" not in page_over(30).partition('id="tickets-shown"')[2].partition("</p>")[0]


def test_all_text_of_a_hostile_batch_is_escaped_and_visible() -> None:
    page = page_of(triage_of(hostile_rows(40, MARKUP), [MARKUP]))
    assert "<script>alert" not in page
    assert "\u202e" not in page
    assert "\u2028" not in page
    assert page.count("<script") == page.count("</script>") == 6
    assert "unsafe" not in page.partition("<title>")[0]
