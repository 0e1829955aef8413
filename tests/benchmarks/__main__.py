"""All benchmarks side by side in one run: `python -m tests.benchmarks [--megabytes 100] [--rounds 5]`.

Compare figures of one run only: the ratios hold from machine to machine, the seconds do not.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.benchmarks import logs, rivals
from tests.benchmarks.timing import ROOT, Took, run, together

_SLOW = 10_000_000  # bytes that the slow rivals are given; their speed does not depend on the size
_PROGRAM = ("-c", "from analyzer.cli.main import run; run()")
_BARE_TYPER = (
    "-c",
    "import typer\napp = typer.Typer(add_completion=False)\n"
    "@app.command()\ndef main(name: str = 'x'): typer.echo(name)\napp()",
)


def main() -> None:
    """Measure what was asked for and print a table of each."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("--megabytes", type=int, default=100, help="size of the large logs")
    parser.add_argument("--rounds", type=int, default=5, help="runs of which the median counts")
    parser.add_argument(
        "--folder", type=Path, help="where the logs are written and kept; else they are temporary"
    )
    parser.add_argument("only", nargs="*", choices=[*TABLES, []], help="tables; all when none is named")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for name in asked.only or TABLES:
            print(f"\n{name}\n", flush=True)
            for row in TABLES[name](folder, asked.megabytes, asked.rounds):
                print("| " + " | ".join(row) + " |", flush=True)


def _log(folder: Path, kind: str, megabytes: int) -> Path:
    made = logs.ordinary if kind == "ordinary" else logs.dense
    return logs.write(made(megabytes * 1_000_000), folder / f"{kind}-{megabytes}.log")


def _ours(*arguments: str) -> list[str]:
    return [sys.executable, *_PROGRAM, *arguments]


def start_up(folder: Path, _megabytes: int, rounds: int) -> Iterator[Sequence[str]]:
    """Processor time of doing next to nothing."""
    log = folder / "short.log"
    log.write_bytes((logs.CORPUS / "clean-nrfjprog-log.log").read_bytes())
    names = ["bare Python", "bare typer", "nrfdoctor --version", "nrfdoctor analyze, a short log"]
    commands = [
        [sys.executable, "-c", "pass"],
        [sys.executable, *_BARE_TYPER],
        _ours("--version"),
        _ours("analyze", str(log)),
    ]
    took = together(commands, rounds)
    yield ("program", "ms of processor", "times bare typer")
    for name, one in zip(names, took, strict=True):
        yield (name, f"{one.cpu * 1000:.0f}", f"{one.cpu / took[1].cpu:.2f}")


def throughput(folder: Path, megabytes: int, rounds: int) -> Iterator[Sequence[str]]:
    """Bytes in, report out."""
    yield ("log", "program", "MB/s of processor", "MiB held", "times ours")
    for kind in ("ordinary", "dense"):
        path = _log(folder, kind, megabytes)
        part = logs.write(rivals.lines_of(path, _SLOW), folder / f"{kind}-part.log")
        ours = _speed(run(_ours("analyze", str(path), "-o", str(folder / "report.txt")), rounds), path)
        yield (kind, "nrfdoctor", f"{ours[0]:.1f}", f"{ours[1]:.0f}", "1")
        for name, command, read in _rivals(path, part, folder):
            speed, peak = _speed(run(command, rounds), read)
            yield (kind, name, f"{speed:.1f}", f"{peak:.0f}", f"{speed / ours[0]:.2f}")


def _rivals(path: Path, part: Path, folder: Path) -> Iterator[tuple[str, list[str], Path]]:
    """Each rival with its command and the log that it is given."""
    module = [sys.executable, "-m", "tests.benchmarks.rivals"]
    yield "naive `re`, 40 expressions", [*module, "naive", str(part)], part
    yield "Drain3", [*module, "drain3", str(part)], part
    yield "reading lines in Python", [*module, "read-lines", str(path)], path
    if lnav := shutil.which("lnav"):
        yield "lnav", [lnav, "-n", "-c", ";select count(*) from all_logs", str(path)], path
    if ripgrep := shutil.which("rg"):
        words = folder / "patterns.txt"
        words.write_text("\n".join(rivals.patterns()), encoding="utf-8")
        yield "ripgrep, 40 texts", [ripgrep, "-F", "-c", "-f", str(words), str(path)], path


def _speed(took: Took, path: Path) -> tuple[float, float]:
    return path.stat().st_size / 1e6 / took.cpu, took.peak


def many_rules(folder: Path, _megabytes: int, rounds: int) -> Iterator[Sequence[str]]:
    """The same log with more and more rules."""
    path = _log(folder, "ordinary", 20)
    command = [sys.executable, "-m", "tests.benchmarks.many_rules", str(path), str(rounds)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    rows = [line.split() for line in done.stdout.splitlines()]
    yield ("rules beside the messages of the pack", "seconds of processor", "times ten rules")
    for count, seconds in rows:
        yield (count, seconds, f"{float(seconds) / float(rows[0][1]):.2f}")


def memory(folder: Path, megabytes: int, _rounds: int) -> Iterator[Sequence[str]]:
    """Most memory held, by the size of the log."""
    yield ("MB of an ordinary log", "MiB held")
    for size in (1, megabytes // 10, megabytes, megabytes * 10):
        path = _log(folder, "ordinary", size)
        yield (str(size), f"{run(_ours('analyze', str(path), '-o', str(folder / 'report.txt')), 1).peak:.0f}")


def tickets(_folder: Path, _megabytes: int, rounds: int) -> Iterator[Sequence[str]]:
    """The corpus as tickets in one process, the pack loaded already."""
    command = [sys.executable, "-m", "tests.benchmarks.many_tickets", str(rounds)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    yield ("tickets", "ms of processor each")
    for line in done.stdout.splitlines():
        yield line.split("\t")


TABLES = {
    "start-up": start_up,
    "tickets": tickets,
    "throughput": throughput,
    "rules": many_rules,
    "memory": memory,
}

if __name__ == "__main__":
    main()
