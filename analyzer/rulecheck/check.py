"""Checking a whole pack: first it must compile, then every check of the registry looks at it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from analyzer.knowledge.errors import Finding, PackError
from analyzer.pack import pack_files
from analyzer.pack_compile import compile_pack
from analyzer.rulecheck.registry import CHECKS, Subject


def check_pack(extra: Sequence[Path] = ()) -> list[Finding]:
    """Everything wrong or doubtful in the pack, in the order of the files."""
    try:
        files = pack_files(extra)
        pack = compile_pack(files)
    except PackError as error:
        return list(error.findings)
    subject = Subject(pack, {file.place: file for file in files})
    found = [finding for check in CHECKS for finding in check.run(subject)]
    return sorted(found, key=lambda f: (f.file, f.line, f.column, f.check))
