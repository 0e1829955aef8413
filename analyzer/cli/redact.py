"""`nrfdoctor redact`: a log with stable tokens in the place of its private values."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from analyzer.cli.options import USAGE, RulesOption, fail, load


class RedactFormat(StrEnum):
    """How the redacted logs are written."""

    text = "text"
    json = "json"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("redact")(redact)


def redact(
    paths: Annotated[
        list[str],
        typer.Argument(
            help="Logs, folders, zip or gz archives, saved forum pages or feeds; - for standard input."
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="Write to this file. Several logs: to this folder, or zip when so named."
        ),
    ] = None,
    map_: Annotated[
        Path | None,
        typer.Option("--map", help="Write to this file which token stands for what; only you can read it."),
    ] = None,
    format_: Annotated[
        RedactFormat, typer.Option("--format", "-f", help="The logs themselves, or one JSON object.")
    ] = RedactFormat.text,
    also: Annotated[
        list[str] | None,
        typer.Option(
            "--also", help="A word to replace as well, such as the name of a product; several times."
        ),
    ] = None,
    rules: RulesOption = None,
) -> None:
    """Replace serial numbers, names, paths, addresses and keys by tokens, the same value by the same token; the
    diagnosis stays the same. Exit code 0: all is written, 2: wrong usage or an input that cannot be read.
    """  # noqa: D205 - the first paragraph is the help text of the command
    from analyzer.cli.output import destination
    from analyzer.cli.redacted_logs import refuse_inputs, write_logs
    from analyzer.pack.private import private_kinds
    from analyzer.redact.learning import teach
    from analyzer.redact.run import Run
    from analyzer.redact.tokens import Tokens
    from analyzer.report.redaction import account, write_json, write_map
    from analyzer.sources import STDIN
    from analyzer.sources.bounds import MAX_INPUT
    from analyzer.sources.contents import read_contents
    from analyzer.sources.left_out import LeftOut

    if "" in paths:
        fail("an input is named by an empty text. Give the path of a log, or - for standard input.")
    refuse_inputs(paths, output, map_)
    stdin = sys.stdin.buffer.read(MAX_INPUT + 1) if STDIN in paths else b""
    left_out = LeftOut()
    tokens = Tokens(private_kinds(load(rules)))
    teach(also or (), tokens)
    run = Run(lambda: read_contents(paths, stdin, left_out), tokens)
    errors = run.prepare()
    limits = [limit.detail for limit in left_out.limits()]
    for error in errors:
        typer.echo(f"nrfdoctor: {error}", err=True)
    if not run.count:
        raise typer.Exit(USAGE)
    if format_ is RedactFormat.json:
        with destination(output) as stream:
            write_json(run, stream)
    else:
        write_logs(run, output)
    if map_ is not None:
        with destination(map_, private=True) as stream:
            write_map(run.tokens, stream)
    for line in account(run, limits):
        typer.echo(line, err=True)
    raise typer.Exit(USAGE if errors else 0)
