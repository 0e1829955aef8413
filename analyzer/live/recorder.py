"""Recording a session: every call with its answer and its time, as JSON that can be sent and replayed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from analyzer.live.backend import Backend
from analyzer.live.values import CallFailed, Json
from analyzer.redact.kinds import PrivateKinds
from analyzer.redact.redaction import prepare, redacted
from analyzer.redact.tokens import Tokens

SCHEMA = "nrfdoctor.session/1"

_SERIAL_CALLS = frozenset({"list_probes", "open_probe", "read_protection", "read_device_info"})
"""Calls whose numbers are serial numbers; those of others are registers and addresses."""
_LEAST_SERIAL = 10**7  # serial numbers of probes have nine digits, those of old ones eight


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

    def recording(self, private: PrivateKinds | None = None) -> dict[str, Json]:
        """The session so far; with what is `private` given, tokens that are stable within it stand for that."""
        session: dict[str, Json] = {
            "schema": SCHEMA,
            "backend": self.name,
            "options": dict(self._options),
            "supports": [*sorted(self.supports)],
            "calls": list(self._calls),
        }
        return session if private is None else _redacted(session, Tokens(private))


def _redacted(session: dict[str, Json], tokens: Tokens) -> dict[str, Json]:
    """The same session with tokens: numbers where numbers stood, so that it still replays."""
    for text in _texts(session):
        prepare(text, tokens)
    calls = cast("list[Json]", session["calls"])
    redacted_calls = [
        _walked(call, tokens, isinstance(call, dict) and call.get("call") in _SERIAL_CALLS) for call in calls
    ]
    others = {key: _walked(value, tokens, True) for key, value in session.items() if key != "calls"}
    return {**others, "calls": redacted_calls}


def _walked(value: Json, tokens: Tokens, numbers: bool) -> Json:
    """A value with tokens in it; `numbers`: large numbers are serial numbers."""
    if isinstance(value, str):
        return redacted(value, tokens, prepared=True).text
    if isinstance(value, list):
        return [_walked(item, tokens, numbers) for item in value]
    if isinstance(value, dict):
        return {key: _walked(item, tokens, numbers) for key, item in value.items()}
    if numbers and isinstance(value, int) and not isinstance(value, bool) and value >= _LEAST_SERIAL:
        return int(tokens.token(tokens.kinds.kind("serial"), str(value)))
    return value


def _texts(value: Json) -> Iterator[str]:
    """Every text of a value, keys left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
