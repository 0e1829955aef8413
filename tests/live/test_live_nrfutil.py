"""The backend over `nrfutil device`, with an executable that replays answers in the documented shapes."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from live_bench import LOG, LOG_SERIAL, command

_DOUBLE = """#!{python}
import json, pathlib, sys, time
folder = pathlib.Path(__file__).parent
with (folder / "calls.txt").open("a") as log:
    log.write(" ".join(sys.argv[1:]) + "\\n")
answer = json.loads((folder / "answers.json").read_text()).get(sys.argv[2], {{"lines": [], "code": 1}})
time.sleep(answer.get("seconds", 0))
for line in answer["lines"]:
    print(json.dumps(line))
sys.stderr.write(answer.get("stderr", ""))
sys.exit(answer.get("code", 0))
"""


def _listed(*serials: int, old: bool = False) -> dict[str, Any]:
    devices = [{"serialNumber": f"{one:012}", "traits": {"jlink": True, "usb": True}} for one in serials]
    if old:  # before 2.0: a list of traits, and everything in the end of the task
        devices = [{"serialNumber": f"{one:012}", "traits": ["jlink", "usb"]} for one in serials]
        return {"lines": [{"type": "task_end", "data": {"result": "success", "data": {"devices": devices}}}]}
    return {"lines": [{"type": "info", "data": {"devices": devices}}]}


def _protection(status: str, family: str = "NRF91_FAMILY") -> dict[str, Any]:
    data = {
        "core": "Application",
        "deviceFamily": family,
        "protectionStatus": f"NRFDL_PROTECTION_STATUS_{status}",
    }
    begin = {"type": "task_begin", "data": {"task": {"id": "1", "name": "protection_get"}}}
    return {"lines": [begin, {"type": "task_end", "data": {"result": "success", "data": data}}]}


def _failed(code: int, text: str) -> dict[str, Any]:
    error = {"code": code, "description": "Generic"}
    end = {"type": "task_end", "data": {"result": "fail", "message": text, "error": error}}
    return {"lines": [end], "code": 1, "stderr": f"Error: {text}"}


def _run(folder: Path, answers: dict[str, Any], *arguments: str) -> tuple[int, dict[str, Any], list[str]]:
    double = folder / "nrfutil"
    double.write_text(_DOUBLE.format(python=sys.executable))
    double.chmod(0o755)
    (folder / "answers.json").write_text(json.dumps(answers))
    environment = {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}
    code, out, err = command(
        "probe", "--backend", "nrfutil", "--format", "json", *arguments, environment=environment
    )
    assert err == ""
    return code, json.loads(out), (folder / "calls.txt").read_text().splitlines()


def _outcomes(report: dict[str, Any]) -> dict[str, str | None]:
    return {one["check"]: one["outcome"] for one in report["observations"]}


def _verdict(report: dict[str, Any], cause: str) -> str | None:
    return next((one["verdict"] for one in report["hypotheses"] if one["cause"] == cause), None)


pytestmark = pytest.mark.skipif(os.name != "posix", reason="the double is a script with a shebang")


@pytest.mark.parametrize("old", [False, True], ids=["2.x", "1.x"])
def test_a_healthy_device(old: bool, tmp_path: Path) -> None:
    answers = {"list": _listed(683000001, old=old), "protection-get": _protection("NONE")}
    code, report, calls = _run(tmp_path, answers)
    outcomes = _outcomes(report)
    assert (outcomes["probe.listed"], outcomes["target.family"], outcomes["target.access-port"]) == (
        "one", "nrf91", "open",
    )  # fmt: skip
    assert code == 0
    assert {call.split()[1] for call in calls} == {"list", "protection-get"}


@pytest.mark.parametrize(
    ("status", "check", "cause"),
    [
        ("ALL", "protected", "access-port-protection"),
        ("SECURE_REGIONS", "open", "secure-region-trustzone"),
    ],
)
def test_protection_is_found(status: str, check: str, cause: str, tmp_path: Path) -> None:
    code, report, _ = _run(tmp_path, {"list": _listed(683000001), "protection-get": _protection(status)})
    assert _outcomes(report)["target.access-port"] == check
    assert _verdict(report, cause) == "confirmed"
    assert code == 1


def test_registers_are_skipped_with_the_reason(tmp_path: Path) -> None:
    _, report, _ = _run(tmp_path, {"list": _listed(683000001), "protection-get": _protection("NONE")})
    skipped = {one["check"]: one["skipped"] for one in report["observations"]}
    assert skipped["target.voltage"] == "needs more than nrfutil tells"
    assert skipped["target.device-info"] == "needs --allow halt"


def test_several_probes_are_not_asked_before_one_is_chosen(tmp_path: Path) -> None:
    answers = {"list": _listed(683000001, 683000002), "protection-get": _protection("NONE")}
    _, report, calls = _run(tmp_path, answers)
    assert _outcomes(report)["probe.listed"] == "several"
    assert [call.split()[1] for call in calls] == ["list"]


def test_device_info_is_read_with_leave_to_halt(tmp_path: Path) -> None:
    info = {"deviceInfo": {"hwInfo": {"deviceFamily": "NRF91_FAMILY", "deviceVersion": "NRF9160_xxAA_REV2"}}}
    answers = {
        "list": _listed(LOG_SERIAL),
        "protection-get": _protection("NONE"),
        "device-info": {"lines": [{"type": "task_end", "data": {"result": "success", "data": info}}]},
    }
    _, report, _ = _run(tmp_path, answers, "--allow", "halt")
    assert _outcomes(report)["target.device-info"] == "known"
    _, report, _ = _run(tmp_path, answers, "--log", str(LOG))
    assert _outcomes(report)["probe.listed"] == "one"


def test_a_failure_is_told_with_its_code(tmp_path: Path) -> None:
    failed = _failed(1, "[Probe] Device error: Failed to write DebugPort register 2")
    code, report, _ = _run(tmp_path, {"list": _listed(683000001), "protection-get": failed})
    errors = [one["error"] for one in report["observations"] if one["error"]]
    assert errors[0]["code"] == 1
    assert "DebugPort" in errors[0]["text"]
    assert code == 3


def test_a_hang_is_bounded(tmp_path: Path) -> None:
    answers = {"list": {"lines": [], "seconds": 30}}
    code, report, _ = _run(tmp_path, answers, "--timeout", "1")
    listed = next(one for one in report["observations"] if one["check"] == "probe.listed")
    assert listed["error"]["name"] == "TIME_LIMIT"
    assert code == 3
