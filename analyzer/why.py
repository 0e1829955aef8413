"""Why a cause was, or was not, diagnosed: the same evaluation as the diagnosis, told step by step."""

from __future__ import annotations

from dataclasses import dataclass

from analyzer.engine.evaluate import Holding, evaluate_condition
from analyzer.engine.problems import find_cases, view_of
from analyzer.engine.rank import rank
from analyzer.engine.rules import Cause
from analyzer.engine.weigh import Weighed, weigh
from analyzer.pack import Pack
from analyzer.parsing.events import ParsedLog


@dataclass(frozen=True, slots=True)
class FactTrace:
    """One fact of the rule and how it came out."""

    name: str
    use: str
    """Its part in the rule: needs, for (strong), against (weak), rules out, or helper."""
    says: str
    holding: Holding
    lines: tuple[tuple[int, str], ...]
    """Source lines that carry it, with their text (untrusted)."""


@dataclass(frozen=True, slots=True)
class Why:
    """The whole evaluation of one cause against one problem of a log."""

    problem: str
    cause: Cause
    state: str
    """rival, ruled-out, not-enough-data or absent."""
    reason: str
    probability: float
    prior_db: float
    score_db: float
    needs: Holding
    facts: tuple[FactTrace, ...]


def why(cause: Cause, log: ParsedLog, pack: Pack) -> list[Why]:
    """The evaluation of a cause for every problem of a log; for a log without any, of the log as a whole."""
    base = pack.base
    cases = find_cases(log, base.medium_groups)
    result = []
    for case in cases:
        view = view_of(log, case, cases)
        weighed = [
            weigh(other, view, base.weights, (), whole=other.id == cause.id) for other in base.causes.values()
        ]
        one = next(w for w in weighed if w.cause.id == cause.id)
        ranked = rank(weighed, base.weights)
        share = next((p for w, p in ranked.rivals if w is one), 0.0)
        result.append(_why(case.title(log), one, share, log))
    return result


def _why(problem: str, weighed: Weighed, share: float, log: ParsedLog) -> Why:
    cause = weighed.cause
    traces = tuple(_trace(name, cause, weighed.holdings[name], log) for name in cause.facts)
    needs = evaluate_condition(cause.needs, weighed.holdings)
    return Why(
        problem,
        cause,
        weighed.state,
        weighed.reason,
        share,
        weighed.prior_db,
        weighed.score_db,
        needs,
        traces,
    )


def _trace(name: str, cause: Cause, holding: Holding, log: ParsedLog) -> FactTrace:
    events = [log.events[i] for i in holding.events]
    lines = {event.line: event.raw for event in events}
    return FactTrace(name, _use(name, cause), cause.says.get(name, ""), holding, tuple(lines.items()))


def _use(name: str, cause: Cause) -> str:
    uses = []
    if name in cause.for_:
        uses.append(f"for: {cause.for_[name]}")
    if name in cause.against:
        uses.append(f"against: {cause.against[name]}")
    if name in cause.rules_out:
        uses.append("rules out")
    return ", ".join(uses) or "needs or helper"
