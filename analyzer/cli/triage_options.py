"""The options of `nrfdoctor triage`."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


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

TicketPaths = Annotated[
    list[str],
    typer.Argument(
        help="Logs, folders, archives, saved threads or feeds, addresses of fsspec such as s3://bucket/folder; "
        "- for standard input."
    ),
]
TableFormat = Annotated[
    TriageOutput | None,
    typer.Option("--format", "-f", help="How the table is written; terminal if not given."),
]
Outputs = Annotated[
    list[Path] | None,
    typer.Option(
        "--output",
        "-o",
        help="File to write, its format by its name; several may be given: -o t.csv -o t.html",
    ),
]
OnlyCauses = Annotated[list[str] | None, typer.Option("--cause", help="Only tickets with this cause.")]
OnlyDevices = Annotated[
    list[str] | None,
    typer.Option("--device", help="Only tickets whose device or family has this in its name."),
]
Since = Annotated[
    datetime | None,
    typer.Option("--since", formats=_DAY, help="Only tickets whose log ends on this day or later."),
]
Until = Annotated[
    datetime | None,
    typer.Option("--until", formats=_DAY, help="Only tickets whose log ends before this day."),
]
OnlyUnknown = Annotated[
    bool, typer.Option("--unknown", help="Only tickets with errors that no rule explains.")
]
CountBy = Annotated[
    str | None,
    typer.Option("--by", help="Count tickets by these columns, e.g. device,cause or month,cause."),
]
Trend = Annotated[Period | None, typer.Option("--trend", help="Count causes over time.")]
TicketsPer = Annotated[
    TicketPer,
    typer.Option(
        "--per", help="What is one ticket: a file (an archive is one), a folder, an entry of archives."
    ),
]
EngineChoice = Annotated[EngineName, typer.Option("--engine", help="What does the work.")]
SchedulerAddress = Annotated[
    str | None,
    typer.Option("--scheduler", help="Address of a running Dask scheduler, with --engine dask."),
]
Jobs = Annotated[
    int, typer.Option("--jobs", "-j", min=0, help="Processes to use; 0: as many as there are cores.")
]
CacheFile = Annotated[
    Path | None,
    typer.Option("--cache", help="Keep what is found in this file; the next run examines only what is new."),
]
LargestFile = Annotated[
    int, typer.Option("--largest", min=1, help="MiB of a file beyond which it is a row with this reason.")
]
RepliesFolder = Annotated[
    Path | None, typer.Option("--replies", help="Write a draft answer to each ticket into this folder.")
]
ReplyLanguage = Annotated[str, typer.Option("--language", "-l", help="Language of the draft answers.")]
Answers = Annotated[
    list[str] | None,
    typer.Option("--answer", help="Answer to a question, ID=yes or ID=no, for every ticket."),
]
