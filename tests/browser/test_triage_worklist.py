"""Working through a batch: choosing by bars and numbers, searching, sorting, opening tickets."""

from __future__ import annotations

from collections.abc import Callable

from batches import page_of, page_over, rows_of
from conftest import Tab
from pages import IN_VIEW
from playwright.sync_api import expect
from triage_parts import click, drawn, mark, shown, tickets

from analyzer.report.triage import View
from analyzer.triage.summary import summarise, triage_of

Show = Callable[..., Tab]


def test_a_bar_chooses_its_tickets(show: Show) -> None:
    rows = rows_of(300)
    causes = list(summarise(rows).causes.items())
    page = drawn(show(page_of(triage_of(rows))))
    click(page, mark(page, "causes", 1))
    expect(page.locator("select[data-condition=cause]")).to_have_value(causes[1][0])
    assert shown(page).startswith(f"{causes[1][1]} of 300 tickets found")
    assert page.locator("#tickets-title").evaluate(IN_VIEW)
    page.locator("#tickets-reset").click()
    assert shown(page).startswith("300 tickets")
    with_family = [row for row in rows if row.cause == causes[0][0] and row.family == "nrf52"]
    click(page, page.locator("[data-chart=family] .trace").first.locator(".point path").first)
    expect(page.locator("select[data-condition=family]")).to_have_value("nrf52")
    assert shown(page).startswith(f"{len(with_family)} of 300 tickets found")


def test_what_no_control_shows_is_a_chip_that_can_be_taken_away(show: Show) -> None:
    page = drawn(show(page_over(300)))
    sure = summarise(rows_of(300)).confident
    page.get_by_role("link", name="confident").click()
    assert shown(page).startswith(f"{sure} of 300 tickets found")
    click(page, page.locator("[data-chart=time] .trace").last.locator(".point path").nth(3))
    chips = page.locator(".chip")
    assert chips.count() >= 1
    chosen = shown(page)
    chips.last.click()
    assert shown(page) != chosen
    page.locator("#tickets-reset").click()
    assert chips.count() == 0


def test_numbers_choose_like_bars(show: Show) -> None:
    rows = rows_of(300)
    cause, count = list(summarise(rows).causes.items())[2]
    page = drawn(show(page_of(triage_of(rows), View(by=("status",)))))
    table = page.locator(".chart", has=page.locator("[data-chart=causes]")).locator("details")
    table.locator("summary").click()
    table.get_by_role("link", name=summarise(rows).titles[cause]).click()
    assert shown(page).startswith(f"{count} of 300 tickets found")
    page.locator("#groups").get_by_role("link", name="6", exact=True).first.click()
    assert shown(page).startswith("6 of 300 tickets found")


def test_search_finds_in_all_tickets_and_in_what_is_folded(show: Show) -> None:
    page = drawn(show(page_over(300)))
    box = page.get_by_role("searchbox")
    box.fill("it broke at 0x0000000b")
    expect(tickets(page)).to_have_count(1)
    expect(tickets(page)).to_contain_text("case-00011.log")
    box.fill("CABLE nrf91")
    expect(tickets(page).first).to_be_visible()
    rows = [row for row in rows_of(300) if row.family == "nrf91" and {row.cause, row.runner_up} & {"cable"}]
    expect(page.locator("#tickets-shown")).to_contain_text(f"{len(rows)} of 300 tickets found")
    box.fill("no such words")
    expect(tickets(page)).to_have_count(0)
    assert shown(page).startswith("0 of 300 tickets found")


