"""`nrfdoctor reply`: a ticket in, the answer to the customer out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from analyzer.cli.options import RulesOption, fail, load, load_words, read_answers


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("reply")(reply)


def reply(
    ticket: Annotated[
        str,
        typer.Argument(help="A log, a folder or an archive of logs, a saved thread; - for standard input."),
    ],
    language: Annotated[str, typer.Option("--language", "-l", help="Language of the reply.")] = "en",
    rules: RulesOption = None,
    answer: Annotated[
        list[str] | None,
        typer.Option("--answer", help="Answer that the customer gave already, ID=yes or ID=no."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write the reply to this file.")
    ] = None,
) -> None:
    """Write the answer to a customer in Markdown: what failed, why, what to try, what to send back."""
    from analyzer.cli.output import destination
    from analyzer.pipeline import analyze
    from analyzer.report.escape import encodable, encoding_of
    from analyzer.report.reply import write_reply
    from analyzer.sources import SourceError, read_inputs

    if not ticket:
        fail("the ticket is named by an empty text. Give the path of a log, or - for standard input.")
    pack = load(rules)
    words = load_words(language, rules)
    observations = read_answers(answer, pack)
    reports, unread = [], []
    for item in read_inputs([ticket], sys.stdin.buffer):
        if isinstance(item, SourceError):
            typer.echo(f"nrfdoctor: {item}", err=True)
            unread.append(item.name)
        else:
            reports.append(analyze(item, pack, observations))
    if not reports:
        fail(f"{ticket}: there is nothing to reply to.")
    text = write_reply(reports, pack, words, observations, unread)
    with destination(output) as stream:
        stream.write(encodable(text, encoding_of(stream)))
