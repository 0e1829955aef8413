"""`nrfdoctor probe`: the device confirms or refutes what a log suggests."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analyzer.cli.options import RulesOption, fail, load, read_answers

if TYPE_CHECKING:
    from analyzer.cli.probe_session import Session
    from analyzer.live.probing import Asked
    from analyzer.pack import Pack
    from analyzer.parsing.events import ParsedLog

NO_BACKEND = 4
"""Exit code when nothing on this computer can reach a probe."""
INTERRUPTED = 130


class ProbeFormat(StrEnum):
    """How the result is written."""

    terminal = "terminal"
    json = "json"
    markdown = "markdown"
    html = "html"


class BackendName(StrEnum):
    """The ways to reach a probe."""

    auto = "auto"
    pynrfjprog = "pynrfjprog"
    nrfutil = "nrfutil"
    replay = "replay"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("probe")(probe)


def probe(
    log: Annotated[
        Path | None, typer.Option("--log", help="A log: only what its hypotheses need is checked.")
    ] = None,
    serial: Annotated[int | None, typer.Option("--serial", min=1, help="Serial number of the probe.")] = None,
    every: Annotated[bool, typer.Option("--all", help="All probes in turn.")] = False,
    jlink_dll: Annotated[Path | None, typer.Option("--jlink-dll", help="The J-Link library to use.")] = None,
    backend: Annotated[
        BackendName, typer.Option("--backend", help="How the probe is reached.")
    ] = BackendName.auto,
    record: Annotated[
        Path | None, typer.Option("--record", help="Write every call with its answer to this file.")
    ] = None,
    redact: Annotated[
        bool, typer.Option("--redact", help="Tokens for what is private in the recording.")
    ] = False,
    replay: Annotated[
        Path | None, typer.Option("--replay", help="Answer from a recorded session instead of a probe.")
    ] = None,
    allow: Annotated[
        str, typer.Option("--allow", help="Effects beyond reading while the core runs: halt, reset.")
    ] = "",
    ask: Annotated[bool, typer.Option("--ask", help="Ask the rules' questions at the terminal.")] = False,
    answer: Annotated[
        list[str] | None, typer.Option("--answer", help="Answer to a question, ID=yes or ID=no.")
    ] = None,
    port: Annotated[
        list[str] | None,
        typer.Option("--port", help="Serial port of the device; may be given several times."),
    ] = None,
    timeout: Annotated[
        float, typer.Option("--timeout", min=0.5, help="Seconds that one call may take.")
    ] = 15.0,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the calls and make none.")] = False,
    format_: Annotated[
        ProbeFormat, typer.Option("--format", "-f", help="How the result is written.")
    ] = ProbeFormat.terminal,
    rules: RulesOption = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")] = None,
) -> None:
    """Look at the probe and the device, reading only. Exit code 0: healthy, 1: a fault confirmed,
    3: inconclusive, 2: wrong usage, 4: nothing here can reach a probe.
    """  # noqa: D205 - the first paragraph is the help text of the command
    from analyzer.cli.probe_session import Recording
    from analyzer.live.bench import Wanted
    from analyzer.live.choose import next_step
    from analyzer.live.probing import Asked
    from analyzer.live.values import BackendUnavailable

    if replay is not None and (backend not in (BackendName.auto, BackendName.replay) or record is not None):
        fail("--replay answers from the recording: it goes with no other --backend and no --record")
    if backend is BackendName.replay and replay is None:
        fail("--backend replay needs --replay FILE")
    if every and serial is not None:
        fail("--all and --serial exclude each other")
    pack = load(rules)
    asked = Asked(
        wanted=Wanted(serial, tuple(port or ())),
        log=_parsed(log, pack),
        allow=_allowed(allow),
        answers=tuple(read_answers(answer, pack)),
    )
    if dry_run:
        _print_plan(asked, pack)
        raise typer.Exit(0)
    session = _session(backend, jlink_dll, replay, timeout, asked, every, pack)
    try:
        code = session.run(format_.value, output, Recording(record, redact), ask=ask)
    except KeyboardInterrupt:
        typer.echo("nrfdoctor: interrupted; the probe is closed", err=True)
        raise typer.Exit(INTERRUPTED) from None
    except BackendUnavailable as error:
        fail(f"{error}\n{next_step()}", NO_BACKEND)
    raise typer.Exit(code)


def _session(
    name: BackendName,
    library: Path | None,
    replay: Path | None,
    timeout: float,
    asked: Asked,
    every: bool,
    pack: Pack,
) -> Session:
    """The session over the wanted backend; leaves when there is none."""
    from analyzer.cli.probe_session import Session
    from analyzer.live.choose import choose_backend, next_step
    from analyzer.live.host_backend import HostBackend, Joined
    from analyzer.live.replay_backend import load as load_recording
    from analyzer.live.values import BackendUnavailable

    if replay is not None:
        try:
            return Session.replaying(load_recording(replay), pack, asked)
        except BackendUnavailable as error:
            fail(str(error))
    try:
        backend = choose_backend(name.value, library, timeout)
    except BackendUnavailable as error:
        fail(f"{error}\n{next_step()}", NO_BACKEND)
    return Session(Joined(HostBackend(), backend), pack, asked, every=every)


def _allowed(text: str) -> frozenset[str]:
    effects = frozenset(word.strip() for word in text.split(",") if word.strip())
    if unknown := effects - {"halt", "reset"}:
        fail(f"--allow {','.join(sorted(unknown))}: only halt and reset can be allowed")
    return effects


def _parsed(path: Path | None, pack: Pack) -> ParsedLog | None:
    """The log, the first of them when the input holds several."""
    if path is None:
        return None
    import sys

    from analyzer.parsing.parse import parse
    from analyzer.sources import SourceError, read_inputs

    first = next(iter(read_inputs([str(path)], sys.stdin.buffer)), None)
    if first is None or isinstance(first, SourceError):
        fail(f"--log {path}: {first or 'holds no log'}")
    return parse(first, pack.grammar)


def _print_plan(asked: Asked, pack: Pack) -> None:
    """The checks that would be made, each with its calls; nothing is touched."""
    from analyzer.live.plan import plan

    for check in plan(asked, pack):
        typer.echo(f"{check.id:<22} {check.side_effect:<7} {', '.join(check.calls)}")
