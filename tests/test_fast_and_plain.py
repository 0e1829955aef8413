"""The fast path against the plain one: every template tried on every line, every cause weighed for every problem."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.engine.diagnose import diagnose, every
from analyzer.pack import Pack, builtin_corpus
from analyzer.parsing.catalogue import Catalogue, Entry
from analyzer.parsing.grammar import LogGrammar
from analyzer.parsing.parse import parse
from analyzer.parsing.templates import Template
from analyzer.sources import SourceError, read_bytes
from analyzer.sources.text import Document

CORPUS = sorted((builtin_corpus() or Path()).glob("*.log"))
FURTHER = sorted(Path(os.environ.get("NRFDOCTOR_LOGS", "/nowhere")).glob("**/*.log"))
"""More logs to compare on, where the environment names a folder of them."""


class PlainCatalogue(Catalogue):
    """Tries every template, in the order of the pack."""

    def _candidates(self, text: str, at: str) -> Sequence[tuple[Entry, Template]]:
        return [pair for pair in self._templates if pair[0].at == at]


@pytest.fixture(scope="module")
def plain(pack: Pack) -> LogGrammar:
    return replace(pack.grammar, catalogue=PlainCatalogue(pack.grammar.catalogue.entries))


def check(document: Document, pack: Pack, plain: LogGrammar) -> None:
    log = parse(document, pack.grammar)
    assert log == parse(document, plain)
    assert diagnose(log, pack.base) == diagnose(log, pack.base, choice=every)


@pytest.mark.parametrize("path", [*CORPUS, *FURTHER], ids=lambda path: path.stem)
def test_both_paths_tell_the_same_of_a_log(path: Path, pack: Pack, plain: LogGrammar) -> None:
    try:
        documents = read_bytes(path.name, path.read_bytes())
    except SourceError:
        pytest.skip("holds no text")
    for document in documents:
        check(document, pack, plain)


LINES = sorted({line for path in CORPUS for line in path.read_text("utf-8", "replace").splitlines()})
PIECES = st.one_of(st.sampled_from(LINES), st.text(max_size=40)) if LINES else st.text(max_size=40)


@settings(max_examples=60, deadline=None)
@given(lines=st.lists(st.tuples(PIECES, PIECES, st.integers(0, 80)), min_size=1, max_size=12))
def test_both_paths_tell_the_same_of_lines_at_random(
    lines: list[tuple[str, str, int]], pack: Pack, plain: LogGrammar
) -> None:
    text = "\n".join(first if cut > 40 else first[:cut] + second for first, second, cut in lines)
    try:
        documents = read_bytes("random", text.encode("utf-8", "replace"))
    except SourceError:
        return
    for document in documents:
        check(document, pack, plain)
