"""`nrfdoctor why`: which fact of a rule held in a log, which did not, and how near it came."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from analyzer.cli.options import RulesOption, fail, load


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("why")(why)


def why(
    cause: Annotated[str, typer.Argument(help="Id of a cause, see `nrfdoctor rules list`.")],
    log: Annotated[str, typer.Argument(help="The log; - for standard input.")],
    rules: RulesOption = None,
) -> None:
    """Show how a cause was weighed in a log: every fact, true, false or unknown, with its lines."""
    from analyzer.knowledge.errors import did_you_mean
    from analyzer.parsing.parse import parse
    from analyzer.report.why_text import print_why
    from analyzer.sources import read_inputs
    from analyzer.why import why as evaluate

    pack = load(rules)
    if cause not in pack.base.causes:
        fail(f"there is no cause {cause!r}. {did_you_mean(cause, pack.base.causes)}".rstrip())
    failed = False
    for item in read_inputs([log], sys.stdin.buffer):
        if isinstance(item, Exception):
            typer.echo(f"nrfdoctor: {item}", err=True)
            failed = True
            continue
        print_why(evaluate(pack.base.causes[cause], parse(item, pack.grammar), pack), item.name, sys.stdout)
    if failed:
        raise typer.Exit(2)
