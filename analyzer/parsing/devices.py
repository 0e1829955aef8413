"""Printed device names: which part and family they are."""

from __future__ import annotations

import fnmatch
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DeviceName:
    """A pattern of printed names."""

    match: str
    """A glob in lower case."""
    family: str
    part: str | None


@dataclass(frozen=True, slots=True)
class Devices:
    """All known device names, the first that fits wins."""

    families: tuple[str, ...]
    names: tuple[DeviceName, ...]

    def identify(self, printed: str) -> DeviceName | None:
        """The part and family of a printed name, None when it is not known."""
        lower = printed.lower()
        return next((name for name in self.names if fnmatch.fnmatchcase(lower, name.match)), None)

    def complete(self, environment: Mapping[str, str]) -> dict[str, str]:
        """The environment with `family` and `part` told by its `device`, `board` or `core`."""
        result = dict(environment)
        for source in ("device", "board", "core"):
            known = self.identify(result[source]) if source in result else None
            if known is not None:
                result.setdefault("family", known.family)
                if known.part:
                    result.setdefault("part", known.part)
        return result
