"""The answer to a customer in Markdown: what failed, why, what to try, what to send back; nothing internal.

It is the sister of the Markdown report: that one tells a colleague all that is known, this one helps whoever wrote in.
"""

from __future__ import annotations

from collections.abc import Sequence

from analyzer.engine.result import Report
from analyzer.engine.rules import Observation
from analyzer.knowledge.language import Language
from analyzer.pack import Pack
from analyzer.report.reply.page import reply_lines
from analyzer.report.reply.ticket import gather
from analyzer.report.reply.voice import Voice

__all__ = ["write_reply"]


def write_reply(
    reports: Sequence[Report],
    pack: Pack,
    language: Language,
    observations: Sequence[Observation] = (),
    unread: Sequence[str] = (),
) -> str:
    """The reply to a ticket, given the reports on its logs, at least one, and the answers they were made with.

    `unread` names what else the customer sent and nobody could read.
    """
    answers = {seen.id: seen.outcome for seen in observations if seen.kind == "answer"}
    voice = Voice(language, pack, answers)
    return "\n".join(reply_lines(gather(reports, unread), voice)).rstrip() + "\n"
