"""A draft answer for each ticket of a batch, and the file that it goes to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analyzer.engine.result import Report
from analyzer.engine.rules import Observation
from analyzer.knowledge.language import Language
from analyzer.pack import Pack
from analyzer.report.reply import write_reply
from analyzer.report.triage.cells import short_names
from analyzer.triage.examine import Examined

KIND = "reply"
"""Name of the draft answers among what is written of a ticket."""
_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST = 120
"""Characters of a file name, which every file system takes."""


@dataclass(frozen=True, slots=True)
class DraftReply:
    """Writes the answer to one ticket."""

    language: Language
    observations: tuple[Observation, ...] = ()

    def __call__(self, reports: Sequence[Report], pack: Pack, unread: Sequence[str]) -> str:
        """The answer in Markdown."""
        return write_reply(reports, pack, self.language, self.observations, unread)


def reply_files(found: Sequence[Examined]) -> Mapping[str, str]:
    """File name to answer, for every ticket that has one; no two tickets share a name."""
    names = short_names([one.row.name for one in found])
    files: dict[str, str] = {}
    for one in found:
        if KIND in one.texts:
            stem = _UNSAFE.sub("_", names[one.row.name]).strip("._")[-_LONGEST:] or "ticket"
            free = (stem, *(f"{stem}-{number}" for number in range(2, len(found) + 2)))
            taken = {name.lower() for name in files}
            files[next(f"{name}.md" for name in free if f"{name}.md".lower() not in taken)] = one.texts[KIND]
    return files
