"""Where the parts of a batch's page are, and how a hand gets at them."""

from __future__ import annotations

from conftest import Tab
from playwright.sync_api import Locator, Page


def drawn(tab: Tab) -> Page:
    """The page once its charts are drawn."""
    tab.page.emulate_media(reduced_motion="reduce")
    tab.page.wait_for_selector("html[data-charts=drawn]")
    return tab.page


def tickets(page: Page) -> Locator:
    return page.locator("#tickets-list > tr.ticket")


def shown(page: Page) -> str:
    return page.locator("#tickets-shown").inner_text().replace("\u202f", "")


def mark(page: Page, chart: str, place: int) -> Locator:
    """A bar of a chart."""
    return page.locator(f"[data-chart={chart}] .point path").nth(place)


def click(page: Page, bar: Locator) -> None:
    """Click where a bar is; what plotly listens on lies above it."""
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
