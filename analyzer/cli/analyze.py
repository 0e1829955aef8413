"""`nrfdoctor analyze`: a log in, a ranked and explained diagnosis out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analyzer.cli.options import USAGE, OutputFormat, RulesOption, fail, load, read_answers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analyzer.pack import Pack
    from analyzer.sources import SourceError
    from analyzer.sources.text import Document


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("analyze")(analyze)


def analyze(
    paths: Annotated[
        list[str],
        typer.Argument(
            help="Logs, folders, zip or gz archives, saved forum pages or feeds; - for standard input."
        ),
    ],
    format_: Annotated[
        OutputFormat, typer.Option("--format", "-f", help="How the report is written.")
    ] = OutputFormat.terminal,
    rules: RulesOption = None,
    answer: Annotated[
        list[str] | None,
        typer.Option("--answer", help="Answer to a question of an earlier report, ID=yes or ID=no."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write the report to this file.")
    ] = None,
) -> None:
    """Diagnose logs. Exit code 0: no problem found, 1: a problem diagnosed, 3: errors that no rule explains,
    2: wrong usage or an input that cannot be read.
    """  # noqa: D205 - the first paragraph is the help text of the command
    from analyzer.cli.output import destination
    from analyzer.pipeline import analyze as diagnose
    from analyzer.pipeline import exit_code
    from analyzer.report import writing

    if "" in paths:
        fail("an input is named by an empty text. Give the path of a log, or - for standard input.")
    pack = load(rules)
    observations = read_answers(answer, pack)
    codes: list[int] = []
    inputs = _inputs(paths, pack)
    first = next(inputs, None)
    second = next(inputs, None)
    several = second is not None
    with destination(output) as stream, writing(format_.value, stream, several=several) as write:
        for item in _chain(first, second, inputs):
            if isinstance(item, Exception):
                typer.echo(f"nrfdoctor: {item}", err=True)
                codes.append(USAGE)
                continue
            report = diagnose(item, pack, observations)
            write(report)
            codes.append(exit_code(report, pack))
    raise typer.Exit(_worst(codes))


def _inputs(paths: Sequence[str], pack: Pack) -> Iterator[Document | SourceError]:
    from analyzer.engine.telling import Telling
    from analyzer.sources import read_inputs

    return iter(read_inputs(paths, sys.stdin.buffer, Telling(pack.grammar, pack.base)))


def _chain(
    first: Document | SourceError | None,
    second: Document | SourceError | None,
    rest: Iterator[Document | SourceError],
) -> Iterator[Document | SourceError]:
    for item in (first, second):
        if item is not None:
            yield item
    yield from rest


def _worst(codes: Sequence[int]) -> int:
    """Of several inputs: unreadable before diagnosed before unexplained before clean."""
    return next((code for code in (2, 1, 3) if code in codes), 0 if codes else USAGE)
