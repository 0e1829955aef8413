"""Which backend to use, and what to tell somebody who has none."""

from __future__ import annotations

import sys
from pathlib import Path

from analyzer.live import nrfutil_backend, pynrfjprog_backend
from analyzer.live.backend import Backend
from analyzer.live.nrfutil_backend import NrfutilBackend
from analyzer.live.pynrfjprog_backend import PynrfjprogBackend
from analyzer.live.values import BackendUnavailable

_JLINK = {
    "linux": "install SEGGER's J-Link package (.deb or .rpm from segger.com/downloads/jlink), which also brings the "
    "udev rules, then re-plug the probe",
    "darwin": "install SEGGER's J-Link package (.pkg from segger.com/downloads/jlink) for your processor",
    "win32": "install SEGGER's J-Link software (segger.com/downloads/jlink) with its USB driver",
}


def next_step() -> str:
    """What to do on this operating system to get a usable backend."""
    system = next((name for name in _JLINK if sys.platform.startswith(name)), "linux")
    return f"Next step: {pynrfjprog_backend.INSTALL.removeprefix('Install it with: ')}; and {_JLINK[system]}."


def choose_backend(name: str, library: Path | None, limit: float) -> Backend:
    """The named backend, or with `auto` the first usable one; raises BackendUnavailable."""
    if name == "pynrfjprog" or (name == "auto" and pynrfjprog_backend.is_installed()):
        return PynrfjprogBackend(library, limit)
    if name == "nrfutil" or (name == "auto" and nrfutil_backend.executable()):
        return NrfutilBackend(limit)
    raise BackendUnavailable("neither pynrfjprog nor nrfutil is installed here.")
