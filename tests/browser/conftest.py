"""A real Chromium for pages: it may open one file and nothing else, and tells what a page complained about."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NotRequired, TypedDict, Unpack

import pytest
from playwright.sync_api import Browser, BrowserContext, Route, sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent / "report"))  # the sample reports are written there

_NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium. Where there is none, tests are skipped, but fail in continuous integration."""
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        reason = f"none of {', '.join(_NAMES)} is on the path; on Debian: apt-get install chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield running
        running.close()


class Settings(TypedDict):
    """Settings of a browser context."""

    viewport: NotRequired[dict[str, int]]
    color_scheme: NotRequired[str]
    java_script_enabled: NotRequired[bool]


class Tab:
    """An open page with what it asked for and complained about."""

    def __init__(self, context: BrowserContext, file: Path) -> None:
        self.complaints: list[str] = []
        self.requests: list[str] = []
        context.route("**/*", self._route)
        self.page = context.new_page()
        self.page.on("console", lambda said: self._told(said.type, said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.complaints.append(dialog.message), dialog.dismiss()))
        self._file = file.as_uri()
        self.page.goto(self._file)

    def _route(self, route: Route) -> None:
        """Only the file itself is given out."""
        if route.request.url.partition("#")[0] == self._file:
            route.continue_()
        else:
            self.requests.append(route.request.url)
            route.abort()

    def _told(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Tab]]:
    """Opens markup as a file; further arguments are those of a browser context."""
    contexts = []

    def opened(markup: str, **settings: Unpack[Settings]) -> Tab:
        file = tmp_path / f"page{len(contexts)}.html"
        file.write_text(markup, "utf-8")
        contexts.append(browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **settings}))
        return Tab(contexts[-1], file)

    yield opened
    for context in contexts:
        context.close()
