"""Questions to this computer: processes, USB devices, serial ports. Nothing of them touches a probe."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from analyzer.live.backend import Backend
from analyzer.live.host import ports, programs, usb
from analyzer.live.host.modem import ask_modem_version
from analyzer.live.host.smp import ask_bootloader
from analyzer.live.values import CallError, CallFailed, Json

_CALLS: Mapping[str, Callable[..., Json]] = {
    "list_processes": programs.list_processes,
    "list_usb_devices": usb.list_usb_devices,
    "list_serial_ports": ports.list_serial_ports,
    "ask_modem_version": ask_modem_version,
    "ask_bootloader": ask_bootloader,
}


class HostBackend:
    """Asks the operating system."""

    name = "host"
    supports = frozenset(_CALLS)

    def __init__(self) -> None:
        self.last_ms = 0

    def call(self, name: str, *arguments: Json) -> Json:
        """Answer one question; a missing library is an error that says what to install."""
        begun = time.monotonic()
        try:
            return _CALLS[name](*arguments)
        except ImportError as error:
            text = f'{error.name} is not installed. Install it with: pip install "nrfdoctor[probe]"'
            raise CallFailed(CallError(None, "NOT_INSTALLED", text)) from error
        except OSError as error:
            raise CallFailed(CallError(error.errno, type(error).__name__, str(error))) from error
        finally:
            self.last_ms = round(1000 * (time.monotonic() - begun))

    def close(self) -> None:
        """Nothing stays open between calls."""


class Joined:
    """The host and one backend of the probe as one; without a backend, the host alone."""

    def __init__(self, host: HostBackend, probe: Backend | None) -> None:
        self._host = host
        self._probe = probe
        self._last: Backend = host

    @property
    def name(self) -> str:
        """Name of the backend that reaches the probe."""
        return self._probe.name if self._probe is not None else "none"

    @property
    def supports(self) -> frozenset[str]:
        """What either supports."""
        return self._host.supports | (self._probe.supports if self._probe is not None else frozenset())

    @property
    def last_ms(self) -> int:
        """How long the last call took."""
        return self._last.last_ms

    def call(self, name: str, *arguments: Json) -> Json:
        """Ask whoever can answer."""
        if name in self._host.supports or self._probe is None:
            self._last = self._host
        else:
            self._last = self._probe
        return self._last.call(name, *arguments)

    def close(self) -> None:
        """Close the probe's backend."""
        if self._probe is not None:
            self._probe.close()
