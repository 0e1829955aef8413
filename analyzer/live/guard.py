"""The guard between the checks and a backend: what was not declared does not happen."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator

from analyzer.live.backend import Backend
from analyzer.live.effects import ALWAYS_ALLOWED, CALLS
from analyzer.live.values import Json


class Refused(Exception):  # noqa: N818 - what the guard did
    """A call that must not be made: a mistake in a check, or an effect that nobody allowed."""


class Guard:
    """A backend that lets only the calls of the check at work through, and only those of an allowed effect."""

    def __init__(self, backend: Backend, allow: Iterable[str] = ()) -> None:
        self._backend = backend
        self._effects = ALWAYS_ALLOWED | frozenset(allow)
        self._declared: frozenset[str] = frozenset()
        self.total_ms = 0
        """Time of all calls so far, as the backend measured or recorded it."""

    @property
    def name(self) -> str:
        """Name of the backend behind."""
        return self._backend.name

    @property
    def supports(self) -> frozenset[str]:
        """The calls of the backend behind that are allowed in this session."""
        return frozenset(call for call in self._backend.supports if CALLS.get(call) in self._effects)

    @contextlib.contextmanager
    def declared(self, calls: frozenset[str]) -> Iterator[None]:
        """Let these calls through, for as long as the check runs that declared them."""
        before, self._declared = self._declared, calls
        try:
            yield
        finally:
            self._declared = before

    def call(self, name: str, *arguments: Json) -> Json:
        """Pass an allowed call on."""
        effect = CALLS.get(name)
        if effect is None:
            raise Refused(f"{name}: there is no such read-only call")
        if name not in self._declared:
            raise Refused(f"{name}: the check at work did not declare this call")
        if effect not in self._effects:
            raise Refused(f"{name}: this needs --allow {effect}")
        try:
            return self._backend.call(name, *arguments)
        finally:
            self.total_ms += self._backend.last_ms

    def close(self) -> None:
        """Close the backend behind."""
        self._backend.close()
