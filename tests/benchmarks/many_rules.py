"""The cost of rules: the same log with ten, a hundred and a thousand causes beside their messages.

`python -m tests.benchmarks.many_rules FILE` prints seconds of processor time for each number, the compiling left out.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from pathlib import Path

from analyzer.engine.telling import Telling
from analyzer.pack import PackFile, pack_files
from analyzer.pack.compile import compile_pack
from analyzer.pipeline import analyze
from analyzer.sources import read_inputs

COUNTS = (10, 100, 1000)
_CAUSE = """\
id: made-{n:04d}
title: The part {n} of the line is worn
facts:
  seen:
    is: event made.part{n}.failed
    says: "The line says that its part {n} failed."
  many:
    is: count(event made.part{n}.failed) >= 3
    says: "It failed again and again."
cause:
  needs: seen
  prior: rare
  for: {{seen: moderate, many: weak}}
explain: The part {n} is worn.
fix:
  - do: Change the part {n}.
    risk: none
"""
_ENTRY = """\
  - id: part-{n}
    kind: made.part{n}.failed
    level: error
    pattern: "The {word} of part {n} failed at {{place:int}}."
    samples: ["The {word} of part {n} failed at 3."]
"""
_WORDS = ("bearing", "belt", "feeder", "gripper", "sensor", "motor", "valve", "spindle", "drawer", "lamp")


def made(count: int) -> list[PackFile]:
    """Rule files in the form of the pack's own, each with a message of its own."""
    entries = "".join(_ENTRY.format(n=n, word=_WORDS[n % len(_WORDS)]) for n in range(count))
    messages = f"tool: made\ntitle: The production line\npart: library\nentries:\n{entries}"
    causes = {f"causes/host/made-{n:04d}.yaml": _CAUSE.format(n=n) for n in range(count)}
    texts = {"messages/made.yaml": messages, **causes}
    return [PackFile(Path(place), place, text.encode()) for place, text in texts.items()]


def seconds(path: str, count: int, rounds: int) -> float:
    """Processor time to read and diagnose a log with so many rules more."""
    kept = [file for file in pack_files() if not file.place.startswith("causes/")]
    took = []
    pack = compile_pack([*kept, *made(count)])
    for _ in range(rounds):
        pack.grammar.catalogue.forget()
        start = time.process_time()
        for document in read_inputs([path], io.BytesIO(), Telling(pack.grammar, pack.base)):
            if not isinstance(document, Exception):
                analyze(document, pack)
        took.append(time.process_time() - start)
    return statistics.median(took)


def main() -> None:
    """Print a number of rules and its seconds on each line."""
    path, rounds = sys.argv[1], int(sys.argv[2])
    for count in COUNTS:
        print(count, f"{seconds(path, count, rounds):.3f}", flush=True)


if __name__ == "__main__":
    main()
