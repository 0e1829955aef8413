"""Rows as a pandas frame, and what a frame is asked for: choosing, grouping, counting by time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

import pandas as pd

from analyzer.triage.row import Row, UnknownError

COLUMNS = tuple(field.name for field in fields(Row))
"""Columns of the frame, in order: the fields of a row."""
GROUPS = (
    *("cause", "device", "family", "tool", "operation", "status", "verdict", "runner_up", "next_test"),
    *("year", "month"),
)
"""What tickets can be counted by; year and month are those of the last stamp."""
PERIODS = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}
"""Periods of a trend, by name."""
_MOST_PERIODS = 2000
_TIMES = ("begun", "ended")
_COUNTS = ("attempts", "logs", "sessions", "operations", "lines", "recognised")
_SHARES = ("probability", "runner_up_probability")


@dataclass(frozen=True, slots=True)
class Choice:
    """Which tickets are wanted; an empty condition lets all pass."""

    causes: tuple[str, ...] = ()
    """Ids; a ticket passes with one of them as its first cause, as runner-up or of a further problem."""
    devices: tuple[str, ...] = ()
    """Parts of device or family names, in any case."""
    since: pd.Timestamp | None = None
    until: pd.Timestamp | None = None
    unknown: bool = False
    """Only tickets with errors that no rule explains."""
    statuses: tuple[str, ...] = ()


def frame_of(rows: Sequence[Row], columns: Sequence[str] = COLUMNS) -> pd.DataFrame:
    """One row per ticket; times as UTC stamps, `unknown`, `codes`, `also`, `limits` and `versions` as objects."""
    records = [[_proper(getattr(row, name)) for name in columns] for row in rows]
    frame = pd.DataFrame(records, columns=pd.Index(columns))
    for name in (one for one in _TIMES if one in frame):
        frame[name] = _stamps(frame[name])
    types = dict.fromkeys(_COUNTS, "int64") | dict.fromkeys(_SHARES, "float64")
    return frame.astype({name: type_ for name, type_ in types.items() if name in frame})


def _proper(value: Any) -> Any:  # noqa: ANN401 - a record holds texts, numbers, lists of them and more
    """The same with every text as proper Unicode: a file's name need not be that, a column of text must."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, UnknownError):
        return _proper(asdict(value))
    if isinstance(value, Mapping):
        return {_proper(key): _proper(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_proper(item) for item in value]
    return value


def _stamps(seconds: pd.Series[float]) -> pd.Series[pd.Timestamp]:
    """Seconds since the epoch as UTC stamps; what no calendar has is no time."""
    stamps = pd.to_datetime(seconds.astype("float64"), unit="s", utc=True, errors="coerce")
    return stamps.dt.round("ms")


def choose(rows: Sequence[Row], choice: Choice) -> list[Row]:
    """The rows that pass every condition, in their order."""
    return [row for row in rows if _passes(row, choice)]


def _passes(row: Row, choice: Choice) -> bool:
    causes = {row.cause, *row.also}
    device = f"{row.device} {row.family}".lower()
    return (
        (not choice.causes or not causes.isdisjoint(choice.causes))
        and (not choice.devices or any(name.lower() in device for name in choice.devices))
        and _within(row, choice)
        and (not choice.unknown or bool(row.unknown))
        and (not choice.statuses or row.status in choice.statuses)
    )


def _within(row: Row, choice: Choice) -> bool:
    """By the last stamp of the log; a log without dates passes only where no date is asked for."""
    if choice.since is None and choice.until is None:
        return True
    if row.ended is None:
        return False
    return (choice.since is None or row.ended >= choice.since.timestamp()) and (
        choice.until is None or row.ended < choice.until.timestamp()
    )


def grouped(frame: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Tickets counted by columns of `GROUPS`, the most frequent first, with the mean probability of their first cause.

    The columns are those asked for, `tickets`, `share` (of all tickets in the frame) and `probability`.
    """
    ended = frame["ended"].dt
    frame = frame.assign(year=ended.strftime("%Y").fillna(""), month=ended.strftime("%Y-%m").fillna(""))
    groups = frame.groupby(list(by), dropna=False, sort=True)
    table = groups.agg(tickets=("name", "size"), probability=("probability", "mean")).reset_index()
    table["share"] = table["tickets"] / max(1, len(frame))
    table = table.sort_values("tickets", ascending=False, kind="stable").reset_index(drop=True)
    return table[[*by, "tickets", "share", "probability"]]


def over_time(frame: pd.DataFrame, period: str, by: str = "cause") -> pd.DataFrame:
    """Tickets per period (`D`, `W`, `M`, `Q` or `Y`) and value of a column, by the last stamp of each log.

    A row for every period from the first to the last, empty ones too, the newest 2,000 at most: a single log with a
    wrong clock would make millions. A column for each value, the most frequent first. Tickets without a dated stamp
    or without a value are not in it.
    """
    known = frame[frame["ended"].notna() & (frame[by] != "")]
    if known.empty:
        return pd.DataFrame()
    periods = known["ended"].dt.tz_localize(None).dt.to_period(period)
    first = max(periods.min(), periods.max() - _MOST_PERIODS + 1)
    recent = periods >= first
    table = pd.crosstab(periods[recent], known.loc[recent, by])
    every = pd.period_range(first, periods.max(), freq=period)
    table = table.reindex(every, fill_value=0)
    return table[table.sum().sort_values(ascending=False, kind="stable").index]
