"""What came of redacting: the account for a person, the object for a program, the map from tokens to values."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TextIO

from analyzer.redact.run import RedactedLog, Run
from analyzer.redact.tokens import Tokens
from analyzer.report.escape import plain

SCHEMA = "nrfdoctor.redact/1"
MAP_SCHEMA = "nrfdoctor.redact-map/1"
_MOST_NAMES = 8


def account(run: Run, limits: Iterable[str]) -> Iterator[str]:
    """What was replaced, what stayed and what was not covered, line by line."""
    counted = run.tokens.places()
    yield f"Replaced in {_many(run.count, 'text')}:" if counted else "Nothing private was found."
    titles = {kind.id: kind.title for kind in run.tokens.kinds.kinds}
    width = max((len(titles[kind]) for kind in counted), default=0)
    for kind, (values, places) in counted.items():
        yield f"  {titles[kind]:<{width}}  {_many(values, 'value')} in {_many(places, 'place')}"
    yield from (f"Left out: {plain(limit)}" for limit in limits)
    if run.names:
        more = f" and {len(run.names) - _MOST_NAMES} more" if len(run.names) > _MOST_NAMES else ""
        yield f"Names of files that stayed: {plain(', '.join(run.names[:_MOST_NAMES]))}{more}"
    yield "Not covered:"
    yield from (f"  {sentence}" for sentence in run.tokens.kinds.not_covered)


def write_json(run: Run, stream: TextIO) -> None:
    """All logs and the account as one object."""
    texts = [_text(log) for log in run.logs()]
    result = {
        "schema": SCHEMA,
        "texts": texts,
        "replaced": {
            kind: {"values": values, "places": places}
            for kind, (values, places) in run.tokens.places().items()
        },
        "file_names": run.names,
        "not_covered": list(run.tokens.kinds.not_covered),
    }
    json.dump(result, stream, ensure_ascii=False, indent=1)
    stream.write("\n")


def write_map(tokens: Tokens, stream: TextIO) -> None:
    """Which token stands for which value."""
    given = [{"token": one.token, "value": one.value, "kind": one.kind} for one in tokens.given]
    json.dump({"schema": MAP_SCHEMA, "tokens": given}, stream, ensure_ascii=False, indent=1)
    stream.write("\n")


def _text(log: RedactedLog) -> dict[str, object]:
    return {
        "name": log.place,
        "lines": log.lines,
        "replaced": log.places,
        "limits": [limit.detail for limit in log.limits],
        "text": log.text,
    }


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' * (count != 1)}"
