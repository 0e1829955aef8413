"""Running the diagnosis over labelled cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analyzer.engine.rules import Weights
from analyzer.measure.cases import Case
from analyzer.measure.metrics import Judged
from analyzer.pack import Pack
from analyzer.pipeline import report


def judge(cases: Sequence[Case], pack: Pack, weights: Weights | None = None) -> list[Judged]:
    """Diagnose every case, with other weights than the pack's if given."""
    used = pack if weights is None else replace(pack, base=replace(pack.base, weights=weights))
    judged = []
    for case in cases:
        result = report(case.log, used)
        judged.append(Judged(case, result.diagnoses, len(result.errors), len(result.unexplained)))
    return judged
