"""Causes against observations alone: what the bench shows when no log tells what went wrong."""

from __future__ import annotations

from collections.abc import Sequence

from analyzer.engine.rank import Ranked, rank
from analyzer.engine.rules import Observation, RuleBase
from analyzer.engine.weigh import Weighed, observed


def weigh_observations(base: RuleBase, observations: Sequence[Observation], about: frozenset[str]) -> Ranked:
    """Rank every cause that the checks in `about` speak to, by prior and observations.

    What a cause needs of a log is waived: nobody asked a log. Pass no observations for the state before the checks.
    """
    weighed = []
    for cause in base.causes.values():
        if not about.intersection(cause.checks):
            continue
        prior = base.weights.priors[cause.prior]
        evidence = list(observed(cause, base.weights, observations))
        score = prior + sum(item.weight_db for item in evidence)
        weighed.append(Weighed(cause, "rival", score, prior, evidence))
    return rank([one for one in weighed if one.cause.is_fault], base.weights)
