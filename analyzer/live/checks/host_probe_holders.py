"""`host.probe-holders`: which running programs use a J-Link."""

from __future__ import annotations

from typing import cast

from analyzer.live.bench import Bench
from analyzer.live.checks.interface import Check
from analyzer.live.values import Finding, Json


def run(bench: Bench) -> Finding:
    """Look through the process list."""
    programs = bench.rows("list_processes")
    return Finding("found" if programs else "none", cast("list[Json]", programs))


CHECK = Check(id="host.probe-holders", calls=("list_processes",), run=run, outcomes=("none", "found"))
