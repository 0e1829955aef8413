"""The page of a probing in a real browser: hostile devices, small screens, both schemes, several probes."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from conftest import Tab
from pages import DANGLING, DOUBLED, FAINT, SIZES, TOO_WIDE
from poison import poisoned
from samples import POISON

from analyzer.engine.result import NextTest
from analyzer.live.probing import Probing
from analyzer.live.values import CallError, Seen
from analyzer.live.verdict import Hypothesis
from analyzer.report.probe_html import render, render_all

Show = Callable[..., Tab]

FOUND = Probing(
    backend="replay",
    serial=960012345,
    seen=(
        Seen("probe.open", "ok", {"firmware": "J-Link OB"}, None, "probe", 3),
        Seen("target.access-port", "protected", "status 0x0", None, "target", 1),
        Seen("target.family", None, None, CallError(-102, "JLINKARM_DLL_ERROR"), "target", 2),
        Seen("target.device-info", None, None, None, "halt", 0, skipped="needs --allow halt"),
    ),
    hypotheses=(
        Hypothesis(
            "access-port-protection",
            "The port is protected",
            0.3,
            0.97,
            "confirmed",
            20.0,
            (),
            "It is closed.",
        ),
        Hypothesis(
            "probe-in-use", "The probe is in use", 0.4, 0.01, "refuted", -10.0, (), "Nobody holds it."
        ),
        Hypothesis(
            "usb", "The USB cable is bad", 0.2, 0.2, "inconclusive", 0.0, (), "No check speaks to it."
        ),
    ),
    next_test=NextTest("question", "locks", 0.4, "Does the firmware lock the port?", "", ()),
    exit_code=1,
)


def page(*probings: Probing) -> str:
    stream = io.StringIO()
    if len(probings) == 1:
        render(probings[0], stream)
    else:
        render_all(probings, stream)
    return stream.getvalue()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_probing_is_read_on_every_screen(show: Show, scheme: str) -> None:
    tab = show(page(FOUND), color_scheme=scheme)
    assert (tab.complaints, tab.requests) == ([], [])
    assert tab.page.get_by_text("Confirmed: The port is protected.").is_visible()
    assert tab.page.get_by_role("row", name="refuted").get_by_text("40%").is_visible()
    assert tab.page.evaluate(FAINT)["faint"] == {}
    for size in SIZES.values():
        tab.page.set_viewport_size(size)
        assert tab.page.evaluate(TOO_WIDE) == []


def test_what_a_device_says_stays_text_and_needs_no_script(show: Show) -> None:
    tab = show(page(poisoned(FOUND, POISON)))
    assert (tab.complaints, tab.requests) == ([], [])
    assert tab.page.locator("script, img, a[href]:not([href^='#'])").count() == 0
    assert tab.page.get_by_text("<script>alert(1)</script>").count() > 5


def test_several_probes_share_a_page(show: Show) -> None:
    healthy = Probing("replay", 960054321, (), (), None, 0)
    tab = show(page(FOUND, healthy))
    assert tab.page.evaluate(DANGLING) == []
    assert tab.page.evaluate(DOUBLED) == []
    assert tab.page.get_by_role("article").count() == 2
    tab.page.get_by_role("link", name="Probe 960054321").click()
    assert tab.page.locator("#probe2").evaluate("(one) => one.matches(':target')")
