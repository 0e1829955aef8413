"""Files, folders, archives and saved forum pages: bytes in, numbered text out.

`read_inputs` reads what a command line names, `read_bytes` what is already in memory. Both give a
`Document` for each text: lines that are decoded, printable and repaired, each with its true place.
"""

from __future__ import annotations

from analyzer.sources.errors import SourceError
from analyzer.sources.paths import STDIN, read_bytes, read_inputs
from analyzer.sources.text import Document, Limit, Line

__all__ = ["STDIN", "Document", "Limit", "Line", "SourceError", "read_bytes", "read_inputs"]
