"""`nrfdoctor triage`: folders of tickets in, one table out."""

from __future__ import annotations

import sys
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analyzer.cli.options import USAGE, RulesOption, fail, load, read_answers
from analyzer.cli.output import binary_destination, destination
from analyzer.cli.progress import progress

if TYPE_CHECKING:
    from analyzer.report.triage import View
    from analyzer.triage.cache import Cache
    from analyzer.triage.engines import Engine
    from analyzer.triage.examine import Examined, Task
    from analyzer.triage.frame import Choice
    from analyzer.triage.row import Row
    from analyzer.triage.summary import Triage
    from analyzer.triage.tickets import Ticket


class TriageOutput(StrEnum):
    """How the table is written."""

    terminal = "terminal"
    csv = "csv"
    json = "json"
    markdown = "markdown"
    html = "html"
    parquet = "parquet"


class EngineName(StrEnum):
    """What does the work."""

    local = "local"
    dask = "dask"


class TicketPer(StrEnum):
    """What of the inputs is one ticket."""

    file = "file"
    folder = "folder"
    entry = "entry"


class Period(StrEnum):
    """A period of a trend."""

    day = "day"
    week = "week"
    month = "month"
    quarter = "quarter"
    year = "year"


_DAY = ["%Y-%m-%d", "%Y-%m"]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("triage")(triage)


def triage(
    paths: Annotated[
        list[str],
        typer.Argument(
            help="Logs, folders, archives, saved threads or feeds, addresses of fsspec such as s3://bucket/folder; "
            "- for standard input."
        ),
    ],
    format_: Annotated[
        TriageOutput | None,
        typer.Option("--format", "-f", help="How the table is written; terminal if not given."),
    ] = None,
    outputs: Annotated[
        list[Path] | None,
        typer.Option(
            "--output",
            "-o",
            help="File to write, its format by its name; several may be given: -o t.csv -o t.html",
        ),
    ] = None,
    causes: Annotated[list[str] | None, typer.Option("--cause", help="Only tickets with this cause.")] = None,
    devices: Annotated[
        list[str] | None,
        typer.Option("--device", help="Only tickets whose device or family has this in its name."),
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option("--since", formats=_DAY, help="Only tickets whose log ends on this day or later."),
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option("--until", formats=_DAY, help="Only tickets whose log ends before this day."),
    ] = None,
    unknown: Annotated[
        bool, typer.Option("--unknown", help="Only tickets with errors that no rule explains.")
    ] = False,
    by: Annotated[
        str | None,
        typer.Option("--by", help="Count tickets by these columns, e.g. device,cause or month,cause."),
    ] = None,
    trend: Annotated[Period | None, typer.Option("--trend", help="Count causes over time.")] = None,
    per: Annotated[
        TicketPer,
        typer.Option(
            "--per", help="What is one ticket: a file (an archive is one), a folder, an entry of archives."
        ),
    ] = TicketPer.file,
    engine: Annotated[EngineName, typer.Option("--engine", help="What does the work.")] = EngineName.local,
    scheduler: Annotated[
        str | None,
        typer.Option("--scheduler", help="Address of a running Dask scheduler, with --engine dask."),
    ] = None,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=0, help="Processes to use; 0: as many as there are cores.")
    ] = 0,
    cache: Annotated[
        Path | None,
        typer.Option(
            "--cache", help="Keep what is found in this file; the next run examines only what is new."
        ),
    ] = None,
    largest: Annotated[
        int, typer.Option("--largest", min=1, help="MiB of a file beyond which it is a row with this reason.")
    ] = 100,
    replies: Annotated[
        Path | None, typer.Option("--replies", help="Write a draft answer to each ticket into this folder.")
    ] = None,
    language: Annotated[str, typer.Option("--language", "-l", help="Language of the draft answers.")] = "en",
    rules: RulesOption = None,
    answer: Annotated[
        list[str] | None,
        typer.Option("--answer", help="Answer to a question, ID=yes or ID=no, for every ticket."),
    ] = None,
) -> None:
    """Diagnose many tickets: a table of them, what they have in common, and what is unknown.

    A ticket that cannot be read is a row with its reason. Exit code 2: wrong usage, or no ticket could be read.
    """
    from analyzer.report.triage import View
    from analyzer.sources.left_out import LeftOut
    from analyzer.triage.examine import Task
    from analyzer.triage.frame import PERIODS, choose
    from analyzer.triage.summary import triage_of
    from analyzer.triage.tickets import Per, find_tickets

    targets = _targets(outputs or [], format_)
    view = View(_columns(by), PERIODS[trend.value] if trend else "")
    pack = load(rules)
    choice = _choice(causes, devices, since, until, unknown, known=set(pack.base.causes))
    observations = tuple(read_answers(answer, pack))
    task = Task(pack, observations, split=per is TicketPer.entry, largest=largest << 20)
    if replies is not None:
        task = _with_replies(task, language, rules)
    left_out = LeftOut()
    tickets = list(find_tickets(paths, Per(per.value), sys.stdin.buffer, left_out))
    found = _examined(tickets, task, _engine(engine, scheduler, jobs), cache)
    rows = [one.row for one in found]
    limits = [limit.detail for limit in left_out.limits()]
    _write(targets, triage_of(choose(rows, choice), limits), view)
    if replies is not None:
        _write_replies(replies, found)
    if all(row.status == "unreadable" for row in rows):
        raise typer.Exit(USAGE)


