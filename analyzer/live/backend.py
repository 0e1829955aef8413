"""What every backend is: something that answers the read-only calls of `effects.CALLS`.

Arguments and answers are plain JSON values, so that a session can be recorded and replayed call by call.

| call | arguments | answer |
|---|---|---|
| `find_library` | | `{"path", "exists"}` |
| `open_library` | | `{"tool", "version"}` |
| `list_probes` | | serial numbers |
| `open_probe` | serial, kHz | `{"firmware"}` |
| `read_debug_port` | offset | word |
| `read_access_port` | port, offset | word |
| `repeat_access_port` | port, offset, times | `{"values": {hex: count}, "failures", "error"}` |
| `read_protection` | serial | `{"status", "family"}` |
| `read_words` | family, addresses | words |
| `read_device_info` | serial, family | `{"name", "family"}` |
| `read_readback` | family | name of the level |
"""

from __future__ import annotations

from typing import Protocol

from analyzer.live.values import Json


class Backend(Protocol):
    """One way to ask the bench."""

    @property
    def name(self) -> str:
        """Name on the command line and in reports."""
        ...

    @property
    def supports(self) -> frozenset[str]:
        """Names of the calls that it can answer."""
        ...

    def call(self, name: str, *arguments: Json) -> Json:
        """Answer one call; raises CallFailed when it went wrong."""
        ...

    @property
    def last_ms(self) -> int:
        """How long the last call took."""
        ...

    def close(self) -> None:
        """Leave the probe closed and no process behind; may be called at any time, several times."""
        ...
