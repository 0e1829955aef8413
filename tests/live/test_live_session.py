"""Recording and replaying, several probes, holders and ports, Ctrl-C, and what is said when nothing can be reached."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from live_bench import LOG, ROOT, board, command, is_untouched, logged, needs_bench, probe

from tests.jlink_sim import Bench, Fault, Probe, Scenario

_HIDE = """
import sys
import tempfile
import threading
class _Without:
    def __init__(self, finders): self.finders = finders
    def find_spec(self, name, path=None, target=None):
        if name.split('.')[0] in {names}: return None
        for finder in self.finders:
            spec = finder.find_spec(name, path, target)
            if spec is not None: return spec
sys.meta_path[:] = [_Without(sys.meta_path[:])]
"""


def without(folder: Path, *names: str) -> dict[str, str]:
    """An environment in which these packages are not installed."""
    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text(_HIDE.replace("{names}", repr(set(names))))
    return {"PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"}


def _no_workers_below(pid: int) -> bool:
    return not [p for p in psutil.Process(pid).children(recursive=True) if "worker" in p.name()]


@needs_bench
@pytest.mark.parametrize(
    ("scenario", "arguments"),
    [
        (board("nRF9160"), ()),
        (board("nRF52840", approtect=(True,)), ()),
        (board("nRF9160", vtref_mv=0), ()),
        (Scenario(probes=()), ()),
        (board("nRF51822"), ("--allow", "halt")),
        (logged(secure_approtect=True), ("--log", str(LOG))),
        (Scenario(faults=(Fault("JLINKARM_OpenEx", "hang"),)), ("--timeout", "1")),
        (Scenario(probes=(Probe(serial=683000001), Probe(serial=683000002, vtref_mv=0))), ("--all",)),
    ],
    ids=["healthy", "protected", "no-voltage", "no-probe", "halt", "log", "hang", "all"],
)
def test_a_replay_without_pynrfjprog_gives_the_same_report(
    scenario: Scenario, arguments: tuple[str, ...], tmp_path: Path
) -> None:
    recording = tmp_path / "session.json"
    live = probe(tmp_path, scenario, "--record", str(recording), *arguments)
    log = [a for a in arguments if a == "--log" or a.endswith(".log")]
    code, out, err = command(
        "probe", "--replay", str(recording), "--format", "json", *log,
        environment=without(tmp_path / "hide", "pynrfjprog", "psutil", "serial"),
    )  # fmt: skip
    assert (err, code) == ("", live.code)
    assert out == live.out


@needs_bench
def test_a_redacted_recording_names_no_probe_and_replays_to_the_same_verdicts(tmp_path: Path) -> None:
    recording = tmp_path / "session.json"
    live = probe(tmp_path, board(approtect=(True,)), "--record", str(recording), "--redact")
    assert "683000001" not in recording.read_text()
    code, out, _ = command("probe", "--replay", str(recording), "--format", "json")
    assert code == live.code == 1
    assert json.loads(out)["hypotheses"] == live.json["hypotheses"]
    assert json.loads(out)["serial"] == 900000001


@needs_bench
def test_all_probes_in_turn(tmp_path: Path) -> None:
    scenario = Scenario(probes=(Probe(serial=683000001), Probe(serial=683000002, vtref_mv=0)))
    result = probe(tmp_path, scenario, "--all")
    reports = [json.loads(line) for line in result.out.splitlines()]
    assert [(one["serial"], one["exit_code"]) for one in reports] == [(683000001, 0), (683000002, 1)]
    assert result.code == 1
    assert is_untouched(result.calls)


@needs_bench
def test_all_probes_end_in_one_table(tmp_path: Path) -> None:
    scenario = Scenario(probes=(Probe(serial=683000001), Probe(serial=683000002, vtref_mv=0)))
    out = probe(tmp_path, scenario, "--all", "--format", "terminal").out
    table = out[out.index("All probes") :]
    assert re.search(r"683000001 +nrf52 +open +The bench is healthy", table)
    assert re.search(r"683000002 +- +- +Confirmed", table)


@needs_bench
def test_answers_to_questions_count(tmp_path: Path) -> None:
    bench = Bench(tmp_path, logged())
    arguments = ["probe", "--jlink-dll", str(bench.library), "--log", str(LOG), "--ask", "--format", "json"]
    done = subprocess.run(
        [sys.executable, "-m", "analyzer.cli.main", *arguments],
        input="yes\n?\n", capture_output=True, text=True, cwd=ROOT, check=False,
        env={**os.environ, **bench.environment, "NRFDOCTOR_PROCESS_ROOT": str(os.getpid())},
    )  # fmt: skip
    assert "[yes/no/?]" in done.stderr
    told = " ".join(one["because"] for one in json.loads(done.stdout)["hypotheses"])
    assert " yes (" in told


@needs_bench
def test_a_program_that_holds_probes_is_found(tmp_path: Path) -> None:
    fake = tmp_path / "JLinkRTTViewerExe"
    shutil.copy(shutil.which("sleep") or "/bin/sleep", fake)
    viewer = subprocess.Popen([str(fake), "60"])
    try:
        result = probe(tmp_path, Scenario(open_error="Cannot connect to J-Link."))
    finally:
        viewer.kill()
        viewer.wait()
    assert result.outcomes["host.probe-holders"] == "found"
    assert result.verdict("probe-in-use") == "confirmed"
    assert result.code == 1


@needs_bench
def test_a_busy_port_is_found(tmp_path: Path) -> None:
    master, slave = pty.openpty()
    try:
        result = probe(tmp_path, board(), "--port", os.ttyname(slave))
    finally:
        os.close(master)
        os.close(slave)
    assert result.outcomes["host.serial-ports"] == "busy"
    assert result.verdict("serial-port-busy") == "confirmed"
    assert result.code == 1


_AS_NOBODY = """
import json, os, sys
import psutil
from serial.tools import list_ports
from analyzer.live.host.ports import list_serial_ports
if os.geteuid() == 0:
    os.setresuid(65534, 65534, 65534)