def _with_replies(task: Task, language: str, rules: list[Path] | None) -> Task:
    from dataclasses import replace

    from analyzer.cli.options import load_words
    from analyzer.report.triage.replies import KIND, DraftReply

    draft = DraftReply(load_words(language, rules), task.observations)
    return replace(task, extras=((KIND, draft),), mark=language)


def _write_replies(folder: Path, found: list[Examined]) -> None:
    from analyzer.report.triage.replies import reply_files

    files = reply_files(found)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        fail(f"{folder}: cannot be created: {error.strerror}.")
    for name, text in files.items():
        with destination(folder / name) as stream:
            stream.write(text)
    answers = "1 draft answer" if len(files) == 1 else f"{len(files)} draft answers"
    typer.echo(f"Written: {answers} in {folder}", err=True)


def _examined(tickets: list[Ticket | Row], task: Task, engine: Engine, cache: Path | None) -> list[Examined]:
    from analyzer.triage.engines import EngineError
    from analyzer.triage.run import run

    kept = _cache(cache, task) if cache else None
    try:
        with progress("tickets", len(tickets)) as done:
            return run(tickets, task, engine, kept, done)
    except EngineError as error:
        fail(str(error))
    except KeyboardInterrupt:
        again = " What was found is kept; the same command goes on from there." if cache else ""
        fail(f"interrupted.{again}", 130)
    finally:
        if kept is not None:
            kept.close()


def _cache(path: Path, task: Task) -> Cache:
    from analyzer.triage.cache import Cache, CacheError

    try:
        return Cache(path, task)
    except CacheError as error:
        fail(str(error))


def _engine(name: EngineName, scheduler: str | None, jobs: int) -> Engine:
    if name is EngineName.dask:
        from analyzer.triage.engines.cluster import Dask

        return Dask(scheduler, jobs)
    if scheduler:
        fail("--scheduler needs --engine dask.")
    from analyzer.triage.engines.local import Local

    return Local(jobs)


def _columns(by: str | None) -> tuple[str, ...]:
    from analyzer.knowledge.errors import did_you_mean
    from analyzer.triage.frame import GROUPS

    names = tuple(name.strip() for name in (by or "").split(",") if name.strip())
    for name in names:
        if name not in GROUPS:
            hint = did_you_mean(name, GROUPS) or f"There are {', '.join(GROUPS)}."
            fail(f"--by {by}: there is no column {name!r} to count by. {hint}")
    return tuple(dict.fromkeys(names))


def _choice(
    causes: list[str] | None,
    devices: list[str] | None,
    since: datetime | None,
    until: datetime | None,
    unknown: bool,
    known: set[str],
) -> Choice:
    from datetime import UTC

    import pandas as pd

    from analyzer.knowledge.errors import did_you_mean
    from analyzer.triage.frame import Choice

    for cause in causes or ():
        if cause not in known:
            fail(f"--cause {cause}: there is no such cause. {did_you_mean(cause, known)}".rstrip())
    first, last = (pd.Timestamp(d.replace(tzinfo=UTC)) if d else None for d in (since, until))
    return Choice(tuple(causes or ()), tuple(devices or ()), first, last, unknown)


def _targets(outputs: list[Path], format_: TriageOutput | None) -> list[tuple[Path | None, str]]:
    """Where to write and how: standard output when no file is named, or when a format is asked for beside files."""
    from analyzer.report.triage import SUFFIXES

    if format_ is not None and len(outputs) == 1:
        return [(outputs[0], format_.value)]
    targets: list[tuple[Path | None, str]] = []
    for path in outputs:
        if path.suffix.lower() not in SUFFIXES:
            fail(f"-o {path}: its name tells no format. Use one of {', '.join(SUFFIXES)}, or give --format.")
        targets.append((path, SUFFIXES[path.suffix.lower()]))
    if format_ is not None or not outputs:
        targets.append((None, (format_ or TriageOutput.terminal).value))
    if "parquet" in (name for _, name in targets):
        _need_pyarrow()
    return targets


def _need_pyarrow() -> None:
    from importlib.util import find_spec

    if find_spec("pyarrow") is None:
        fail('Parquet needs pyarrow. Install it with: pip install "nrfdoctor[parquet]"')


def _write(targets: list[tuple[Path | None, str]], found: Triage, view: View) -> None:
    from analyzer.report.triage import BINARY, binary_format, text_format
    from analyzer.report.triage.opening import headline

    for path, name in targets:
        if name in BINARY:
            with binary_destination(path) as stream:
                binary_format(name).render(found, stream, view)
        else:
            with destination(path) as text:
                text_format(name).render(found, text, view)
    written = [str(path) for path, _ in targets if path is not None]
    if written:
        typer.echo(f"{' '.join(headline(found))}\nWritten: {', '.join(written)}", err=True)
