"""Choosing, grouping and counting by time."""

from __future__ import annotations

import pandas as pd
import pytest

from analyzer.triage.frame import COLUMNS, Choice, choose, frame_of, grouped, over_time
from analyzer.triage.row import Row, UnknownError, unreadable

MARCH, MAY = 1583020800.0, 1588291200.0  # 2020-03-01 and 2020-05-01


def row(name: str, cause: str = "", **more: object) -> Row:
    status = "diagnosed" if cause else "nothing-found"
    return Row(name=name, status=status, cause=cause, **more)  # type: ignore[arg-type]


ROWS = [
    row(
        "a", "probe-in-use", family="nrf91", device="NRF9160_xxAA", probability=0.8, ended=MARCH, begun=MARCH
    ),
    row("b", "probe-in-use", family="nrf52", probability=0.6, ended=MAY),
    row("c", "ram-off", family="nrf52", probability=0.9, ended=MAY, also=("probe-in-use",)),
    row("d", unknown=(UnknownError("odd", 1, 1),)),
    unreadable("e", "is empty"),
]


def chosen(**conditions: object) -> list[str]:
    return [one.name for one in choose(ROWS, Choice(**conditions))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("conditions", "names"),
    [
        ({}, "abcde"),
        ({"causes": ("probe-in-use",)}, "abc"),
        ({"causes": ("ram-off", "probe-in-use")}, "abc"),
        ({"devices": ("nrf9160",)}, "a"),
        ({"devices": ("nRF52",)}, "bc"),
        ({"unknown": True}, "d"),
        ({"statuses": ("unreadable",)}, "e"),
        ({"since": pd.Timestamp("2020-04-01", tz="UTC")}, "bc"),
        ({"until": pd.Timestamp("2020-05-01", tz="UTC")}, "a"),
        ({"since": pd.Timestamp("2020-01-01", tz="UTC"), "causes": ("ram-off",)}, "c"),
    ],
)
def test_each_condition_chooses(conditions: dict[str, object], names: str) -> None:
    assert chosen(**conditions) == list(names)


def test_the_frame_has_a_row_per_ticket_and_typed_columns() -> None:
    frame = frame_of(ROWS)
    assert tuple(frame.columns) == COLUMNS
    assert len(frame) == len(ROWS)
    assert str(frame["ended"].dtype).startswith("datetime64")
    assert frame["ended"][0] == pd.Timestamp("2020-03-01", tz="UTC")
    assert frame["ended"].isna().tolist() == [False, False, False, True, True]
    assert frame["attempts"].dtype == "int64"


def test_an_empty_batch_has_a_frame_too() -> None:
    frame = frame_of([])
    assert frame.empty
    assert grouped(frame, ["cause"]).empty
    assert over_time(frame, "M").empty


def test_groups_count_every_ticket_once() -> None:
    groups = grouped(frame_of(ROWS), ["cause"])
    assert groups["tickets"].sum() == len(ROWS)
    assert groups["share"].sum() == pytest.approx(1)
    assert dict(zip(groups["cause"], groups["tickets"], strict=True)) == {
        "": 2,
        "probe-in-use": 2,
        "ram-off": 1,
    }
    assert groups.loc[groups["cause"] == "probe-in-use", "probability"].item() == pytest.approx(0.7)


def test_groups_by_month_and_cause() -> None:
    groups = grouped(frame_of(ROWS), ["month", "cause"])
    keys = set(zip(groups["month"], groups["cause"], strict=True))
    assert ("2020-03", "probe-in-use") in keys
    assert ("", "") in keys


def test_a_trend_has_every_period_between_the_first_and_the_last() -> None:
    trend = over_time(frame_of(ROWS), "M")
    assert [str(period) for period in trend.index] == ["2020-03", "2020-04", "2020-05"]
    assert trend["probe-in-use"].tolist() == [1, 0, 1]
    assert trend.columns[0] == "probe-in-use"


def test_a_log_with_a_wrong_clock_does_not_make_a_trend_endless() -> None:
    rows = [*ROWS, row("old", "ram-off", ended=-60_000_000_000.0), row("new", "ram-off", ended=MAY)]
    trend = over_time(frame_of(rows), "D")
    assert len(trend) == 2000
    assert str(trend.index[-1]) == "2020-05-01"
    assert trend.to_numpy().sum() == 4


def test_a_stamp_beyond_every_calendar_is_no_time() -> None:
    frame = frame_of([row("x", "ram-off", ended=1e18, begun=-1e18)])
    assert frame["ended"].isna().all()
