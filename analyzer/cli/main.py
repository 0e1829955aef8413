"""The `nrfdoctor` command and its subcommands.

Commands import what they need when they run: `--version` and completion must answer at once.
"""

from __future__ import annotations

import contextlib
import errno
import gc
import os
import signal
import sys
from pathlib import Path
from typing import Annotated

import typer

from analyzer import __version__
from analyzer.cli import analyze, evaluate, explain, probe, redact, reply, rules, triage, watch, why
from analyzer.cli.options import USAGE

_FULL = (errno.ENOSPC, errno.EFBIG, errno.EIO, getattr(errno, "EDQUOT", errno.ENOSPC))
"""What the system says when no more can be written."""

_READER_LEFT = "PacifyFlushWrapper"
"""What typer puts in the place of standard output when its reader has left; the class is in no public module."""

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
    _open_what_is_closed()
    try:
        if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        _run()
    except KeyboardInterrupt:  # before or after what typer runs, which has its own ear for it
        sys.exit(130)
    except BrokenPipeError:
        _give_up_output()
        sys.exit(0)
    except OSError as error:
        if error.errno not in _FULL:
            raise
        _give_up_output()
        with contextlib.suppress(OSError):
            typer.echo(f"nrfdoctor: the output cannot be written: {error.strerror}.", err=True)
        sys.exit(USAGE)


def _open_what_is_closed() -> None:
    """Give standard streams that were closed from the start, as some services do, a place that holds nothing."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - until the end


def _run() -> None:
    """Run the command and write all of its output. Raises OSError when that cannot be done."""
    try:
        app()
    except SystemExit as end:
        if type(sys.stdout).__name__ == _READER_LEFT:
            raise BrokenPipeError from end
        sys.stdout.flush()
        raise


def _give_up_output() -> None:
    """Let the interpreter, which writes at its end what was not written yet, write that to nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    run()
