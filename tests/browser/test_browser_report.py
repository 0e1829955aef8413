"""The report as a reader meets it: in a real browser, on a phone, on paper, without a script, under attack."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from conftest import Tab
from pages import DANGLING, DOUBLED, FAINT, IN_VIEW, SIZES, TOO_WIDE, page_of
from playwright.sync_api import expect
from samples import POISON, SAMPLES

Show = Callable[..., Tab]


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_page_renders_without_complaint_request_or_sideways_scrolling(show: Show, sample: str) -> None:
    tab = show(page_of(sample))
    assert tab.complaints == []
    assert tab.requests == []
    assert tab.page.evaluate(DANGLING) == []
    assert tab.page.evaluate(DOUBLED) == []
    tab.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    for size in SIZES.values():
        tab.page.set_viewport_size(size)
        assert tab.page.evaluate(TOO_WIDE) == []


@pytest.mark.parametrize("size", SIZES)
def test_the_first_screen_gives_the_answer(show: Show, size: str) -> None:
    page = show(page_of("modem"), viewport=SIZES[size]).page
    for text in (
        "The debug session worked and then broke",
        "Quite possible",
        "failed twice",
        "Do this first",
    ):
        assert page.get_by_text(text).first.evaluate(IN_VIEW), text


def test_evidence_leads_to_its_line_and_the_line_back_to_it(show: Show) -> None:
    page = show(page_of("modem")).page
    page.emulate_media(reduced_motion="reduce")
    said = page.locator("#p1c2 tr", has_text="Access to a secure address was denied")
    page.locator("#p1c2 > summary").click()
    said.get_by_role("link", name="34").click()
    line = page.locator("#L34")
    assert line.evaluate("(one) => one.matches(':target')")
    assert line.evaluate(IN_VIEW)
    page.locator("#p1c2 > summary").evaluate("(one) => { one.parentElement.open = false; }")
    notes = line.locator("a.note")
    assert [" ".join(text.split()) for text in notes.all_text_contents()] == [
        "evidence for cause 1 needed",
        "evidence against cause 1 \u22125 dB",
        "evidence for cause 2 needed",
    ]
    notes.last.click()
    assert said.evaluate("(one) => one.matches(':target')")
    assert said.evaluate(IN_VIEW)


def test_the_search_filters_and_a_link_finds_what_it_hid(show: Show) -> None:
    page = show(page_of("modem")).page
    page.emulate_media(reduced_motion="reduce")
    box, shown = page.get_by_role("searchbox"), page.locator("#lines > li[id]:visible")
    total = shown.count()
    box.fill("ffffff9a")
    expect(page.locator("output")).to_have_text("1 line found")
    assert shown.count() == 1
    box.fill("no such words")
    expect(page.locator("output")).to_have_text("0 lines found")
    assert shown.count() == 0
    page.locator("#p1c1").get_by_role("link", name="20").first.click()
    assert page.locator("#L20").evaluate(IN_VIEW)
    assert box.input_value() == ""
    box.fill("ERROR")
    expect(page.locator("output")).not_to_be_empty()
    assert 0 < shown.count() < total
    box.press("Escape")
    assert shown.count() == total


def test_errors_and_evidence_can_be_picked_by_keyboard_and_searched_in(show: Show) -> None:
    page = show(page_of("modem")).page
    rows = page.locator("#lines > li[id]")
    page.locator("#log-all").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("#log-errors").is_checked()
    errors = rows.and_(page.locator(".error"))
    assert 0 < errors.count() == page.locator("#lines > li[id]:visible").count()
    page.get_by_role("searchbox").fill("trust_zone")
    expect(page.locator("output")).to_have_text("1 line found")
    assert page.locator("#lines > li[id]:visible").get_attribute("id") == "L34"
    page.get_by_role("searchbox").fill("")
    page.get_by_text("Evidence", exact=True).click()
    evidence = rows.and_(page.locator(".evidence"))
    assert 0 < evidence.count() == page.locator("#lines > li[id]:visible").count()


def test_everything_but_the_search_works_without_a_script(show: Show) -> None:
    page = show(page_of("modem"), java_script_enabled=False).page
    assert not page.locator("input[type=search]").is_visible()
    assert page.locator("#L22").is_visible()
    page.get_by_text("Errors", exact=True).click()
    assert page.locator("#L21").is_visible()
    assert not page.locator("#L20").is_visible()
    page.locator("#p1c2 > summary").click()
    assert page.get_by_text("Access to a secure address was denied (-93)").is_visible()
    page.locator("#p1c1").get_by_role("link", name="20").first.click()
    assert page.locator("#L20").is_visible()


def test_hostile_text_stays_text(show: Show) -> None:
    tab = show(page_of("hostile"))
    elements = "script, img, iframe, object, embed, link, base, form, [onclick], [onerror], [onload], [style]"
    found = tab.page.locator(elements).evaluate_all("(all) => all.map((one) => one.tagName)")
    assert found == ["SCRIPT"]
    assert tab.page.locator("a[href]:not([href^='#'])").count() == 0
    assert tab.complaints == []
    assert "<script>alert(1)</script>" in POISON
    assert tab.page.get_by_text("<script>alert(1)</script>").count() > 10
    assert tab.page.locator("#L22").get_by_text("\\x1b[31m").first.is_visible()


def test_the_policy_stops_what_escaping_would_let_through(show: Show) -> None:
    tab = show(page_of("modem"))
    tab.page.evaluate("""() => {
      const script = document.createElement("script");
      script.textContent = "window.ran = true";
      document.body.append(script);
      const picture = document.createElement("img");
      picture.src = "https://example.org/x.png";
      document.body.append(picture);
    }""")
    assert tab.page.evaluate("window.ran") is None
    assert tab.requests == []
    assert sum("Content Security Policy" in one for one in tab.complaints) == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "sample", ["modem", "clean", "two_problems", "unexplained", "failed_unknown", "hostile"]
)
def test_text_can_be_read_in_both_schemes(show: Show, sample: str, scheme: str) -> None:
    page = show(page_of(sample), color_scheme=scheme).page
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    seen = page.evaluate(FAINT)
    assert seen["seen"] > 20
    assert seen["faint"] == {}


def test_both_schemes_differ(show: Show) -> None:
    grounds = {
        show(page_of("clean"), color_scheme=scheme).page.evaluate(
            "getComputedStyle(document.body).backgroundColor"
        )
        for scheme in ("light", "dark")
    }
    assert len(grounds) == 2


def test_paper_gets_the_log_only_when_asked_and_every_told_cause(show: Show) -> None:
    page = show(page_of("modem")).page
    page.get_by_text("Print it too").click()
    page.get_by_text("Print it too").click()
    page.emulate_media(media="print")
    for selector in (".toolbar", "nav.contents", "#lines"):
        assert not page.locator(selector).first.is_visible(), selector
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.get_by_text("Access to a secure address was denied (-93)").is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    page.get_by_text("Print it too").click()
    page.emulate_media(media="print")
    assert page.locator("#lines").is_visible()


def test_the_keyboard_reaches_the_report(show: Show) -> None:
    page = show(page_of("modem")).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the report"
    assert page.locator(".skip").evaluate(IN_VIEW)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.locator("#p1c2 > summary").focus()
    page.keyboard.press("Enter")
    assert page.locator("#p1c2").get_attribute("open") is not None


def test_several_reports_share_a_page_with_a_table_of_contents(show: Show) -> None:
    names = ("modem", "clean", "two_problems", "hostile")
    tab = show(page_of(*names))
    assert tab.complaints == []
    assert tab.page.evaluate(DOUBLED) == []
    assert tab.page.evaluate(DANGLING) == []
    assert tab.page.get_by_role("article").count() == 4
    table = tab.page.get_by_role("table").first
    assert table.get_by_role("row").count() == 5
    table.get_by_role("link", name="two.log").click()
    assert tab.page.locator("#r3-report").evaluate("(one) => one.matches(':target')")


def test_controls_have_names_and_pictures_stay_silent(show: Show) -> None:
    page = show(page_of("modem")).page
    for role in ("searchbox", "radio", "checkbox"):
        for one in page.get_by_role(role).all():
            assert one.evaluate("(one) => one.labels.length || one.getAttribute('aria-label')"), role
    assert page.locator("svg:not([aria-hidden])").count() == 0
    assert page.locator("h1").count() == 1
    levels = page.locator("h1, h2, h3, h4").evaluate_all("(all) => all.map((one) => Number(one.tagName[1]))")
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_command_is_copied_as_it_must_be_typed(show: Show) -> None:
    page = show(page_of("modem"), viewport=SIZES["phone"]).page
    block = page.locator("pre.command code", has_text="--clockspeed")
    assert block.text_content() == "nrfjprog --clockspeed 1000 --ids\n"
    select = "(one) => { getSelection().selectAllChildren(one); return getSelection().toString(); }"
    assert block.evaluate(select).strip() == "nrfjprog --clockspeed 1000 --ids"
