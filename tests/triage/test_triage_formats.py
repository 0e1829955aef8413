"""Every output format holds every ticket, with hostile text made harmless."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pandas as pd
import pytest

from analyzer.report.triage import BINARY, SUFFIXES, View, binary_format, text_format
from analyzer.triage.row import Row, UnknownError, unreadable
from analyzer.triage.summary import triage_of

EVIL = "=cmd|' /C calc'!A0 <script>alert(1)</script> [red]x[/] | `y` \x1b[31m\r\n\u202e"


def rows() -> list[Row]:
    return [
        Row(
            name="a.log",
            status="diagnosed",
            tool="nrfjprog",
            versions={"nrfjprog": "10.9.0", "jlink": "6.82"},
            device="NRF9160_xxAA_REV2",
            family="nrf91",
            operation="dfu.modem",
            attempts=2,
            cause="probe-in-use",
            title="Another program holds the debug probe",
            probability=0.8123456,
            verdict="likely",
            codes=("-102 JLINKARM_DLL_ERROR",),
            next_question="Which running programs use a J-Link?",
            begun=1613639524.407,
            ended=1613644677.386,
            logs=1,
            lines=42,
            recognised=40,
        ),
        Row(
            name="b.log",
            status="unexplained",
            unknown=(UnknownError("odd thing 7 happened", 3, 2, "odd thing"),),
            logs=1,
        ),
        unreadable("c.bin", "is binary"),
    ]


def hostile() -> list[Row]:
    return [
        Row(
            name=f"{EVIL}\ud800",
            status="diagnosed",
            tool=EVIL,
            versions={EVIL: EVIL},
            device=EVIL,
            family=EVIL,
            operation=EVIL,
            cause=EVIL,
            title=EVIL,
            probability=0.5,
            evidence=EVIL,
            place=EVIL,
            codes=(EVIL,),
            next_question=EVIL,
            unknown=(UnknownError(EVIL, 1, 1, EVIL),),
            limits=(EVIL,),
        ),
        unreadable(EVIL, EVIL),
    ]


def written(name: str, given: list[Row], view: View | None = None) -> str:
    stream = io.StringIO()
    text_format(name).render(
        triage_of(given, ["2 files: no log by its name"]), stream, view or View(width=120)
    )
    return stream.getvalue()


def parquet(given: list[Row]) -> pd.DataFrame:
    stream = io.BytesIO()
    binary_format("parquet").render(triage_of(given), stream, View())
    return pd.read_parquet(io.BytesIO(stream.getvalue()))


def test_json_is_the_object_of_the_contract() -> None:
    body = json.loads(written("json", rows()))
    assert body["schema"] == "nrfdoctor.triage/1"
    first = body["tickets"][0]
    assert (first["name"], first["cause"], first["probability"]) == ("a.log", "probe-in-use", 0.8123)
    assert first["ended"] == "2021-02-18T10:37:57.386Z"
    assert body["tickets"][1]["unknown"][0]["line"] == 3
    assert body["summary"]["statuses"] == {"diagnosed": 1, "unexplained": 1, "unreadable": 1}
    assert body["unknown"][0]["tickets"] == 1


def test_json_has_groups_and_trend_when_asked() -> None:
    body = json.loads(written("json", rows(), View(by=("family",), period="M")))
    assert {"family": "nrf91", "tickets": 1}.items() <= body["groups"][1].items() or body["groups"]
    assert body["trend"] == [{"period": "2021-02", "causes": {"probe-in-use": 1}}]


def test_csv_has_a_line_per_ticket() -> None:
    table = list(csv.DictReader(io.StringIO(written("csv", rows()))))
    assert [line["name"] for line in table] == ["a.log", "b.log", "c.bin"]
    assert table[0]["versions"] == "nrfjprog 10.9.0, jlink 6.82"
    assert table[1]["unknown"] == "line 3: odd thing 7 happened"
    assert table[2]["ended"] == ""
    assert table[2]["reason"] == "is binary"


def test_csv_of_groups_is_the_groups() -> None:
    table = list(csv.DictReader(io.StringIO(written("csv", rows(), View(by=("status",))))))
    assert {line["status"]: line["tickets"] for line in table} == dict.fromkeys(
        ("diagnosed", "unexplained", "unreadable"), "1"
    )


def test_no_cell_of_a_csv_begins_a_formula_or_a_line() -> None:
    text = written("csv", hostile())
    for line in csv.reader(io.StringIO(text)):
        for cell in line:
            assert not cell.startswith(("=", "+", "-", "@"))
            assert cell.isprintable()


def test_parquet_keeps_types() -> None:
    frame = parquet(rows())
    assert frame["ended"][0] == pd.Timestamp("2021-02-18T10:37:57.386Z")
    assert list(frame["codes"][0]) == ["-102 JLINKARM_DLL_ERROR"]
    assert frame["unknown"][1][0]["text"] == "odd thing 7 happened"
    assert frame["probability"][0] == pytest.approx(0.8123456)


def test_parquet_of_a_batch_without_lists_has_the_same_columns() -> None:
    assert list(parquet([unreadable("x", "y")]).columns) == list(parquet(rows()).columns)


def test_parquet_takes_any_text() -> None:
    assert len(parquet(hostile())) == 2


def test_the_terminal_shows_every_ticket_with_its_finding() -> None:
    text = written("terminal", rows())
    assert "3 tickets, 2021-02-18: 1 diagnosed (1 of them at 75% or more)" in text
    assert "Another program holds the debug probe" in text
    assert "unreadable: is binary" in text
    assert "odd thing <number> happened" in text
    assert "no log by its name" in text


@pytest.mark.parametrize("width", [40, 80, 100, 160])
def test_the_terminal_fits_its_width(width: int) -> None:
    text = written("terminal", rows(), View(by=(), width=width))
    assert max(len(line) for line in text.splitlines()) <= width


def test_the_terminal_shows_no_control_character_and_no_markup_is_read() -> None:
    text = written("terminal", hostile())
    assert "\x1b[31m" not in text
    assert "\u202e" not in text
    assert "[red]x[/]" in text


def test_markdown_tables_keep_their_columns_whatever_a_log_says() -> None:
    text = written("markdown", hostile(), View(by=("family", "cause"), period="M"))
    assert "<script>" not in re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", text)  # code is no markup
    table: list[int] = []
    for line in text.splitlines():
        if line.startswith("|"):
            table.append(line.replace("\\|", "").count("|"))
        else:
            assert len(set(table)) <= 1
            table = []


def test_groups_and_trend_are_shown_where_asked() -> None:
    view = View(by=("family", "cause"), period="Y", width=100)
    for name in ("terminal", "markdown"):
        text = written(name, rows(), view)
        assert "nrf91" in text
        assert "2021" in text


def test_every_suffix_names_a_format(tmp_path: Path) -> None:
    for name in set(SUFFIXES.values()) - {"html"}:
        assert (binary_format(name) if name in BINARY else text_format(name)) is not None
