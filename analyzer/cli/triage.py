"""`nrfdoctor triage`: folders of tickets in, one table out."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from analyzer.cli.options import USAGE, RulesOption, fail, load, read_answers
from analyzer.cli.output import binary_destination, destination
from analyzer.cli.progress import progress
from analyzer.cli.triage_options import (
    Answers,
    CacheFile,
    CountBy,
    EngineChoice,
    EngineName,
    Jobs,
    LargestFile,
    OnlyCauses,
    OnlyDevices,
    OnlyUnknown,
    Outputs,
    RepliesFolder,
    ReplyLanguage,
    SchedulerAddress,
    Since,
    TableFormat,
    TicketPaths,
    TicketPer,
    TicketsPer,
    Trend,
    TriageOutput,
    Until,
)

if TYPE_CHECKING:
    from analyzer.report.triage import View
    from analyzer.triage.cache import Cache
    from analyzer.triage.engines import Engine
    from analyzer.triage.examine import Examined, Task
    from analyzer.triage.frame import Choice
    from analyzer.triage.row import Row
    from analyzer.triage.summary import Triage
    from analyzer.triage.tickets import Ticket


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("triage")(triage)


def triage(
    paths: TicketPaths,
    format_: TableFormat = None,
    outputs: Outputs = None,
    causes: OnlyCauses = None,
    devices: OnlyDevices = None,
    since: Since = None,
    until: Until = None,
    unknown: OnlyUnknown = False,
    by: CountBy = None,
    trend: Trend = None,
    per: TicketsPer = TicketPer.file,
    engine: EngineChoice = EngineName.local,
    scheduler: SchedulerAddress = None,
    jobs: Jobs = 0,
    cache: CacheFile = None,
    largest: LargestFile = 100,
    replies: RepliesFolder = None,
    language: ReplyLanguage = "en",
    rules: RulesOption = None,
    answer: Answers = None,
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
    chosen = choose([one.row for one in found], choice)
    limits = [limit.detail for limit in left_out.limits()]
    _write(targets, triage_of(chosen, limits), view)
    if replies is not None:
        names = {row.name for row in chosen}
        _write_replies(replies, [one for one in found if one.row.name in names])
    if all(one.row.status == "unreadable" for one in found):
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
