"""Batches, watching and processes: order, chunks and hash seeds change nothing."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from drawn import ATTACKS, CORPUS, LOGS, tried
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from analyzer.pack import Pack, load_pack
from analyzer.triage.examine import Examined, Task, examine
from analyzer.triage.row import Row
from analyzer.triage.summary import triage_of
from analyzer.triage.tickets import Ticket
from analyzer.watch.finding import Finding
from analyzer.watch.growing import GrowingLog

ROOT = Path(__file__).parents[2]
ROWS: TypeAdapter[Row] = TypeAdapter(Row)
FOUND: TypeAdapter[Examined] = TypeAdapter(Examined)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack()


def row_of(path: Path, pack: Pack) -> Row:
    (found,) = examine(Ticket(path.name, (str(path),)), Task(pack))
    return found.row


@pytest.fixture(scope="module")
def rows(pack: Pack) -> list[Row]:
    return [row_of(path, pack) for path in CORPUS[::6]]


@tried(25)
@given(seed=st.integers())
def test_the_order_of_tickets_is_irrelevant(rows: list[Row], seed: int) -> None:
    shuffled = list(rows)
    random.Random(seed).shuffle(shuffled)
    one, other = triage_of(rows), triage_of(shuffled)
    assert one.summary == other.summary
    assert sorted(map(repr, one.rows)) == sorted(map(repr, other.rows))
    assert sum(c.count for c in one.clusters) == sum(c.count for c in other.clusters)


@tried(25)
@given(path=LOGS, name=ATTACKS, attack=ATTACKS)
def test_a_row_survives_json(pack: Pack, path: Path, name: str, attack: str) -> None:
    data = path.read_bytes() + f"\n2021-02-18T10:41:00.000Z ERROR {attack}\n".encode("utf-8", "replace")
    (found,) = examine(Ticket(name, (), ((name, data),)), Task(pack))
    assert ROWS.validate_json(ROWS.dump_json(found.row)) == found.row
    assert FOUND.validate_json(FOUND.dump_json(found)) == found


def told(findings: list[Finding]) -> list[tuple[object, ...]]:
    """What a watch told, by operation."""
    return sorted(
        (one.first_line, one.last_line, one.outcome, one.title)
        for finding in findings
        for one in finding.ended
        if one.operation is not None
    )


@tried(30)
@given(path=LOGS, cuts=st.lists(st.integers(0, 10_000), max_size=8))
def test_a_log_that_comes_in_chunks_has_the_operations_of_the_whole(
    pack: Pack, path: Path, cuts: list[int]
) -> None:
    data = path.read_bytes()
    places = sorted({0, len(data), *(cut % (len(data) + 1) for cut in cuts)})
    whole, growing = GrowingLog("x", pack), GrowingLog("x", pack)
    at_once = [*whole.take(data), *whole.close()]
    in_pieces = [one for a, b in pairwise(places) for one in growing.take(data[a:b])]
    in_pieces += growing.close()
    assert told(in_pieces) == told(at_once)


_PRINT = """
import hashlib, io, sys
from pathlib import Path
from analyzer.pack import load_pack
from analyzer.pack.languages import load_language
from analyzer.pipeline import analyze
from analyzer.report import FORMATS
from analyzer.report.reply import write_reply
from analyzer.sources import read_bytes
pack = load_pack(cache=False)
for path in sorted(Path("corpus").glob("*.log"))[::16]:
    stream = io.StringIO()
    reports = [analyze(one, pack) for one in read_bytes(path.name, path.read_bytes())]
    for report in reports:
        for name in FORMATS:
            FORMATS[name].render(report, stream, width=90, color=False)
    stream.write(write_reply(reports, pack, load_language("de")))
    print(path.name, hashlib.sha256(stream.getvalue().encode()).hexdigest())
"""


def test_the_seed_of_hashes_changes_nothing() -> None:
    """Order of sets: everything that is written of every sixteenth log of the corpus, in processes of two seeds."""
    together = [
        subprocess.Popen(
            [sys.executable, "-c", _PRINT],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
        )
        for seed in ("0", "4242")
    ]
    said = {one.communicate(timeout=300)[0] for one in together}
    assert len(said) == 1
    assert len(said.pop().splitlines()) == len(CORPUS[::16])


def test_the_fingerprint_of_a_ticket_is_that_of_its_content(rows: list[Row]) -> None:
    assert len({row.fingerprint for row in rows}) == len(rows)
    assert all(len(row.fingerprint) == hashlib.sha256().digest_size * 2 for row in rows)
