"""`nrfdoctor rules draft`: messages and a rule for what nobody knows yet."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from analyzer.cli.options import RulesOption, fail, load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analyzer.pack import Pack
    from analyzer.sources import Document


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("draft")(draft)


def draft(
    paths: Annotated[
        list[str],
        typer.Argument(help="A log, or - for standard input; with --cluster the tickets that were triaged."),
    ],
    cluster: Annotated[
        str | None,
        typer.Option("--cluster", help="Start from a cluster of unknown errors of `triage`, by its id."),
    ] = None,
    rules: RulesOption = None,
) -> None:
    """Propose messages for the lines of a log that the rules do not know, and a rule for the errors among them."""
    from analyzer.rulecheck.draft import draft as draft_messages
    from analyzer.rulecheck.draft_text import as_text

    pack = load(rules)
    for document in _of_cluster(paths, cluster, pack) if cluster else _documents(paths):
        drafts, left_out = draft_messages(document, pack.grammar)
        if drafts:
            typer.echo(as_text(drafts, left_out, document), nl=False)
        else:
            typer.echo(f"nrfdoctor: {document.name}: the rules know every line that has words.", err=True)


def _documents(paths: list[str]) -> Iterator[Document]:
    from analyzer.sources import SourceError, read_inputs

    for document in read_inputs(paths, sys.stdin.buffer):
        if isinstance(document, SourceError):
            fail(str(document))
        yield document


def _of_cluster(paths: list[str], cluster: str, pack: Pack) -> Iterator[Document]:
    from analyzer.cli.progress import progress
    from analyzer.knowledge.errors import did_you_mean
    from analyzer.sources.left_out import LeftOut
    from analyzer.triage.clusters import clustered
    from analyzer.triage.engines.local import Local
    from analyzer.triage.examine import Task
    from analyzer.triage.gather import lines_of
    from analyzer.triage.run import run
    from analyzer.triage.tickets import Per, Ticket, find_tickets

    tickets = list(find_tickets(paths, Per.file, sys.stdin.buffer, LeftOut()))
    task = Task(pack)
    with progress("tickets", len(tickets)) as done:
        rows = [one.row for one in run(tickets, task, Local(), None, done)]
    found = {one.id: one for one in clustered(rows)}
    if cluster not in found:
        hint = did_you_mean(cluster, found) or f"There are {', '.join(list(found)[:20])}." if found else ""
        fail(f"--cluster {cluster}: these tickets have no such cluster of unknown errors. {hint}".rstrip())
    given = [ticket for ticket in tickets if isinstance(ticket, Ticket)]
    yield lines_of(found[cluster], rows, given, task.largest)
