"""Every sample report by name, the extremes among them: a huge log and a hostile one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from poison import poisoned
from sample_causes import DISTURBED
from sample_reports import (
    benign,
    clean,
    failed_unknown,
    modem,
    nothing,
    two_problems,
    unexplained,
    unfinished,
)
from sample_values import JLINK, numbered, operation, record

from analyzer.engine.result import Problem, Report, Unexplained
from analyzer.sources.text import Limit

POISON = "[bold red]x[/] `|<script>alert(1)</script> ![i](http://x.y) \x1b[31m\x9b2J\r\n# h\u202e\ud800"


def huge(count: int = 3000) -> Report:
    """Thousands of attempts, errors and lines of great length."""
    report = modem()
    lines = [f"ERROR attempt {n} failed with -102 " + "x" * 20_000 * (n % 100 == 0) for n in range(count)]
    everywhere = tuple(replace(one, lines=tuple(range(1, count))) for one in DISTURBED.evidence * 30)
    operations = tuple(range(count))
    return replace(
        report,
        name="huge.log",
        lines=count,
        recognised=count,
        diagnoses=tuple(
            replace(DISTURBED, rank=rank, cause=f"cause-{rank}", evidence=everywhere, operations=operations)
            for rank in range(1, 40)
        ),
        set_aside=report.set_aside * 50,
        operations=tuple(
            operation(n, "connect", "connect", "failed", (n + 1, n + 1), attempt=n + 1) for n in operations
        ),
        errors=tuple(record(n + 1, JLINK, lines) for n in operations),
        problems=tuple(
            Problem(n, "connect", operations[n:], n + 1, count, 0.1, benign=False) for n in operations[:60]
        ),
        unexplained=tuple(Unexplained(n + 1, lines[n], 1, None) for n in operations),
        limits=tuple(Limit("line-length", "cut", n) for n in operations),
        environment={f"key_{n}": "v" * 500 for n in range(200)},
        text=numbered(lines),
        levels=dict.fromkeys(range(1, count + 1), "error"),
    )


def hostile(poison: str = POISON) -> Report:
    """The modem story with an attack in every string."""
    report = modem()
    limits = (Limit("encoding", "Read as Windows-1252.", 3),)
    return poisoned(replace(report, limits=limits, unexplained=unexplained().unexplained), poison)


SAMPLES: dict[str, Callable[[], Report]] = {
    "modem": modem,
    "clean": clean,
    "unfinished": unfinished,
    "nothing": nothing,
    "unexplained": unexplained,
    "failed_unknown": failed_unknown,
    "two_problems": two_problems,
    "benign": benign,
    "huge": huge,
    "hostile": hostile,
}
"""Every sample by name."""
