"""The rule model: causes, checks and weights as the engine works with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from analyzer.engine.fact_ast import Fact
from analyzer.engine.witness import CauseIndex, Witness


@dataclass(frozen=True, slots=True)
class Speaks:
    """What an outcome says about a cause: words of the weight table, or None."""

    for_: str | None
    against: str | None


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to the person."""

    id: str
    question: str
    answers: Mapping[str, Speaks]
    """`yes` and `no` to what they say."""


@dataclass(frozen=True, slots=True)
class Fix:
    """One step of the cure; `condition` names the fact it depends on."""

    do: str
    run: str | None
    risk: str
    loses: str | None
    condition: str | None


@dataclass(frozen=True, slots=True)
class RuleTest:
    """A log inside the rule, and what must come of it."""

    name: str
    log: str
    expected: str
    lines: tuple[int, ...]
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Cause:
    """One root cause: when it is in the list, what speaks for and against it, and how it is cured."""

    id: str
    title: str
    area: str
    file: str
    tools: frozenset[str]
    families: frozenset[str]
    facts: Mapping[str, Fact]
    says: Mapping[str, str]
    needs: Fact
    prior: str
    for_: Mapping[str, str]
    against: Mapping[str, str]
    same: tuple[frozenset[str], ...]
    supersedes: frozenset[str]
    rules_out: tuple[str, ...]
    checks: Mapping[str, Mapping[str, Speaks]]
    asks: Mapping[str, Ask]
    explain: str
    fixes: tuple[Fix, ...]
    compatible: frozenset[str]
    refs: tuple[str, ...]
    tests: tuple[RuleTest, ...]
    by_elimination: bool = False
    """True when nothing on the bench shows the cause itself, so that it can only be what remains."""
    witnesses: frozenset[Witness] | None = None
    """What the log must show for the cause to be in the list; None when nothing in particular."""

    @property
    def is_fault(self) -> bool:
        """False for the causes that say nothing is wrong; they stand in the folder `no-fault`."""
        return self.area != "no-fault"


@dataclass(frozen=True, slots=True)
class Check:
    """A look at the host, the probe or the device; what it asks and what it may disturb."""

    id: str
    asks: str
    side_effect: str
    outcomes: Mapping[str, str]
    how: str
    requires: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """The numbers behind the words, in decibans unless said otherwise."""

    evidence: Mapping[str, float]
    priors: Mapping[str, float]
    none_of_these: float
    likely: float
    """Probability from which a cause is called likely."""
    leader: float
    """Probability from which the first of its problem is called likely."""
    possible: float
    """Probability below which a cause is not listed."""
    costs: Mapping[str, float]
    """Price of a test by its side effect; `question` for asking a person."""

    def of(self, speaks: Speaks) -> float:
        """What an outcome adds to a score."""
        plus = self.evidence[speaks.for_] if speaks.for_ else 0.0
        return plus - (self.evidence[speaks.against] if speaks.against else 0.0)


@dataclass(frozen=True, slots=True)
class Observation:
    """Something seen outside the log: the outcome of a check or the answer to a question."""

    kind: str
    """check or answer."""
    id: str
    outcome: str


@dataclass(frozen=True)
class RuleBase:
    """All that the inference needs of a pack. It has no slots, for its index."""

    causes: Mapping[str, Cause]
    checks: Mapping[str, Check]
    weights: Weights
    medium_groups: Mapping[str, str]
    """Medium of an operation to the group whose failures are one problem."""

    @cached_property
    def index(self) -> CauseIndex:
        """The causes by what they cannot be in the list without."""
        return CauseIndex(self.causes.values())
