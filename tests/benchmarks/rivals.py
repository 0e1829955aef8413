"""What a user would run instead, each in a process of its own: `python -m tests.benchmarks.rivals NAME FILE`."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from analyzer.pack import load_pack

PATTERNS = 40
"""Expressions that the rivals look for; this program knows some three thousand."""


def patterns() -> list[str]:
    """Pieces of text of the pack's error messages, as a user would grep for them."""
    entries = [entry for entry in load_pack().grammar.catalogue.entries if entry.level == "error"]
    texts = (sample for entry in entries for sample, _ in entry.samples[:1])
    words = (re.findall(r"[A-Za-z][a-z]+(?: [a-z]+){2,3}", text) for text in texts)
    return list(dict.fromkeys(found[0] for found in words if found))[:PATTERNS]


def read_lines(path: Path) -> int:
    """The floor of any program that reads lines in Python."""
    with path.open(encoding="utf-8") as file:
        return sum(1 for _ in file)


def naive(path: Path) -> Counter[str]:
    """Every expression on every line, as most log tools in Python do it."""
    compiled = [(pattern, re.compile(pattern)) for pattern in patterns()]
    found: Counter[str] = Counter()
    with path.open(encoding="utf-8") as file:
        for line in file:
            for pattern, regex in compiled:
                if regex.search(line):
                    found[pattern] += 1
    return found


def drain(path: Path) -> int:
    """Clustering of the lines by Drain3, without masking."""
    from drain3 import TemplateMiner

    miner = TemplateMiner()
    with path.open(encoding="utf-8") as file:
        for line in file:
            miner.add_log_message(line.rstrip())
    return len(miner.drain.clusters)


RIVALS: dict[str, Callable[[Path], object]] = {"read-lines": read_lines, "naive": naive, "drain3": drain}


def main() -> None:
    """Run one rival."""
    name, path = sys.argv[1:]
    print(RIVALS[name](Path(path)))


def lines_of(path: Path, size: int) -> Iterator[str]:
    """The first lines of a log, for rivals too slow for all of it."""
    with path.open(encoding="utf-8") as file:
        while size > 0 and (line := file.readline()):
            size -= len(line)
            yield line


if __name__ == "__main__":
    main()
