"""`nrfdoctor explain`: what a code means, in any writing and on every layer."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from analyzer.cli.options import USAGE, PlainFormat, RulesOption, load


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("explain", context_settings={"ignore_unknown_options": True})(explain)


def explain(
    words: Annotated[
        list[str],
        typer.Argument(
            help="Codes or causes: ffffff9a, 0xffffffa3, -102, 33, JLINKARM_DLL_ERROR, probe-in-use ..."
        ),
    ],
    format_: Annotated[
        PlainFormat, typer.Option("--format", "-f", help="How the explanation is written.")
    ] = PlainFormat.terminal,
    rules: RulesOption = None,
) -> None:
    """Explain error codes in any writing, and causes by their id."""
    from analyzer.explain import explain as look_up
    from analyzer.report.explanation import RENDERERS

    found, unknown = look_up(words, load(rules))
    RENDERERS[format_.value](found, sys.stdout)
    for sentence in unknown:
        typer.echo(f"nrfdoctor: {sentence}", err=True)
    if unknown:
        raise typer.Exit(USAGE)
