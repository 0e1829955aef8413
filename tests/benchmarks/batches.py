"""Triage of growing folders: `python -m tests.benchmarks.batches [200 2000 20000] [--engine dask] [--jobs N]`.

Tickets are drawn from the corpus, each with a line of its own, so that none is the same as another. Every format is
written in the same run. Memory is that of all processes of the command together, looked at ten times a second.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.benchmarks.logs import CORPUS

FORMATS = ("t.csv", "t.json", "t.md", "t.parquet", "t.html", "t.txt")


@dataclass(frozen=True, slots=True)
class Batch:
    """What a triage took."""

    tickets: int
    megabytes: float
    seconds: float
    peak: float
    """Most memory of all its processes together, in MiB."""
    sizes: dict[str, int]
    table: str
    """Fingerprint of the JSON, to compare engines by."""


def folder_of(count: int, folder: Path) -> Path:
    """`count` logs drawn from the corpus."""
    folder.mkdir(parents=True)
    logs = [log.read_bytes() for log in sorted(CORPUS.glob("*.log"))]
    chosen = random.Random(count)
    for number in range(count):
        content = chosen.choice(logs) + f"\n# ticket {number}\n".encode()
        (folder / f"ticket-{number:06}.log").write_bytes(content)
    return folder


def triage(folder: Path, out: Path, *options: str) -> Batch:
    """Triage a folder with every format."""
    out.mkdir(parents=True, exist_ok=True)
    targets = [part for name in FORMATS for part in ("-o", str(out / name))]
    command = [sys.executable, "-m", "analyzer.cli.main", "triage", str(folder), *targets, *options]
    begun = time.monotonic()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        peak = max(peak, _memory(process.pid))
        time.sleep(0.1)
    seconds = time.monotonic() - begun
    files = list(folder.iterdir())
    return Batch(
        tickets=len(files),
        megabytes=sum(file.stat().st_size for file in files) / 1e6,
        seconds=seconds,
        peak=peak / 2**20,
        sizes={name: (out / name).stat().st_size for name in FORMATS},
        table=hashlib.sha256((out / "t.json").read_bytes()).hexdigest()[:12],
    )


def _memory(pid: int) -> int:
    """Bytes that a process and its children hold now; one that ends meanwhile holds none."""
    total = 0
    try:
        family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    except psutil.Error:
        return 0
    for process in family:
        try:
            total += process.memory_info().rss
        except psutil.Error:
            continue
    return total


def main() -> None:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.batches", description=__doc__)
    parser.add_argument("counts", nargs="*", type=int, default=[200, 2000, 20000])
    parser.add_argument("--engine", action="append", choices=["local", "dask"])
    parser.add_argument("--jobs", action="append", type=int)
    asked = parser.parse_args()
    print(
        "| tickets | MB | engine | jobs | seconds | tickets/s | MiB | JSON | MB of "
        + " ".join(FORMATS)
        + " |"
    )
    with tempfile.TemporaryDirectory() as temporary:
        for count in asked.counts:
            folder = folder_of(count, Path(temporary) / str(count))
            for engine in asked.engine or ["local"]:
                for jobs in asked.jobs or [0]:
                    out = Path(temporary) / f"{count}-{engine}-{jobs}"
                    took = triage(folder, out, "--engine", engine, "--jobs", str(jobs))
                    sizes = " ".join(f"{size / 1e6:.2f}" for size in took.sizes.values())
                    print(
                        f"| {took.tickets} | {took.megabytes:.1f} | {engine} | {jobs or 'all'} | {took.seconds:.1f} "
                        f"| {took.tickets / took.seconds:.0f} | {took.peak:.0f} | {took.table} | {sizes} |",
                        flush=True,
                    )


if __name__ == "__main__":
    main()
