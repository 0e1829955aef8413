"""Make the pictures of the README: `python -m tests.pictures`, from the top of a checkout.

The terminal is exported by rich as SVG; the pages are photographed by Chromium. Tickets are drawn from the corpus.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

HERE = Path(__file__).parent
CORPUS = HERE.parent.parent / "corpus"
COLUMNS = 112
"""Width of the terminal in the picture."""
TICKETS = 20
BATCH = 200
"""Tickets behind the picture of the page."""


def tickets(folder: Path, count: int) -> Path:
    """A folder of tickets drawn from the corpus."""
    folder.mkdir(parents=True)
    logs = sorted(CORPUS.glob("*.log"))
    chosen = random.Random(7)
    for number in range(count):
        content = chosen.choice(logs).read_bytes()
        (folder / f"ticket-{number + 4100}.log").write_bytes(content + f"\n# {number}\n".encode())
    return folder


def nrfdoctor(*arguments: str | Path, cwd: Path) -> str:
    """What a command prints at a terminal with colours."""
    environment = os.environ | {"FORCE_COLOR": "1", "COLUMNS": str(COLUMNS), "TERM": "xterm-256color"}
    command = [sys.executable, "-m", "analyzer.cli.main", *map(str, arguments)]
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    return done.stdout


def terminal(text: str, title: str, path: Path) -> None:
    """Export what a terminal shows."""
    with Path(os.devnull).open("w") as nowhere:
        console = Console(record=True, width=COLUMNS, file=nowhere, force_terminal=True)
        for line in text.splitlines():
            console.print(Text.from_ansi(line), soft_wrap=True)
        console.save_svg(str(path), title=title)


def photograph(page: Path, path: Path, height: int) -> None:
    """What a browser shows of a page."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        view = browser.new_page(viewport={"width": 1200, "height": height})
        view.goto(page.as_uri())
        view.wait_for_timeout(500)
        view.screenshot(path=path)
        browser.close()


def main() -> None:
    """Make all of them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tickets(folder / "tickets", TICKETS)
        terminal(
            nrfdoctor("triage", "tickets", cwd=folder),
            "nrfdoctor triage tickets",
            HERE / "triage-terminal.svg",
        )
        tickets(folder / "batch", BATCH)
        nrfdoctor("triage", "batch", "-o", "batch.html", cwd=folder)
        photograph(folder / "batch.html", HERE / "triage-page.png", 1500)
        shutil.copy(CORPUS / "modem-dfu-102-then-93.log", folder)
        nrfdoctor("analyze", "modem-dfu-102-then-93.log", "--format", "html", "-o", "report.html", cwd=folder)
        photograph(folder / "report.html", HERE / "log-page.png", 1500)


if __name__ == "__main__":
    main()
