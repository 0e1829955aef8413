"""Coverage as a table for people and as JSON for programs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from analyzer.rulecheck.coverage import RESULTS, Covered, Exercise

_SHOWN = 100  # characters of a line in a list


def as_json(covered: Sequence[Covered], tried: Exercise, listed: str | None) -> dict[str, Any]:
    """Coverage as plain data; `listed` names what is written out line by line."""
    result: dict[str, Any] = {
        "schema": "nrfdoctor.coverage/1",
        "tools": [
            {"tool": tool, "file": file, "lines": sum(counts.values()), **{r: counts[r] for r in RESULTS}}
            for (tool, file), counts in _tables(covered).items()
        ],
        "entries": {
            "total": tried.entries,
            "untried": list(tried.untried),
            "samples_only": list(tried.samples_only),
        },
    }
    if listed in RESULTS:
        result["lines"] = [
            {"file": c.file, "line": c.line, "tool": c.tool, "text": c.text, "entry": c.entry}
            for c in covered
            if c.result == listed
        ]
    return result


def as_text(covered: Sequence[Covered], tried: Exercise, listed: str | None) -> Iterator[str]:
    """Coverage as lines of text."""
    if covered:
        yield from _table(covered)
    if listed in RESULTS:
        yield ""
        yield from (_listed(c) for c in covered if c.result == listed)
    yield from ([""] if covered else [])
    shown = tried.entries - len(tried.untried) - len(tried.samples_only)
    rest = f"{len(tried.samples_only)} in their own samples only, {len(tried.untried)} in neither"
    yield f"{tried.entries} messages: {shown} in logs, {rest}"
    yield from (f"  {key}" for key in tried.untried)
    if listed == "samples":
        yield "in their own samples only:"
        yield from (f"  {key}" for key in tried.samples_only)


def _tables(covered: Sequence[Covered]) -> dict[tuple[str, str], Counter[str]]:
    """Results counted by tool and list, in the order of the lists."""
    tables: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for one in covered:
        tables[one.tool, one.file][one.result] += 1
    return tables


def _table(covered: Sequence[Covered]) -> Iterator[str]:
    rows = [(tool, file, counts) for (tool, file), counts in _tables(covered).items()]
    rows.append(("all", "", Counter(one.result for one in covered)))
    names = [tool if file in ("", f"{tool}.jsonl") else f"{tool} ({file})" for tool, file, _ in rows]
    wide = max(len("tool"), *map(len, names))
    yield f"{'tool':{wide}}  {'lines':>6}" + "".join(f"  {result:>7}" for result in RESULTS) + "  share"
    for name, (_, _, counts) in zip(names, rows, strict=True):
        total = sum(counts.values())
        numbers = "".join(f"  {counts[result]:7}" for result in RESULTS)
        yield f"{name:{wide}}  {total:6}{numbers}  {counts['typed'] / total:5.0%}"


def _listed(one: Covered) -> str:
    return f"{one.file}:{one.line}: {_short(one.text)}" + (f"  [{one.entry}]" if one.entry else "")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 3]}..."
