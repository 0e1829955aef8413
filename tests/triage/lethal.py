"""Something written of a ticket that kills the process which writes it, as running out of memory does."""

from __future__ import annotations

import os
import signal

from analyzer.engine.result import Report

MARK = "# this ticket kills"


def killing(report: Report) -> str:
    """Kill this process when the log has the mark."""
    if any(MARK in text for text in report.text.values()):
        os.kill(os.getpid(), signal.SIGKILL)
    return report.name
