"""One run of `nrfdoctor probe`: one probe or all of them, progress, questions, the recording."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

import typer
from rich.console import Console

from analyzer.cli.output import destination
from analyzer.engine.rules import Observation
from analyzer.live.backend import Backend
from analyzer.live.bench import Wanted
from analyzer.live.probing import Asked, Probing, probe
from analyzer.live.recorder import Recorder
from analyzer.live.replay_backend import ReplayBackend
from analyzer.live.runner import Progress
from analyzer.live.values import CallFailed, Json
from analyzer.pack import Pack
from analyzer.pack.private import private_kinds
from analyzer.report.probe import write_all

_MOST_QUESTIONS = 5


@dataclass(frozen=True, slots=True)
class Recording:
    """Where the session is recorded, if at all."""

    path: Path | None = None
    redact: bool = False


class Session:
    """A backend, and what is to be found out over it."""

    def __init__(self, backend: Backend, pack: Pack, asked: Asked, *, every: bool = False) -> None:
        options: dict[str, Json] = {
            "serial": asked.wanted.serial,
            "ports": list(asked.wanted.ports),
            "all": every,
            "allow": cast("list[Json]", sorted(asked.allow)),
        }
        self._backend = Recorder(backend, options)
        self._pack = pack
        self._asked = asked
        self._every = every

    @classmethod
    def replaying(cls, recording: ReplayBackend, pack: Pack, asked: Asked) -> Session:
        """A session over a recording, with the options that it was made with; the log may be another."""
        options = recording.options
        wanted = Wanted(
            asked.wanted.serial or cast("int | None", options.get("serial")),
            asked.wanted.ports or tuple(cast("list[str]", options.get("ports") or [])),
        )
        allow = asked.allow | frozenset(cast("list[str]", options.get("allow") or []))
        made = replace(asked, wanted=wanted, allow=allow)
        return cls(recording, pack, made, every=bool(options.get("all")))

    def run(self, format_: str, output: Path | None, recording: Recording, *, ask: bool) -> int:
        """Probe, write the report and the recording; the exit code. The backend is closed in any case."""
        try:
            probings = list(self._probings(ask))
        finally:
            self._backend.close()
            if recording.path is not None:
                with destination(recording.path) as stream:
                    private = private_kinds(self._pack) if recording.redact else None
                    json.dump(self._backend.recording(private), stream, indent=1)
                    stream.write("\n")
        with destination(output) as stream:
            write_all(format_, probings, stream)
        return _worst([one.exit_code for one in probings])

    def _probings(self, ask: bool) -> Iterator[Probing]:
        serials: list[int | None] = [self._asked.wanted.serial]
        if self._every:
            serials = [*self._listed()] or serials
        for serial in serials:
            asked = replace(self._asked, wanted=replace(self._asked.wanted, serial=serial))
            with _progress() as tell:
                done = probe(self._backend, self._pack, asked, tell)
            yield self._with_answers(done, asked) if ask else done

    def _listed(self) -> list[int]:
        """Serial numbers of all probes; none when the list cannot be had, which the checks then tell."""
        try:
            if "open_library" in self._backend.supports:
                self._backend.call("find_library")
                self._backend.call("open_library")
            listed = self._backend.call("list_probes")
        except (CallFailed, LookupError, TypeError):  # a recording may hold anything
            return []
        return [one for one in listed if isinstance(one, int)] if isinstance(listed, list) else []

    def _with_answers(self, done: Probing, asked: Asked) -> Probing:
        """Ask what the rules would like to know, the most telling first, while the answers still tell something."""
        known = {one.check: replace(one, unweighed="") for one in done.seen}
        for _ in range(_MOST_QUESTIONS):
            test = done.next_test
            if test is None or test.kind != "question":
                break
            answer = typer.prompt(f"{test.ask} [yes/no/?]", default="?", err=True).strip().lower()
            if answer not in ("yes", "no"):
                break
            answers = (*asked.answers, Observation("answer", test.id, answer))
            asked = replace(asked, answers=answers, wanted=replace(asked.wanted, serial=done.serial))
            done = replace(probe(self._backend, self._pack, asked, known=known), serial=done.serial)
        return done


@contextmanager
def _progress() -> Iterator[Progress]:
    """A line that tells which check is being made, on a terminal only."""
    console = Console(stderr=True)
    if not sys.stderr.isatty():
        yield lambda check: None
        return
    with console.status("") as status:
        yield lambda check: status.update(f"checking {check}")


def _worst(codes: list[int]) -> int:
    """Of several probes: a fault before what is open before health."""
    return next((code for code in (1, 3) if code in codes), 0)
