"""Something written of a ticket that kills the process which writes it, as running out of memory does."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence

from analyzer.engine.result import Report
from analyzer.pack import Pack

MARK = "# this ticket kills"


def killing(reports: Sequence[Report], pack: Pack, unread: Sequence[str]) -> str:
    """Kill this process when a log has the mark."""
    if any(MARK in text for report in reports for text in report.text.values()):
        os.kill(os.getpid(), signal.SIGKILL)
    return reports[0].name


def killing_itself(_: object) -> None:
    """Kill this process at once."""
    os.kill(os.getpid(), signal.SIGKILL)
