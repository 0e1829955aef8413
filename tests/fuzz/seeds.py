"""What fuzzing begins with: small files of every target, and what was found before."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parent
ROOT = FOLDER.parent.parent
LONGEST = 4096
"""Bytes of one input: enough for every branch, and quick."""

_OWN: dict[str, tuple[str, ...]] = {
    "sources": ("corpus/*.log",),
    "parsing": ("corpus/*.log",),
    "redact": ("corpus/*.log",),
    "reports": ("corpus/*.log",),
    "pages": ("corpus/*.html", "corpus/*.xml", "corpus/*.rss"),
    "rules": ("rules/*/*.yaml", "rules/*/*/*.yaml"),
    "languages": ("rules/languages/*/*.yaml",),
}
"""Files of the project that are seeds of a target as they are, its beginning at least."""


def kept(target: str) -> list[Path]:
    """The seeds of a target that stand beside this module, then what fuzzing it once found."""
    return [path for name in ("seeds", "found") for path in sorted((FOLDER / name / target).glob("*"))]


def seeds(target: str) -> Iterator[bytes]:
    """Everything that a target begins with."""
    yield from (path.read_bytes() for path in kept(target))
    for pattern in _OWN.get(target, ()):
        yield from (path.read_bytes()[:LONGEST] for path in sorted(ROOT.glob(pattern)))
    if target == "facts":
        yield from _facts()


def _facts() -> Iterator[bytes]:
    """Every fact of the rules."""
    from analyzer.engine.fact_printer import unparse
    from analyzer.pack import load_pack

    for cause in load_pack().base.causes.values():
        yield from (unparse(fact).encode() for fact in cause.facts.values())


def token_list(target: str) -> list[str]:
    """Texts that the grammar of a target is made of, for the fuzzer to put in."""
    path = FOLDER / "tokens.json"
    tokens: dict[str, list[str]] = json.loads(path.read_text("utf-8"))
    return tokens.get(target, [])
