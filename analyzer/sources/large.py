"""Large files: skimmed where they are plain logs, so that a log of a gigabyte needs no gigabyte of memory."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from analyzer.sources.archives import is_archive
from analyzer.sources.bounds import MAX_INPUT
from analyzer.sources.document import begins_thread, read_document
from analyzer.sources.errors import SourceError
from analyzer.sources.markup import is_fragment
from analyzer.sources.skim import Judge, Skimmed, skim
from analyzer.sources.text import Document, Limit

SKIM_FROM = 8 * 1024 * 1024
"""Bytes from which a log is skimmed: smaller ones are read as a whole in a second or two."""
_BOUNDED_FROM = 64 * 1024 * 1024
"""Bytes from which not every line that says something is kept: as events they take ten times the room."""
_HEAD = 64 * 1024


def read_large(path: str, judge: Judge, least: int = SKIM_FROM) -> Document | None:
    """Read a large plain log; None for any other file. Raises SourceError and OSError."""
    with Path(path).open("rb") as stream:
        size = os.fstat(stream.fileno()).st_size
        if size < least:
            return None
        head = stream.read(_HEAD)
        if not _is_plain(head):
            return None
        return _document(path, skim(head, stream, judge, all_that_tells=size < _BOUNDED_FROM))


def _is_plain(head: bytes) -> bool:
    """Tell whether the lines of a file can be told apart before it is decoded, and are all that it consists of."""
    text = head.decode("utf-8", "replace")
    return not (b"\0" in head or is_archive(head) or begins_thread(text) or is_fragment(text))


def _document(name: str, skimmed: Skimmed | None) -> Document:
    if skimmed is None:
        remedy = "Give the part of the log around the failure"
        raise SourceError(name, f"is larger than {MAX_INPUT >> 20} MiB", remedy)
    document = read_document(name, skimmed.data)
    numbers = skimmed.numbers
    lines = tuple(
        replace(line, number=numbers[line.number - 1], last=numbers[line.last - 1]) for line in document.lines
    )
    limits = (*(_placed(limit, numbers) for limit in document.limits), *skimmed.limits)
    return replace(
        document,
        lines=lines,
        physical_lines=skimmed.lines,
        limits=limits,
        unknown_left_out=skimmed.unknown,
    )


def _placed(limit: Limit, numbers: Sequence[int]) -> Limit:
    return limit if limit.line is None else replace(limit, line=numbers[limit.line - 1])
