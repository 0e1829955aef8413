"""The backend over the `nrfutil device` executable: less deep than registers, but it knows the newest chips."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from typing import Any, cast

from analyzer.live.values import (
    TIME_LIMIT,
    BackendUnavailable,
    CallError,
    CallFailed,
    Json,
)

_FAMILIES = ("nrf54l", "nrf54h", "nrf51", "nrf52", "nrf53", "nrf91")
_LONGEST_TEXT = 500


def executable() -> str | None:
    """Path of `nrfutil`, None when it is not installed."""
    return shutil.which("nrfutil")


class NrfutilBackend:
    """Asks `nrfutil device`: `list`, `protection-get`, and `device-info` where a halt is allowed."""

    name = "nrfutil"
    supports = frozenset({"list_probes", "read_protection", "read_device_info"})

    def __init__(self, limit: float) -> None:
        path = executable()
        if path is None:
            raise BackendUnavailable(
                "nrfutil is not installed. Get it from nordicsemi.com (nRF Util), then: nrfutil install device"
            )
        self._path = path
        self._limit = limit
        self.last_ms = 0
        self._calls: dict[str, Callable[..., Json]] = {
            "list_probes": self._list_probes,
            "read_protection": self._read_protection,
            "read_device_info": self._read_device_info,
        }
        self._protection: dict[int, Json] = {}

    def call(self, name: str, *arguments: Json) -> Json:
        """Answer one call with one run of the executable."""
        begun = time.monotonic()
        try:
            return self._calls[name](*arguments)
        finally:
            self.last_ms = round(1000 * (time.monotonic() - begun))

    def close(self) -> None:
        """Each run closes the probe itself."""

    def _list_probes(self) -> Json:
        devices = cast("list[dict[str, Any]]", self._run("list").get("devices") or [])
        probes = [one for one in devices if _has_probe(one)]
        return cast("Json", sorted(int(str(one["serialNumber"])) for one in probes))

    def _read_protection(self, serial: int) -> Json:
        if serial not in self._protection:
            data = self._run("protection-get", serial)
            status = str(data.get("protectionStatus") or "")
            self._protection[serial] = {
                "status": status,
                "family": family_of(str(data.get("deviceFamily") or "")),
            }
        return self._protection[serial]

    def _read_device_info(self, serial: int, family: str) -> Json:
        info = cast("dict[str, Any]", self._run("device-info", serial).get("deviceInfo") or {})
        part = cast("dict[str, Any]", info.get("hwInfo") or info.get("jlink") or {})
        return {"name": str(part.get("deviceVersion") or "UNKNOWN"), "family": family}

    def _run(self, command: str, serial: int | None = None) -> dict[str, Any]:
        """The data of one run; its errors raise."""
        chosen = [] if serial is None else ["--serial-number", f"{serial:09}"]
        line = [self._path, "device", command, "--json", "--log-output=stdout", *chosen]
        try:
            done = subprocess.run(  # noqa: S603 - a list, no shell
                line, capture_output=True, timeout=self._limit, check=False
            )
        except subprocess.TimeoutExpired as error:
            text = f"nrfutil device {command} did not end within {self._limit:g} s"
            raise CallFailed(CallError(None, TIME_LIMIT, text)) from error
        except OSError as error:
            raise CallFailed(CallError(error.errno, "NOT_STARTED", str(error))) from error
        output = done.stdout.decode("utf-8", errors="replace")
        return _data(output, done.returncode, done.stderr.decode("utf-8", errors="replace"))


def _has_probe(device: dict[str, Any]) -> bool:
    """Version 2 lists traits; before, everything with a J-Link serial number was listed."""
    traits = device.get("traits")
    is_probe = traits.get("jlink", False) if isinstance(traits, dict) else traits is None or "jlink" in traits
    return bool(is_probe) and str(device.get("serialNumber") or "").isdigit()


def _data(output: str, code: int, errors: str) -> dict[str, Any]:
    """The data among the messages: of an `info`, or of the end of a task; a task that failed raises."""
    data: dict[str, Any] = {}
    for message in _messages(output):
        body = message.get("data") or {}
        kind = message.get("type")
        if kind in ("task_end", "task-end"):
            if str(body.get("result") or "success").lower() not in ("success", "ok"):
                raise CallFailed(_error(body))
            data.update(_inner(body))
        elif kind in ("info", None):
            data.update(_inner(body) if isinstance(body, dict) else {})
    if code != 0 and not data:
        raise CallFailed(CallError(code, "NRFUTIL_ERROR", (errors.strip() or output.strip())[:_LONGEST_TEXT]))
    return data


def _inner(body: dict[str, Any]) -> dict[str, Any]:
    inner = body.get("data")
    return inner if isinstance(inner, dict) else body


def _error(body: dict[str, Any]) -> CallError:
    error = body.get("error") or {}
    code = error.get("code")
    text = str(error.get("message") or body.get("message") or error.get("description") or "")
    name = str(error.get("kind") or error.get("description") or "NRFUTIL_ERROR")
    return CallError(code if isinstance(code, int) else None, name, text[:_LONGEST_TEXT])


def _messages(output: str) -> Iterator[dict[str, Any]]:
    for line in output.splitlines():
        try:
            message = json.loads(line)
        except ValueError:
            continue  # plain text between the messages
        if isinstance(message, dict):
            yield message


def family_of(text: str) -> str:
    """`NRF52_FAMILY`, `NRF52`, `nrf52`: all one family; empty when it is none that is known."""
    plain = text.lower().replace("-", "").replace("nrfdl_device_family_", "")
    return next((family for family in _FAMILIES if plain.startswith(family)), "")
