"""`nrfdoctor watch`: each operation diagnosed as it ends."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analyzer.cli.options import PlainFormat, RulesOption, fail, load

if TYPE_CHECKING:
    from threading import Event

    from analyzer.pack import Pack
    from analyzer.watch.places import Choice
    from analyzer.watch.until import Until

INTERRUPTED = 130


class UntilWhat(StrEnum):
    """What ends the watch."""

    failure = "failure"
    success = "success"
    end = "end"
    idle = "idle"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("watch")(watch)


def watch(
    path: Annotated[
        Path | None,
        typer.Argument(
            help="The log to follow, which need not be there yet, or a folder, whose newest log is followed. "
            "Without it: the newest log of nRF Connect Programmer."
        ),
    ] = None,
    app: Annotated[
        str | None,
        typer.Option(
            "--app", help="Follow the newest log of this program instead: quickstart, nrfjprog, ..."
        ),
    ] = None,
    from_start: Annotated[
        bool,
        typer.Option(
            "--from-start",
            help="Report what is in the log already, too. Without it that is read for context only, and the "
            "operations that end from now on are reported. A log that appears later is always read from its start.",
        ),
    ] = False,
    until: Annotated[
        UntilWhat | None,
        typer.Option(
            "--until",
            help="End after the first failed operation, the first successful one, either of them, or when nothing "
            "was written for --idle seconds.",
        ),
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind", help="Kind of operation whose success --until waits for: program, dfu.modem, ..."
        ),
    ] = None,
    idle: Annotated[
        float, typer.Option("--idle", min=0.5, help="Seconds of silence for --until idle.")
    ] = 10.0,
    timeout: Annotated[
        float | None, typer.Option("--timeout", min=0.0, help="End after so many seconds in any case.")
    ] = None,
    format_: Annotated[
        PlainFormat,
        typer.Option("--format", "-f", help="How it is written; json gives one object per line."),
    ] = PlainFormat.terminal,
    rules: RulesOption = None,
) -> None:
    """Follow a log and diagnose each operation as it ends; Ctrl-C ends with a summary. Exit code 0: no problem
    found, 1: a problem diagnosed, 3: errors that no rule explains, 2: wrong usage or a log that cannot be read,
    4: --timeout was over before what --until waits for. When --until success was reached it is 0.
    """  # noqa: D205 - the first paragraph is the help text of the command
    from threading import Event

    from analyzer.cli.interrupt import stopping

    stop = Event()
    try:
        with stopping(stop):
            # What is written while the rules are loaded is news already.
            given = _given(path, app)
            pack = load(rules)
            ends = _until(until, kind or [], idle, timeout, pack)
            choice = given or _known_place(app, pack)
            code = _run(choice, pack, ends, stop, format_.value, from_start=from_start)
    except KeyboardInterrupt:
        code = INTERRUPTED
    raise typer.Exit(code)


def _run(choice: Choice, pack: Pack, until: Until, stop: Event, format_: str, *, from_start: bool) -> int:
    from analyzer.cli.output import destination, is_read
    from analyzer.report.watch import RENDERERS
    from analyzer.report.watch_words import reason
    from analyzer.watch.watching import Watching

    def say(sentence: str) -> None:
        typer.echo(f"nrfdoctor: {sentence}", err=True)

    with destination(None) as stream:
        renderer = RENDERERS[format_](stream)
        watching = Watching(
            choice, pack, until, from_start=from_start, stop=stop, say=say, is_read=lambda: is_read(stream)
        )
        for finding in watching.findings():
            renderer.finding(finding)
        if watching.tally.reason == "left":
            raise BrokenPipeError
        say(reason(watching.tally, until))
        renderer.summary(watching.tally)
    return watching.tally.exit_code(until)


def _until(what: UntilWhat | None, kinds: list[str], idle: float, timeout: float | None, pack: Pack) -> Until:
    from analyzer.knowledge.errors import did_you_mean
    from analyzer.parsing.grammar import is_kind
    from analyzer.watch.until import Until

    if kinds and what not in (UntilWhat.success, UntilWhat.end):
        fail("--kind says whose success is waited for: it goes with --until success or --until end")
    known = [operation.kind for operation in pack.grammar.operations]
    for one in kinds:
        if not any(is_kind(kind, (one,)) for kind in known):
            fail(f"--kind {one}: there is no such kind of operation. {did_you_mean(one, known)}".rstrip())
    return Until(what.value if what is not None else None, tuple(kinds), idle, timeout)


def _given(path: Path | None, app: str | None) -> Choice | None:
    """The file or folder of the command line; one that cannot be followed is a usage error."""
    from analyzer.watch.places import can_be_followed, of_path

    if path is None:
        return None
    if app is not None:
        fail("a path and --app exclude each other")
    if str(path) == "-":
        fail("watch follows a file; `nrfdoctor analyze -` reads standard input")
    if not can_be_followed(path):
        fail(f"{path}: is neither a file nor a folder")
    return of_path(path)


def _known_place(app: str | None, pack: Pack) -> Choice:
    """Where a program keeps its logs, the first one that is known by default."""
    from analyzer.knowledge.errors import did_you_mean
    from analyzer.watch.places import Computer, of_place

    places = {place.id: place for place in pack.places}
    if not places:
        fail("the rules know no place of logs. Give the path of the log")
    name = app or next(iter(places))
    if name not in places:
        known = ", ".join(places)
        fail(
            f"--app {name}: where its logs are is not known. {did_you_mean(name, places)} Known are {known}."
        )
    return of_place(places[name], Computer(sys.platform, Path.home(), Path.cwd(), os.environ))
