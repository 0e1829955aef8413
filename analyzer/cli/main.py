"""The `nrfdoctor` command and its subcommands.

Commands import what they need when they run: `--version` and completion must answer at once.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import Annotated

import typer

from analyzer import __version__
from analyzer.cli import analyze, evaluate, explain, probe, redact, reply, rules, triage, watch, why

app = typer.Typer(
    name="nrfdoctor",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Finds out why a Nordic chip could not be programmed, from the log of the tool that tried. "
    "It reads only: nothing it does writes to a device.",
)
analyze.register(app)
explain.register(app)
why.register(app)
probe.register(app)
triage.register(app)
reply.register(app)
redact.register(app)
watch.register(app)
evaluate.register(app)
app.add_typer(rules.app, name="rules")


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"nrfdoctor {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Take the options that come before a command."""


def run() -> None:
    """Entry point of the command. A reader that closes the pipe early, as `head` does, is no error."""
    # A run makes much that lives to its end and hardly any circles; looking for them takes a third of a short run.
    gc.set_threshold(200_000, 20, 20)
    try:
        app()
    except BrokenPipeError:
        # The interpreter flushes stdout once more at its end and must not find the closed pipe there.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


if __name__ == "__main__":
    run()
