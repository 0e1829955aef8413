"""The page of a batch as its readers meet it: the picture, a phone, paper, no script, attacks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from batches import hostile_rows, page_of, page_over, rows_of
from conftest import Tab
from pages import DANGLING, DOUBLED, FAINT, IN_VIEW, SIZES, TOO_WIDE
from playwright.sync_api import expect
from triage_parts import click, drawn, mark, shown, tickets

from analyzer.report.triage import View
from analyzer.triage.summary import summarise, triage_of

Show = Callable[..., Tab]
ATTACK = (
    "</script></textarea><script>alert(1)</script><img src=x onerror=alert(2)>"
    "<b>&lt;i&gt;</b><a href='javascript:alert(3)'>x</a>"
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_renders_without_complaint_request_or_sideways_scrolling(show: Show, scheme: str) -> None:
    tab = show(page_over(300, View(by=("family", "cause"))), color_scheme=scheme)
    page = drawn(tab)
    assert page.evaluate(DANGLING) == []
    assert page.evaluate(DOUBLED) == []
    page.locator("button.name").first.click()
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    for size in SIZES.values():
        page.set_viewport_size(size)
        page.wait_for_timeout(300)  # the charts are drawn anew
        assert page.evaluate(TOO_WIDE) == []
    assert tab.complaints == []
    assert tab.requests == []


@pytest.mark.parametrize("size", SIZES)
def test_the_first_screen_gives_the_numbers_and_the_most_frequent_causes(show: Show, size: str) -> None:
    rows = rows_of(300)
    summary = summarise(rows)
    page = show(page_of(triage_of(rows)), viewport=SIZES[size]).page
    assert page.locator(".tile").first.evaluate(IN_VIEW)
    leaders = page.locator(".leaders li")
    expect(leaders).to_have_count(3)
    for place, (cause, count) in enumerate(list(summary.causes.items())[:3]):
        expect(leaders.nth(place)).to_contain_text(summary.titles[cause])
        expect(leaders.nth(place)).to_contain_text(f"{count} tickets")
        assert leaders.nth(place).get_by_role("link").evaluate(IN_VIEW)


def test_every_chart_is_drawn_as_svg_and_its_numbers_are_folded(show: Show) -> None:
    page = drawn(show(page_over(300)))
    charts = page.locator(".chart")
    expect(charts).to_have_count(5)
    for place in range(5):
        assert charts.nth(place).locator(".plot .point path").count() > 2
        assert charts.nth(place).locator("canvas, image, .modebar, .legend").count() == 0
        assert charts.nth(place).locator("details").get_attribute("open") is None
    labels = page.locator("[data-chart=causes] .ytick text")
    expect(labels.first).to_contain_text(summarise(rows_of(300)).titles["cable"])


def test_hostile_text_stays_text(show: Show) -> None:
    tab = show(page_of(triage_of(hostile_rows(60, ATTACK), [ATTACK]), View(by=("family", "cause"))))
    page = drawn(tab)
    for button in page.locator("button.name").all()[:10]:
        button.click()
    click(page, mark(page, "causes", 0))
    assert shown(page).startswith(f"{max(summarise(rows_of(60)).causes.values())} of 60 tickets found")
    page.mouse.wheel(0, -10_000)
    mark(page, "family", 0).hover(force=True)
    elements = "img, iframe, object, embed, link, base, form, textarea, [onclick], [onerror], [onload]"
    assert page.locator(elements).count() == 0
    assert page.locator("a[*|href^='javascript' i], svg a, svg [style*=cursor]").count() == 0
    kinds = page.locator("script").evaluate_all("(all) => all.map((one) => one.type)")
    assert sorted(kinds) == [
        "",
        "",
        "",
        "",
        "application/json",
        "application/json",
        "application/octet-stream",
    ]
    assert "<img src=x" in page.locator("[data-chart=causes] .plot-container").inner_text()
    assert tab.complaints == []
    assert tab.requests == []


def test_colours_of_the_charts_follow_the_scheme_while_the_page_is_open(show: Show) -> None:
    page = drawn(show(page_over(60)))
    label = page.locator("[data-chart=causes] .ytick text").first
    light = label.evaluate("(one) => getComputedStyle(one).fill")
    page.emulate_media(color_scheme="dark")
    dark = label.evaluate("(one) => getComputedStyle(one).fill")
    assert light != dark
    assert dark == page.locator(".quiet").first.evaluate("(one) => getComputedStyle(one).color")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_what_lies_behind_it(show: Show, scheme: str) -> None:
    page = drawn(show(page_over(300), color_scheme=scheme))
    page.get_by_role("link", name="confident").click()
    tickets(page).first.get_by_role("button").click()
    found = page.evaluate(FAINT)
    assert found["seen"] > 500
    assert found["faint"] == {}


def test_on_a_phone_tickets_are_cards_and_names_stand_above_their_bars(show: Show) -> None:
    page = drawn(show(page_over(300), viewport=SIZES["phone"]))
    assert not page.locator(".work thead").is_visible()
    expect(page.locator("[data-chart=causes] .ytick text")).to_have_count(0)
    above = page.locator("[data-chart=causes] .annotation-text")
    expect(above.first).to_be_visible()
    box = above.first.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    page.locator("#tickets-sort").select_option("ended")
    latest = max(row.ended for row in rows_of(300) if row.ended)
    assert latest
    card = tickets(page).first.bounding_box()
    assert card is not None
    assert card["width"] <= 360


def test_paper_shows_charts_and_tickets_in_light_colours(show: Show, tmp_path: Path) -> None:
    page = drawn(show(page_over(300), color_scheme="dark"))
    page.evaluate("""addEventListener("beforeprint", () => {
      window.printed = Array.from(document.querySelectorAll(".plot svg.main-svg"), (one) => one.clientWidth);
    })""")
    page.pdf(path=tmp_path / "page.pdf", format="A4")
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
    printed = page.evaluate("window.printed")
    assert len(printed) >= 5
    assert max(printed) <= 660
    page.emulate_media(media="print")
    for place in range(5):
        plot = page.locator(".plot svg.main-svg").nth(place)
        assert plot.is_visible()
    label = page.locator("[data-chart=causes] .ytick text").first
    assert label.evaluate("(one) => getComputedStyle(one).fill") == "rgb(51, 51, 51)"
    assert tickets(page).count() == 100
    assert tickets(page).first.is_visible()
    assert not page.locator(".toolbar").is_visible()


def test_without_a_script_every_number_can_be_read(show: Show) -> None:
    rows = rows_of(300)
    page = show(page_of(triage_of(rows)), java_script_enabled=False).page
    assert not page.locator(".toolbar, .plot, #tickets-more").first.is_visible()
    for table in page.locator(".chart table").all():
        assert table.is_visible()
    cause, count = next(iter(summarise(rows).causes.items()))
    line = page.locator(".chart tr", has_text=cause).first
    expect(line).to_contain_text(str(count))
    expect(tickets(page)).to_have_count(100)
    expect(page.locator("#tickets-shown")).to_contain_text("300 tickets, the first 100 below")


def test_without_decompression_the_numbers_stay_open(show: Show) -> None:
    old = page_over(60)
    tab = show("<!doctype html>")
    tab.page.add_init_script("delete window.DecompressionStream")
    (file := Path(tab.page.url.removeprefix("file://"))).write_text(old, "utf-8")
    tab.page.goto(file.as_uri())
    expect(tab.page.locator(".chart table").first).to_be_visible()
    assert not tab.page.locator(".plot").first.is_visible()
    assert shown(tab.page).startswith("60 tickets")
