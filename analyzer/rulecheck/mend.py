"""Putting right what a program can put right: the edits of findings, written into the files of the pack."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from analyzer.knowledge.errors import Finding
from analyzer.rulecheck.edits import Edit, apply, in_order
from analyzer.rulecheck.subject import Mendable

_BOM = "\ufeff"


def mend(findings: Sequence[Finding]) -> dict[str, int]:
    """Make the edits of the findings in their files; gives each changed file with the number of edits made.

    An edit that would change anything else is left out. Raises OSError for a file that cannot be written.
    """
    by_file: dict[str, list[Edit]] = defaultdict(list)
    for finding in findings:
        if isinstance(finding, Mendable) and finding.edit is not None:
            by_file[finding.file].append(finding.edit)
    made = {name: _mend_file(Path(name), edits) for name, edits in by_file.items()}
    return {name: number for name, number in made.items() if number}


def _mend_file(path: Path, edits: Sequence[Edit]) -> int:
    before = path.read_bytes().decode("utf-8")
    text = before.removeprefix(_BOM)
    made = 0
    for edit in in_order(list(dict.fromkeys(edits))):
        changed = apply(text, edit)
        if changed is not None:
            text, made = changed, made + 1
    if made:
        mark = _BOM if before.startswith(_BOM) else ""
        path.write_bytes((mark + text).encode("utf-8"))
    return made
