"""The device family of a log that names no device, by the words in it: good enough to count by, not to diagnose by."""

from __future__ import annotations

import re
from collections.abc import Iterable

from analyzer.parsing.devices import Devices

_WORD = re.compile(r"[A-Za-z]{2,}_?[0-9][A-Za-z0-9]*")
_PREFIX = 3
"""Letters by which a word is dismissed before it is compared with every known device."""


class FamilyHints:
    """Looks for words that begin as the printed names of devices do."""

    def __init__(self, devices: Devices) -> None:
        self._devices = devices
        self._prefixes = {name.match[:_PREFIX] for name in devices.names}
        self._known: dict[str, str] = {}

    def family(self, texts: Iterable[str]) -> str:
        """The family that all these words agree on; empty where there is none, or more than one."""
        found = {
            family for text in texts for word in _WORD.findall(text) if (family := self._of(word.lower()))
        }
        return found.pop() if len(found) == 1 else ""

    def _of(self, word: str) -> str:
        if word[:_PREFIX] not in self._prefixes:
            return ""
        if word not in self._known:
            name = self._devices.identify(word)
            self._known[word] = name.family if name is not None else ""
        return self._known[word]