def test_columns_sort_both_ways_and_what_is_not_told_comes_last(show: Show) -> None:
    page = drawn(show(page_over(300)))
    told = page.locator("#tickets-list .t-cause [data-slot=percent]")
    surest = max(row.probability for row in rows_of(300) if row.cause)
    page.get_by_role("button", name="Probability").click()
    expect(told.first).to_have_text(f"{surest:.0%}")
    page.get_by_role("button", name="Probability").click()
    least = min(row.probability for row in rows_of(300) if row.cause)
    expect(told.first).to_have_text(f"{least:.0%}")
    page.get_by_role("button", name="Device").click()
    expect(tickets(page).first.locator(".t-device")).to_contain_text("NRF9160")
    names = page.locator("#tickets-list [data-slot=name]")
    page.get_by_role("button", name="Ticket", exact=True).click()
    expect(names.first).to_have_text("case-00000.log")
    page.get_by_role("button", name="Ticket", exact=True).click()
    expect(names.first).to_have_text("case-00299.log")
    dates = page.locator("#tickets-list [data-slot=when]")
    page.get_by_role("button", name="Date").click()
    first = dates.first.inner_text()
    page.get_by_role("button", name="Date").click()
    assert dates.first.inner_text() < first


def test_conditions_add_up_and_can_all_be_taken_back(show: Show) -> None:
    rows = rows_of(300)
    page = drawn(show(page_of(triage_of(rows))))
    page.locator("select[data-condition=status]").select_option("diagnosed")
    page.locator("select[data-condition=tool]").select_option("west")
    chosen = [row for row in rows if row.status == "diagnosed" and row.tool == "west"]
    assert shown(page).startswith(f"{len(chosen)} of 300 tickets found")
    page.get_by_role("button", name="Show all").click()
    assert shown(page).startswith("300 tickets, the first 100 below.")
    page.get_by_role("button", name="Show 100 more").click()
    expect(tickets(page)).to_have_count(200)


def test_a_ticket_opens_with_its_evidence_errors_and_limits(show: Show) -> None:
    page = drawn(show(page_over(300)))
    name = tickets(page).first.get_by_role("button")
    name.focus()
    page.keyboard.press("Enter")
    more = page.locator("tr.more")
    expect(more).to_contain_text("ERROR: it broke at 0x")
    expect(more).to_contain_text("nrfjprog 10.21.0, jlink 7.94e")
    expect(more).to_contain_text("2 sessions, 3 operations, 120 lines, 118 recognised")
    assert name.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Enter")
    expect(more).to_have_count(0)
    for status, text in (
        ("unexplained", "closest known message: the capacitor is full"),
        ("nothing-found", "line 9 is long and was cut"),
    ):
        page.locator("select[data-condition=status]").select_option(status)
        tickets(page).first.get_by_role("button").click()
        expect(more).to_contain_text(text)
    page.locator("select[data-condition=status]").select_option("unreadable")
    expect(tickets(page).first).to_contain_text("is no text: it holds binary data")


def test_a_name_in_the_lists_below_leads_to_its_ticket(show: Show) -> None:
    page = drawn(show(page_over(300)))
    link = page.locator("#twins").get_by_role("link").first
    name = link.inner_text()
    link.click()
    expect(tickets(page)).to_have_count(1)
    assert name.endswith(page.locator("#tickets-list [data-slot=name]").inner_text())
    expect(page.locator(".chip")).to_have_text(f"ticket: {name}")


def test_twenty_thousand_tickets_load_and_can_be_searched(show: Show) -> None:
    rows = rows_of(20_000)
    tab = show(page_of(triage_of(rows)))
    page = drawn(tab)
    assert shown(page).startswith("20000 tickets, the first 100 below.")
    page.get_by_role("searchbox").fill("case-19990")
    expect(tickets(page)).to_have_count(1)
    page.get_by_role("searchbox").fill("")
    page.locator("select[data-condition=cause]").select_option("cable")
    count = summarise(rows).causes["cable"]
    expect(page.locator("#tickets-shown")).to_contain_text(f"{count:,} of 20".replace(",", "\u202f"))
    page.get_by_role("button", name="Date").click()
    expect(tickets(page)).to_have_count(100)
    assert tab.complaints == []