print(json.dumps(list_serial_ports([sys.argv[1]])))
"""


@needs_bench
def test_a_port_without_rights_is_denied() -> None:
    """Root may open every port, so root asks as nobody."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    port = folder / "ttyACM0"
    port.write_text("")
    port.chmod(0)
    try:
        done = subprocess.run(
            [sys.executable, "-c", _AS_NOBODY, str(port)],
            capture_output=True, cwd=ROOT, timeout=60, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
    finally:
        shutil.rmtree(folder)
    assert [one["state"] for one in json.loads(done.stdout)] == ["denied"]


@needs_bench
def test_a_denied_port_is_a_diagnosis(tmp_path: Path) -> None:
    """What another user saw, replayed: the rights are at fault."""
    recording = tmp_path / "session.json"
    probe(tmp_path, board(), "--port", "/dev/null", "--record", str(recording))
    session = json.loads(recording.read_text())
    for call in session["calls"]:
        if call["call"] == "list_serial_ports":
            call["answer"] = [{"device": "/dev/ttyACM0", "serial": None, "state": "denied", "holders": []}]
    recording.write_text(json.dumps(session))
    code, out, _ = command("probe", "--replay", str(recording), "--format", "json")
    verdicts = {one["cause"]: one["verdict"] for one in json.loads(out)["hypotheses"]}
    assert verdicts["usb-permissions-udev"] == "confirmed"
    assert code == 1


@needs_bench
def test_a_missing_library_is_a_diagnosis(tmp_path: Path) -> None:
    code, out, err = command(
        "probe", "--backend", "pynrfjprog", "--jlink-dll", str(tmp_path / "nowhere.so"), "--format", "json"
    )
    report = json.loads(out)
    assert (code, err) == (1, "")
    assert report["hypotheses"][0]["cause"] == "jlink-dll-missing"
    assert report["hypotheses"][0]["verdict"] == "confirmed"


@needs_bench
def test_a_file_that_is_no_library_is_a_diagnosis(tmp_path: Path) -> None:
    library = tmp_path / "libjlinkarm.so"
    library.write_bytes(b"\x7fELF\x02 of another machine")
    code, out, _ = command(
        "probe", "--backend", "pynrfjprog", "--jlink-dll", str(library), "--format", "json"
    )
    assert code == 1
    assert json.loads(out)["hypotheses"][0]["cause"] == "jlink-dll-not-opened"


def test_without_any_backend_the_next_step_is_told(tmp_path: Path) -> None:
    environment = without(tmp_path / "hide", "pynrfjprog") | {"PATH": str(tmp_path)}
    code, out, err = command("probe", environment=environment)
    assert (code, out) == (4, "")
    assert 'pip install "nrfdoctor[probe]"' in err
    assert "segger.com" in err


@needs_bench
def test_ctrl_c_leaves_no_worker_behind(tmp_path: Path) -> None:
    bench = Bench(tmp_path, Scenario(faults=(Fault("JLINKARM_CORESIGHT_ReadAPDPReg", "slow", ms=50),)))
    running = subprocess.Popen(
        [sys.executable, "-m", "analyzer.cli.main", "probe", "--jlink-dll", str(bench.library)],
        cwd=ROOT, env={**os.environ, **bench.environment}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        # A runner in the background may have told its children not to listen.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    limit = time.monotonic() + 30
    while not bench.calls.named("CORESIGHT_ReadAPDPReg") and time.monotonic() < limit:
        time.sleep(0.05)
    below = psutil.Process(running.pid).children(recursive=True)
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=30)
    assert running.returncode == 130
    assert "interrupted" in err
    _, alive = psutil.wait_procs(below, timeout=5)
    assert alive == []
    assert _no_workers_below(os.getpid())


@needs_bench
@pytest.mark.parametrize(
    ("format_", "telling"),
    [
        ("terminal", "Confirmed: The debug access port is protected."),
        ("markdown", "| check | outcome | value | ms |"),
        ("html", "<h1>Probe"),
    ],
)
def test_the_formats_for_people(format_: str, telling: str, tmp_path: Path) -> None:
    result = probe(tmp_path, board(approtect=(True,)), "--format", format_)
    assert telling in result.out
    assert "target.access-port" in result.out
    assert "\x1b" not in result.out


def test_a_dry_run_prints_the_calls_and_makes_none(tmp_path: Path) -> None:
    code, out, _ = command("probe", "--dry-run", environment=without(tmp_path / "hide", "pynrfjprog"))
    assert code == 0
    assert re.search(r"target\.debug-port +target +read_debug_port", out)
    assert "target.device-info" not in out
    assert "target.device-info" in command("probe", "--dry-run", "--allow", "halt")[1]


def test_a_dry_run_with_a_log_plans_what_its_hypotheses_need() -> None:
    code, out, _ = command("probe", "--dry-run", "--log", str(LOG))
    checks = [line.split()[0] for line in out.splitlines()]
    assert code == 0
    assert checks.index("target.access-port") < checks.index("target.secure-debug")
    assert "target.erase-protect" not in checks
    assert "serial.mcuboot" not in checks


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--allow", "erase"), "only halt and reset"),
        (("--allow", "write,halt"), "only halt and reset"),
        (("--backend", "replay"), "needs --replay"),
        (("--all", "--serial", "1"), "exclude each other"),
        (("--replay", "README.md"), "not a session"),
        (("--log", "no-such.log"), "no-such.log"),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...], said: str) -> None:
    code, _, err = command("probe", *arguments)
    assert code == 2
    assert said in err


