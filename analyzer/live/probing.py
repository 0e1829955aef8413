"""The whole of live mode: what to check, in which order, and what the answers mean. No terminal is touched."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from analyzer.engine.next_test import choose, rate
from analyzer.engine.rank import Ranked
from analyzer.engine.result import NextTest, Report
from analyzer.engine.rules import Observation
from analyzer.engine.unlogged import weigh_observations
from analyzer.engine.weigh import Weighed
from analyzer.live.backend import Backend
from analyzer.live.bench import Bench, FromLog, Wanted
from analyzer.live.checks import CHECKS
from analyzer.live.consistency import weighable
from analyzer.live.effects import rank
from analyzer.live.guard import Guard
from analyzer.live.runner import Progress, Runner
from analyzer.live.values import Seen
from analyzer.live.verdict import ALARMING_DB, Hypothesis, eliminated, with_log, without_log
from analyzer.pack import Pack
from analyzer.parsing.events import ParsedLog
from analyzer.pipeline import report

_FAMILIES = frozenset({"nrf51", "nrf52", "nrf53", "nrf54l", "nrf54h", "nrf91"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user wants of one probing."""

    wanted: Wanted = field(default_factory=Wanted)
    log: ParsedLog | None = None
    allow: frozenset[str] = frozenset()
    answers: tuple[Observation, ...] = ()
    """Answers to questions of the rules."""


@dataclass(frozen=True, slots=True)
class Probing:
    """What one probing found."""

    backend: str
    serial: int | None
    seen: tuple[Seen, ...]
    hypotheses: tuple[Hypothesis, ...]
    next_test: NextTest | None
    exit_code: int
    """0 healthy, 1 a fault confirmed, 3 inconclusive."""
    report: Report | None = field(default=None, repr=False)
    """The diagnosis of the log with the observations in it; None without a log."""


def probe(
    backend: Backend,
    pack: Pack,
    asked: Asked,
    progress: Progress = lambda check: None,
    known: Mapping[str, Seen] | None = None,
) -> Probing:
    """Make the checks and judge. The backend is left open: whoever made it closes it."""
    before = report(asked.log, pack, asked.answers) if asked.log is not None else None
    bench = Bench(Guard(backend, asked.allow), asked.wanted, from_log(before))
    runner = Runner(bench, asked.allow, progress, known)
    if asked.log is None:
        for name in CHECKS:
            runner.make(name)
        return _judge_alone(runner, bench, pack, asked)
    _check_for_log(runner, bench, pack, asked)
    return _judge_with_log(runner, bench, pack, asked)


def needed(before: Report, pack: Pack) -> list[str]:
    """The checks that speak to a hypothesis of the log, the harmless first and of these the most telling first.

    A hypothesis that can only be told by elimination needs them all: it is what remains when all else is healthy.
    """
    gains = {test.id: value for value, test in rate(_rankings(before, pack), pack.base, frozenset())}
    wanted = {check for one in before.diagnoses for check in one.checks if check in CHECKS}
    if any(pack.base.causes[one.cause].by_elimination for one in before.diagnoses):
        wanted = set(CHECKS)
    return sorted(wanted, key=lambda c: (rank(CHECKS[c].side_effect), -gains.get(c, 0.0), c))


def _check_for_log(runner: Runner, bench: Bench, pack: Pack, asked: Asked) -> None:
    """Best next test first, chosen anew after every answer; a costlier class only when the cheaper is through."""
    assert asked.log is not None  # noqa: S101 - the caller's branch
    made: set[str] = set()
    observations: list[Observation] | None = None
    wanted: list[str] = []
    while True:
        seen = _observations(_weighed(runner, bench, asked))
        if seen != observations:  # a check that was skipped changes nothing
            observations = seen
            wanted = needed(report(asked.log, pack, [*seen, *asked.answers]), pack)
        rest = [check for check in wanted if check not in made]
        if not rest:
            return
        made.add(rest[0])
        runner.make(rest[0])


