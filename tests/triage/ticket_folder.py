"""Folders of tickets made from the corpus."""

from __future__ import annotations

import random
from pathlib import Path

from analyzer.pack import Pack
from analyzer.sources.left_out import LeftOut
from analyzer.triage.engines import Engine
from analyzer.triage.engines.local import Local
from analyzer.triage.examine import Examined, Task
from analyzer.triage.row import Row
from analyzer.triage.run import run
from analyzer.triage.tickets import Per, find_tickets

CORPUS = Path(__file__).parents[2] / "corpus"
LOGS = sorted(CORPUS.glob("*.log"))
SEED = CORPUS / "modem-dfu-102-then-93.log"


def make_tickets(folder: Path, count: int, seed: int = 1) -> Path:
    """`count` logs drawn from the corpus, each with a line of its own so that no two are the same."""
    folder.mkdir(parents=True, exist_ok=True)
    chosen = random.Random(seed)
    for number in range(count):
        content = chosen.choice(LOGS).read_bytes()
        (folder / f"ticket-{number:05}.log").write_bytes(content + f"\n# ticket {number}\n".encode())
    return folder


def examined(
    paths: list[Path | str], pack: Pack, *, per: Per = Per.file, engine: Engine | None = None, **task: object
) -> list[Examined]:
    """Everything found of the tickets under some paths."""
    import io

    tickets = list(find_tickets([str(p) for p in paths], per, io.BytesIO(), LeftOut()))
    return run(tickets, Task(pack, **task), engine or Local(1), None, lambda _: None)  # type: ignore[arg-type]


def rows_of(
    paths: list[Path | str], pack: Pack, *, per: Per = Per.file, engine: Engine | None = None, **task: object
) -> list[Row]:
    """The rows of the tickets under some paths."""
    return [one.row for one in examined(paths, pack, per=per, engine=engine, **task)]