@needs_bench
def test_the_time_of_a_healthy_probe_is_that_of_its_calls(tmp_path: Path) -> None:
    """The calls of a whole healthy probing take well under a second over a probe that answers at once."""
    result = probe(tmp_path, board())
    assert sum(one["ms"] for one in result.json["observations"] if one["side_effect"] != "host") < 2000


@contextlib.contextmanager
def _modem(version: str) -> Iterator[str]:
    """A serial port behind which a modem answers AT+CGMR."""
    master, slave = pty.openpty()
    name = os.ttyname(slave)
    os.close(slave)  # held by nobody, as a port is before it is opened
    ended = threading.Event()

    def answer() -> None:
        asked = b""
        while not ended.is_set():
            try:
                asked += os.read(master, 100)
            except OSError:  # nobody has the other end open
                time.sleep(0.02)
                continue
            if b"AT+CGMR" in asked:
                asked = b""
                os.write(master, f"\r\n{version}\r\nOK\r\n".encode())

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    try:
        yield name
    finally:
        ended.set()
        os.close(master)


REFUSED = ROOT / "corpus" / "modem-downgrade-221.log"


@needs_bench
@pytest.mark.parametrize(
    ("installed", "outcome", "verdict"),
    [
        ("mfw_nrf9160_1.3.6", "older-package", "confirmed"),
        ("mfw_nrf9160_1.0.1", "newer-package", "refuted"),
    ],
)
def test_downgrade_prevention_is_told_by_elimination(
    installed: str, outcome: str, verdict: str, tmp_path: Path
) -> None:
    with _modem(installed) as port:
        result = probe(tmp_path, board(serial=960130447), "--log", str(REFUSED), "--port", port)
    assert result.outcomes["modem.version"] == outcome
    assert result.verdict("modem-locked-xproddone") == verdict
    assert "by elimination" in result.hypothesis("modem-locked-xproddone")["because"]


@needs_bench
def test_downgrade_prevention_is_not_confirmed_on_a_locked_device(tmp_path: Path) -> None:
    with _modem("mfw_nrf9160_1.3.6") as port:
        result = probe(
            tmp_path, board(serial=960130447, approtect=(True,)), "--log", str(REFUSED), "--port", port
        )
    assert result.verdict("access-port-protection") == "confirmed"
    assert result.verdict("modem-locked-xproddone") == "refuted"


@needs_bench
@pytest.mark.parametrize("format_", ["terminal", "markdown", "html"])
def test_what_a_device_tells_stays_text(format_: str, tmp_path: Path) -> None:
    hostile = "J-Link <script>alert(1)</script>\x1b[31m | `x`"
    out = probe(tmp_path, Scenario(probes=(Probe(firmware=hostile),)), "--format", format_).out
    assert "alert(1)" in out
    assert "\x1b" not in out
    assert format_ == "terminal" or "<script>" not in out
