"""Fitting the numbers behind the words on labelled cases, with cross-validation.

A score is a sum of words, so the probability of a cause is a conditional logit in the weights, and the fit is a
convex problem kept near the present numbers by a penalty: a hundred cases must not move a table that covers the field.
Folds never part logs of the same thread, whose lines are often the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analyzer.engine.problems import find_cases, view_of
from analyzer.engine.rank import rank
from analyzer.engine.rules import RuleBase, Weights
from analyzer.engine.weigh import Weighed, weigh
from analyzer.measure.cases import Case
from analyzer.measure.judge import judge
from analyzer.measure.metrics import Figures, Judged, figures, with_also
from analyzer.pack import Pack

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

EVIDENCE = ("weak", "moderate", "strong", "decisive")
PRIORS = ("rare", "uncommon", "occasional", "common")
_SIZE = len(EVIDENCE) + len(PRIORS)
_STEP = 1.0  # decibans between neighbouring words at least, so that the words keep their order
_PENALTY = 0.01  # per squared deciban away from the present table and per ten cases
_STRICT = 0.7  # share of the label itself in the likelihood; the rest goes to the label with `also`


@dataclass(frozen=True, slots=True)
class Fitted:
    """Fitted weights with the figures before, on the same cases after, and on cases held out of the fit."""

    weights: Weights
    before: Figures
    after: Figures
    held_out: Figures
    folds: int


@dataclass(frozen=True, slots=True)
class _Choice:
    """One problem of one case: how often each rival uses each word, and which rivals are right."""

    features: NDArray[np.float64]
    """One row per rival; the last row is "none of the known causes"."""
    strict: NDArray[np.bool_]
    accepted: NDArray[np.bool_]


def fit(cases: Sequence[Case], pack: Pack, folds: int = 5) -> Fitted:
    """Fit the weights on all cases, and judge the method on folds held out. Needs scipy (extra `dev`)."""
    judged: list[Judged] = []
    for held in _folds(cases, folds):
        rest = [case for case in cases if case not in held]
        judged.extend(judge(held, pack, _fitted(rest, pack)))
    weights = _fitted(cases, pack)
    return Fitted(
        weights,
        before=figures(judge(cases, pack)),
        after=figures(judge(cases, pack, weights)),
        held_out=figures(judged),
        folds=folds,
    )


def _folds(cases: Sequence[Case], count: int) -> list[list[Case]]:
    """Cases dealt out by thread, in a fixed order."""
    threads: dict[str, list[Case]] = {}
    for case in sorted(cases, key=lambda c: c.id):
        found = re.match(r"[a-z]+(?:-[a-z-]+)?-?\d+", case.id)
        threads.setdefault(found.group() if found else case.id, []).append(case)
    dealt: list[list[Case]] = [[] for _ in range(count)]
    for members in threads.values():
        min(dealt, key=len).extend(members)
    return [fold for fold in dealt if fold]


def _fitted(cases: Sequence[Case], pack: Pack) -> Weights:
    import numpy as np
    from scipy.optimize import LinearConstraint, minimize

    present = _vector(pack.base.weights)
    choices = [choice for case in cases for choice in _choices(case, pack.base)]

    def loss(values: NDArray[np.float64]) -> float:
        away = float(np.sum((values - present) ** 2)) * _PENALTY * len(choices) / 10
        return away - sum(_log_likelihood(choice, values) for choice in choices)

    order = np.zeros((_SIZE - 2, _SIZE))
    for row, column in enumerate(i for i in range(_SIZE - 1) if i != len(EVIDENCE) - 1):
        order[row, column], order[row, column + 1] = -1, 1
    bounds = [(0.5, 40)] * len(EVIDENCE) + [(-30, 10)] * len(PRIORS)
    found = minimize(
        loss,
        present,
        method="SLSQP",
        bounds=bounds,
        constraints=[LinearConstraint(order, lb=_STEP, ub=np.inf)],
    )
    return _weights(pack.base.weights, [round(float(v), 1) for v in found.x])


def _vector(weights: Weights) -> NDArray[np.float64]:
    import numpy as np

    return np.array([weights.evidence[w] for w in EVIDENCE] + [weights.priors[w] for w in PRIORS])


def _weights(present: Weights, values: Sequence[float]) -> Weights:
    evidence = dict(zip(EVIDENCE, values[: len(EVIDENCE)], strict=True))
    priors = dict(zip(PRIORS, values[len(EVIDENCE) :], strict=True))
    return replace(present, evidence=evidence, priors=priors)


def _choices(case: Case, base: RuleBase) -> list[_Choice]:
    """The problems of a case in which its label takes part; with none, all, and "none of these" is right."""
    problems = find_cases(case.log, base.medium_groups)
    found = []
    for problem in problems:
        view = view_of(case.log, problem, problems)
        weighed = [weigh(cause, view, base.weights, ()) for cause in base.causes.values()]
        rivals = [w for w, _ in rank(weighed, base.weights).rivals]
        if rivals:
            found.append(_choice(case, rivals, base.weights))
    telling = [choice for choice in found if not choice.accepted[-1]]
    return telling or found


def _choice(case: Case, rivals: Sequence[Weighed], weights: Weights) -> _Choice:
    import numpy as np

    features = np.array([*(_features(w, weights) for w in rivals), [0.0] * _SIZE])
    accepted = np.array([w.cause.id in with_also(case) for w in rivals] + [False])
    strict = np.array([w.cause.id == case.cause for w in rivals] + [False])
    if not accepted.any():
        accepted[-1] = strict[-1] = True
    return _Choice(features, strict if strict.any() else accepted, accepted)


def _features(weighed: Weighed, weights: Weights) -> list[float]:
    """How often a rival uses each word, evidence against counted negative."""
    row = [0.0] * _SIZE
    words = {**{n: (w, 1) for n, w in weighed.cause.for_.items()},
             **{n: (w, -1) for n, w in weighed.cause.against.items()}}  # fmt: skip
    for evidence in weighed.evidence:
        if evidence.weight_db and evidence.fact in words:
            word, sign = words[evidence.fact]
            row[EVIDENCE.index(word)] += sign
    row[len(EVIDENCE) + PRIORS.index(weighed.cause.prior)] = 1
    return row


def _log_likelihood(choice: _Choice, values: NDArray[np.float64]) -> float:
    import numpy as np

    scores = choice.features @ values * (np.log(10) / 10)
    shares = np.exp(scores - scores.max())
    shares = shares / shares.sum()
    floor = 1e-6  # one hopeless case must not decide the fit
    strict = np.log(max(float(shares[choice.strict].sum()), floor))
    accepted = np.log(max(float(shares[choice.accepted].sum()), floor))
    return float(_STRICT * strict + (1 - _STRICT) * accepted)
