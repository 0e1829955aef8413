"""What a row tells of a ticket, against what the corpus says of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from ticket_folder import LOGS, SEED, rows_of

from analyzer.pack import Pack
from analyzer.pipeline import analyze, exit_code
from analyzer.report.json_report import to_json
from analyzer.sources import read_bytes


def test_the_row_of_a_failed_modem_update(pack: Pack) -> None:
    (row,) = rows_of([SEED], pack)
    assert (row.status, row.tool, row.family, row.operation, row.attempts) == (
        *("diagnosed", "programmer", "nrf91", "dfu.modem"),
        2,
    )
    assert row.versions["nrfjprog"] == "10.9.0"
    assert "probe_serial" not in row.versions
    assert (row.cause, row.runner_up) == ("debug-session-disturbed", "secure-region-trustzone")
    assert {"-102 JLINKARM_DLL_ERROR", "-93 NOT_AVAILABLE_BECAUSE_TRUST_ZONE"} <= set(row.codes)
    assert row.place == f"{SEED}:29"
    assert row.next_test == "host.probe-holders"
    assert row.begun is not None
    assert row.ended is not None
    assert 0 < row.ended - row.begun < 86400


@pytest.mark.parametrize("log", LOGS[::7], ids=lambda log: log.stem)
def test_a_row_agrees_with_the_report(log: Path, pack: Pack) -> None:
    (row,) = rows_of([log], pack)
    (document,) = read_bytes(str(log), log.read_bytes())
    report = analyze(document, pack)
    body = json.loads(json.dumps(to_json(report)))
    causes = {one["cause"]: one["probability"] for one in body["diagnoses"]}
    assert (row.status == "diagnosed") == (exit_code(report, pack) == 1)
    assert (row.status == "unexplained") == (exit_code(report, pack) == 3)
    assert not row.cause or round(row.probability, 4) == causes[row.cause]
    assert row.lines == body["source"]["lines"]
    assert sum(one.count for one in row.unknown) == sum(one["count"] for one in body["unexplained"])


def test_nothing_found_is_not_told_as_success(pack: Pack, tmp_path: Path) -> None:
    quiet = tmp_path / "quiet.log"
    quiet.write_text("hello\nworld\n")
    assert [row.status for row in rows_of([quiet, SEED.parent / "clean-modem-dfu.log"], pack)] == [
        "nothing-found",
        "succeeded",
    ]
