"""`nrfdoctor eval`: how good the diagnoses are on labelled cases, and fitting the numbers behind the words."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from analyzer.cli.options import RulesOption, fail, load


class EvaluationFormat(StrEnum):
    """How an evaluation is written."""

    terminal = "terminal"
    json = "json"
    html = "html"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("eval")(evaluate)


def evaluate(
    folder: Annotated[Path, typer.Argument(help="Folder of <id>.log with <id>.json or <id>.yaml.")],
    basis: Annotated[
        list[str] | None,
        typer.Option("--basis", help="Only cases whose label rests on this; several allowed."),
    ] = None,
    fit: Annotated[
        bool, typer.Option("--fit", help="Fit the weights by cross-validation and print the new table.")
    ] = False,
    folds: Annotated[int, typer.Option("--folds", min=2, help="Folds of the cross-validation.")] = 5,
    format_: Annotated[EvaluationFormat, typer.Option("--format", "-f")] = EvaluationFormat.terminal,
    rules: RulesOption = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")] = None,
) -> None:
    """Measure the diagnoses on labelled cases: hits, calibration, confusion, the misses with their evidence."""
    from analyzer.cli.output import destination
    from analyzer.knowledge.errors import PackError
    from analyzer.measure.cases import CaseError, load_cases
    from analyzer.measure.judge import judge
    from analyzer.report.evaluation import RENDERERS

    pack = load(rules)
    try:
        cases = load_cases(folder, pack.grammar, basis or ())
    except (CaseError, PackError, OSError) as error:
        fail(str(error))
    fitted = None
    if fit:
        from analyzer.measure.fit import fit as fit_weights

        try:
            fitted = fit_weights(cases, pack, folds)
        except ImportError:
            fail('fitting needs scipy. Install it with: pip install "nrfdoctor[dev]"')
    with destination(output) as stream:
        RENDERERS[format_.value](judge(cases, pack), fitted, stream)
