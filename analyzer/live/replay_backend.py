"""A recorded session as a backend: the same calls get the same answers, in the order they were given."""

from __future__ import annotations

import json
from collections import defaultdict, deque
from pathlib import Path
from typing import cast

from analyzer.live.recorder import SCHEMA
from analyzer.live.values import NOT_RECORDED, BackendUnavailable, CallError, CallFailed, Json

_LONGEST = 50_000_000  # bytes; a session is some kilobytes


class ReplayBackend:
    """Answers from a recording."""

    def __init__(self, session: dict[str, Json]) -> None:
        self.name = str(session["backend"])
        self.supports = frozenset(str(call) for call in cast("list[Json]", session["supports"]))
        self.options = cast("dict[str, Json]", session.get("options", {}))
        self.last_ms = 0
        self._answers: defaultdict[str, deque[dict[str, Json]]] = defaultdict(deque)
        for record in cast("list[dict[str, Json]]", session["calls"]):
            self._answers[_key(str(record["call"]), record["arguments"])].append(record)

    def call(self, name: str, *arguments: Json) -> Json:
        """The next recorded answer to this very call."""
        answers = self._answers.get(_key(name, list(arguments)))
        if not answers:
            self.last_ms = 0
            raise CallFailed(CallError(None, NOT_RECORDED, f"the recording holds no answer to {name}"))
        record = answers.popleft()
        self.last_ms = int(cast("int", record.get("ms", 0)))
        if "error" in record:
            raise CallFailed(_error(record["error"]))
        return record["answer"]

    def close(self) -> None:
        """Nothing is open."""


def _error(recorded: Json) -> CallError:
    error = cast("dict[str, Json]", recorded)
    code = error["code"]
    return CallError(code if isinstance(code, int) else None, str(error["name"]), str(error["text"]))


def _key(name: str, arguments: Json) -> str:
    return json.dumps([name, arguments], sort_keys=True)


def load(path: Path) -> ReplayBackend:
    """The recording in a file; raises BackendUnavailable when it is none."""
    try:
        if path.stat().st_size > _LONGEST:
            raise BackendUnavailable(f"{path}: too large for a recorded session")
        session = json.loads(path.read_text(encoding="utf-8"))
        if session.get("schema") != SCHEMA:
            raise BackendUnavailable(f"{path}: not a session that `nrfdoctor probe --record` wrote")
        return ReplayBackend(session)
    except OSError as error:
        raise BackendUnavailable(f"{path}: cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackendUnavailable(f"{path}: not a session that `nrfdoctor probe --record` wrote") from error
