"""The version of the modem firmware, asked with an AT command over a serial port."""

from __future__ import annotations

import re
import time

from analyzer.live.values import Json

_QUESTION = b"AT+CGMR\r\n"  # a read command of 3GPP TS 27.007: it changes nothing
_SECONDS = 2.0
_VERSION = re.compile(r"mfw[\w.-]*?\d+\.\d+\.\d+[\w.-]*")


def ask_modem_version(port: str) -> Json:
    """`{"answer", "version"}`; version None when the modem does not answer."""
    import serial

    with serial.Serial(port, 115200, timeout=0.2, write_timeout=1.0, exclusive=_exclusive()) as line:
        line.reset_input_buffer()
        line.write(_QUESTION)
        answer = b""
        limit = time.monotonic() + _SECONDS
        while time.monotonic() < limit and b"OK\r" not in answer and b"ERROR" not in answer:
            answer += line.read(256)
    text = answer.decode("ascii", errors="replace")
    found = _VERSION.search(text)
    return {"answer": text[:500], "version": found.group() if found else None}


def _exclusive() -> bool | None:
    import os

    return True if os.name == "posix" else None