def _judge_alone(runner: Runner, bench: Bench, pack: Pack, asked: Asked) -> Probing:
    seen = _weighed(runner, bench, asked)
    about = _about(seen)
    observations = (*_observations(seen), *asked.answers)
    hypotheses = without_log(pack.base, observations, about)
    ranked = weigh_observations(pack.base, observations, about)
    test = choose([ranked], pack.base, frozenset(CHECKS))
    code = _exit_code(seen, hypotheses, pack)
    return Probing(bench.guard.name, bench.found.serial, seen, hypotheses, test if code == 3 else None, code)


def _judge_with_log(runner: Runner, bench: Bench, pack: Pack, asked: Asked) -> Probing:
    assert asked.log is not None  # noqa: S101 - the caller's branch
    seen = _weighed(runner, bench, asked)
    before = report(asked.log, pack, asked.answers)
    after = report(asked.log, pack, [*_observations(seen), *asked.answers])
    observations = (*_observations(seen), *asked.answers)
    bench_alone = without_log(pack.base, observations, _about(seen))
    judged = with_log(before, after, bench_alone, pack.base)
    hypotheses = eliminated(judged, pack.base, after, _is_healthy(seen, judged, pack))
    code = _exit_code(seen, hypotheses, pack)
    open_ones = [h for h in hypotheses if h.verdict == "inconclusive" and h.after >= pack.base.weights.leader]
    if code == 0 and open_ones:
        code = 3
    return Probing(
        bench.guard.name, bench.found.serial, seen, hypotheses, after.next_test, code, after
    )  # fmt: skip


def _weighed(runner: Runner, bench: Bench, asked: Asked) -> tuple[Seen, ...]:
    return weighable(
        runner.seen,
        has_log=asked.log is not None,
        has_ports=bool(asked.wanted.ports),
        chosen=bench.found.serial is not None,
    )


def _about(seen: Sequence[Seen]) -> frozenset[str]:
    return frozenset(one.check for one in seen if one.outcome and not one.unweighed)


def _observations(seen: Sequence[Seen]) -> list[Observation]:
    return [Observation("check", one.check, one.outcome) for one in seen if one.outcome and not one.unweighed]


def _exit_code(seen: Sequence[Seen], hypotheses: Sequence[Hypothesis], pack: Pack) -> int:
    faults = [one for one in hypotheses if pack.base.causes[one.cause].is_fault]
    if any(one.verdict == "confirmed" for one in faults):
        return 1
    return 0 if _is_healthy(seen, hypotheses, pack) else 3


def _is_healthy(seen: Sequence[Seen], hypotheses: Sequence[Hypothesis], pack: Pack) -> bool:
    """Whether the device was reached, no check failed, and no fault that can be shown is raised by the checks."""
    outcomes = {one.check: one.outcome for one in seen}
    failed = any(one.error is not None for one in seen)
    shown = [pack.base.causes[one.cause] for one in hypotheses if one.observed_db >= ALARMING_DB]
    looked = outcomes.get("target.access-port") == "open"
    alarming = any(cause.is_fault and not cause.by_elimination for cause in shown)
    return looked and not failed and not alarming


def from_log(before: Report | None) -> FromLog:
    """What the log says about the bench."""
    if before is None:
        return FromLog()
    told = before.environment
    family = told.get("family", "").lower()
    return FromLog(
        serial=_number(told.get("probe_serial")),
        family=family if family in _FAMILIES else None,
        device=told.get("device"),
        khz=_number(told.get("probe_speed")),
        jlink=told.get("jlink"),
        package=told.get("modem_package"),
    )


def _number(text: str | None) -> int | None:
    found = re.search(r"\d+", text or "")
    return int(found.group()) or None if found else None


def _rankings(before: Report, pack: Pack) -> list[Ranked]:
    """The rivals of each problem as the report tells them, for rating tests."""
    rankings = []
    for problem in before.problems:
        rivals = tuple(
            (Weighed(pack.base.causes[d.cause], "rival", d.score_db, d.prior_db, []), d.probability)
            for d in before.diagnoses
            if d.problem == problem.index
        )
        rankings.append(Ranked(rivals, problem.none_probability, ()))
    return rankings
