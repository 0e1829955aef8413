"""A report to a row: the few things of it that a table of tickets shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from analyzer.engine.result import Diagnosis, ErrorRecord, Report
from analyzer.parsing.events import Operation, ParsedLog
from analyzer.parsing.grammar import LogGrammar
from analyzer.triage.combine import Combined
from analyzer.triage.hints import FamilyHints
from analyzer.triage.row import Row, Status, UnknownError

_FOUND: Mapping[int, Status] = {1: "diagnosed", 3: "unexplained"}
"""By the exit code of `analyze`."""
_OUTERMOST = ("app", "command", "library")
"""Parts of tools, the one that the user ran first; the computer itself is no tool."""
_DEVICE_NAMES = ("part", "device", "board")
"""The part counts the same chips as one, whatever revision or spelling a tool printed."""
_MOST_CODES = 20
_MOST_LIMITS = 10


class Gleaner:
    """Makes rows by what one grammar knows of tools and versions."""

    def __init__(self, grammar: LogGrammar) -> None:
        self._parts = {tool.id: tool.part for tool in grammar.tools.values()}
        self._versions = _version_names(grammar)
        self._hints = FamilyHints(grammar.devices)

    def row(self, name: str, log: ParsedLog, report: Report, combined: Combined, exit_code: int) -> Row:
        """The row of a ticket; `exit_code` is what `analyze` would end with."""
        leaders = leading(report)
        best = leaders[0] if leaders else None
        second = _second(report, best)
        failed = _failed(report, best)
        stamps = [event.time for event in log.events if event.dated and event.time is not None]
        return Row(
            name=name,
            status=_FOUND.get(exit_code) or _quiet(report),
            tool=self._tool(log),
            versions={k: v for k, v in report.environment.items() if k in self._versions},
            device=next((report.environment[n] for n in _DEVICE_NAMES if report.environment.get(n)), ""),
            family=report.environment.get("family") or self._hints.family(log.text.values()),
            operation=failed[0].kind if failed else "",
            attempts=sum(one.outcome == "failed" for one in failed),
            cause=best.cause if best else "",
            title=best.title if best else "",
            probability=best.probability if best else 0.0,
            verdict=best.verdict if best else "",
            runner_up=second.cause if second else "",
            runner_up_probability=second.probability if second else 0.0,
            also=tuple(dict.fromkeys(one.cause for one in leaders[1:] if best and one.cause != best.cause)),
            codes=_codes(report.errors),
            **_telling(best, combined),
            unknown=_unknown(report, combined),
            next_test=report.next_test.id if report.next_test else "",
            next_question=_question(report, best),
            begun=min(stamps, default=None),
            ended=max(stamps, default=None),
            logs=len(combined.names),
            sessions=report.sessions,
            operations=len(report.operations),
            lines=report.lines,
            recognised=report.recognised,
            limits=tuple(limit.detail for limit in report.limits[:_MOST_LIMITS]),
        )

    def _tool(self, log: ParsedLog) -> str:
        """The outermost tool of which the log has a message; of equal ones the one with the most."""
        spoken = Counter(event.tool for event in log.events if event.entry and event.tool)
        known = [tool for tool in spoken if self._parts.get(tool) in _OUTERMOST]
        return min(known, key=lambda t: (_OUTERMOST.index(self._parts[t]), -spoken[t], t), default="")


def _quiet(report: Report) -> Status:
    """Without a fault: whether something is known to have gone well, alarming as its messages may be."""
    well = report.diagnoses or any(one.outcome == "succeeded" for one in report.operations)
    return "succeeded" if well else "nothing-found"


def leading(report: Report) -> list[Diagnosis]:
    """The most probable cause of each problem, real failures before alarms of operations that succeeded."""
    best: dict[int, Diagnosis] = {}
    for one in report.diagnoses:
        best.setdefault(one.problem, one)
    benign = {problem.index for problem in report.problems if problem.benign}
    return sorted(best.values(), key=lambda one: (one.problem in benign, one.rank))


def _version_names(grammar: LogGrammar) -> frozenset[str]:
    """Names of the environment that hold versions: the catalogue's fields of that type."""
    return frozenset(
        name
        for entry in grammar.catalogue.entries
        for name, source in entry.sets.items()
        if any(template.types.get(source) == "version" for template in entry.templates)
    )


def _second(report: Report, best: Diagnosis | None) -> Diagnosis | None:
    if best is None:
        return None
    return next((d for d in report.diagnoses if d.problem == best.problem and d.cause != best.cause), None)


def _failed(report: Report, best: Diagnosis | None) -> list[Operation]:
    """The failed operations of one kind that the cause explains, or of the first failure when it explains none."""
    chosen = [report.operations[i] for i in best.operations] if best else list(report.operations)
    failed = [one for one in chosen if one.outcome == "failed"]
    first = (failed or (chosen if best else []))[:1]
    return [one for one in (failed or first) if one.kind == first[0].kind]


def _codes(errors: Sequence[ErrorRecord]) -> tuple[str, ...]:
    """Codes with their names, each once, those that name a reason first."""
    ordered = sorted((record.error for record in errors), key=lambda error: error.umbrella)
    texts = (
        " ".join(str(part) for part in (error.code, error.name) if part is not None) for error in ordered
    )
    return tuple(dict.fromkeys(text for text in texts if text))[:_MOST_CODES]


def _telling(best: Diagnosis | None, combined: Combined) -> dict[str, str]:
    shown = next((e for e in best.evidence if e.lines and e.role in ("needs", "for")), None) if best else None
    if shown is None:
        return {}
    log, line = combined.place(shown.lines[0])
    return {"evidence": shown.text, "place": f"{log}:{line}"}


def _unknown(report: Report, combined: Combined) -> tuple[UnknownError, ...]:
    several = len(combined.names) > 1
    found = []
    for one in report.unexplained:
        log, line = combined.place(one.line)
        found.append(UnknownError(one.text, line, one.count, one.closest, log if several else ""))
    return tuple(found)


def _question(report: Report, best: Diagnosis | None) -> str:
    if report.next_test is not None:
        return report.next_test.ask
    return best.questions[0].question if best and best.questions else ""
