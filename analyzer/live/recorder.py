"""Recording a session: every call with its answer and its time, as JSON that can be sent and replayed."""

from __future__ import annotations

import re
from collections.abc import Mapping

from analyzer.live.backend import Backend
from analyzer.live.values import CallFailed, Json

SCHEMA = "nrfdoctor.session/1"

_SERIAL = re.compile(r"(?<![0-9A-Fa-fx.])\d{8,12}(?![0-9A-Fa-f])")
"""Serial numbers of probes have nine digits (padded: twelve); registers go as words of up to ten."""
_SERIAL_CALLS = frozenset({"list_probes", "open_probe", "read_protection", "read_device_info"})


class Recorder:
    """A backend that keeps what passes through it."""

    def __init__(self, backend: Backend, options: Mapping[str, Json]) -> None:
        self._backend = backend
        self._options = dict(options)
        self._calls: list[Json] = []

    @property
    def name(self) -> str:
        """Name of the backend behind."""
        return self._backend.name

    @property
    def supports(self) -> frozenset[str]:
        """What the backend behind supports."""
        return self._backend.supports

    @property
    def last_ms(self) -> int:
        """How long the last call took."""
        return self._backend.last_ms

    def call(self, name: str, *arguments: Json) -> Json:
        """Pass the call on and keep its answer."""
        record: dict[str, Json] = {"call": name, "arguments": list(arguments)}
        self._calls.append(record)
        try:
            answer = self._backend.call(name, *arguments)
        except CallFailed as failure:
            error = failure.error
            record["error"] = {"code": error.code, "name": error.name, "text": error.text}
            raise
        else:
            record["answer"] = answer
            return answer
        finally:
            record["ms"] = self._backend.last_ms

    def close(self) -> None:
        """Close the backend behind."""
        self._backend.close()

    def recording(self, redact: bool = False) -> dict[str, Json]:
        """The session so far; `redact` replaces serial numbers by tokens that are stable within it."""
        session: dict[str, Json] = {
            "schema": SCHEMA,
            "backend": self.name,
            "options": dict(self._options),
            "supports": [*sorted(self.supports)],
            "calls": list(self._calls),
        }
        return _redacted(session) if redact else session


def _redacted(session: dict[str, Json]) -> dict[str, Json]:
    """The same session with other serial numbers: numbers where numbers stood, so that it still replays."""
    tokens: dict[str, str] = {}

    def token(serial: str) -> str:
        return tokens.setdefault(serial.lstrip("0"), str(900000001 + len(tokens)))

    def walk(value: Json, numbers: bool) -> Json:
        if isinstance(value, str):
            return _personal(_SERIAL.sub(lambda match: token(match.group()), value))
        if isinstance(value, list):
            return [walk(item, numbers) for item in value]
        if isinstance(value, dict):
            return {key: walk(item, numbers) for key, item in value.items()}
        if numbers and isinstance(value, int) and not isinstance(value, bool) and value >= 10**7:
            return int(token(str(value)))
        return value

    calls = session["calls"]
    assert isinstance(calls, list)  # noqa: S101 - built above
    redacted = {key: walk(value, True) for key, value in session.items() if key != "calls"}
    redacted["calls"] = [
        walk(call, isinstance(call, dict) and call.get("call") in _SERIAL_CALLS) for call in calls
    ]
    return redacted


_HOME = re.compile(r"(/home/|/Users/|\\Users\\)[^/\\\s]+")


def _personal(text: str) -> str:
    """Names of users in paths are nobody's business either."""
    return _HOME.sub(lambda match: match.group(1) + "user", text)
