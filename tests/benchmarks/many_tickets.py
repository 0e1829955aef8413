"""The cost of a ticket: the corpus, in a new process and again when its shapes are remembered."""

from __future__ import annotations

import statistics
import sys
import time

from analyzer.pack import Pack, load_pack
from analyzer.pipeline import analyze
from analyzer.sources import read_bytes
from tests.benchmarks import logs


def cost(pack: Pack, tickets: list[tuple[str, bytes]]) -> list[float]:
    """Milliseconds of processor time for each ticket, from its bytes to its report."""
    took = []
    for name, data in tickets:
        start = time.process_time()
        for document in read_bytes(name, data):
            analyze(document, pack)
        took.append((time.process_time() - start) * 1000)
    return took


def main() -> None:
    """Print what the first pass took, and the median of the following ones."""
    pack, tickets = load_pack(), logs.tickets()
    first = cost(pack, tickets)
    later = [cost(pack, tickets) for _ in range(int(sys.argv[1]))]
    again = [statistics.median(times) for times in zip(*later, strict=True)]
    for name, took in (("met for the first time", first), ("of known shapes", again)):
        print(f"{len(took)} {name}\t{statistics.mean(took):.1f} (median {statistics.median(took):.1f})")


if __name__ == "__main__":
    main()
