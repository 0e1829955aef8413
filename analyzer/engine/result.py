"""The diagnosis as a value: it carries its reasons, renderers only walk it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analyzer.parsing.events import ErrorCode, Operation
from analyzer.sources.text import Limit


@dataclass(frozen=True, slots=True)
class Evidence:
    """One summand of a cause's score, with the lines that carry it."""

    fact: str
    """Name of the fact in the rule, or the check or question id."""
    role: str
    """needs, for, against, answer or check."""
    lines: tuple[int, ...]
    """Every source line that shows it, first the most telling; empty for answers and checks."""
    text: str
    """Text of the first line, untrusted log text."""
    weight_db: float
    """Signed decibans that it adds to the score; 0 when an equal statement was counted already."""
    because: str
    """One sentence for a person."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """One step that may cure the cause."""

    do: str
    run: str | None
    risk: str
    """none, reads, resets, writes or erases."""
    loses: str | None
    """What is gone afterwards; never None when `risk` is erases."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question whose answer would move the probabilities."""

    id: str
    question: str


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One rival cause with its defence."""

    rank: int
    cause: str
    title: str
    probability: float
    verdict: str
    """likely, possible, ruled-out or not-enough-data."""
    problem: int
    """Index of the problem (group of failed operations) it explains."""
    operations: tuple[int, ...]
    evidence: tuple[Evidence, ...]
    prior_db: float
    score_db: float
    explanation: str
    remedies: tuple[Remedy, ...]
    questions: tuple[Question, ...]
    checks: tuple[str, ...]
    references: tuple[str, ...]
    reason: str = ""
    """Why it is ruled out, or which data is missing."""


@dataclass(frozen=True, slots=True)
class ErrorRecord:
    """A decoded error and whether a diagnosis accounts for it."""

    error: ErrorCode
    text: str
    explained: bool
    usually: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NextTest:
    """The one test that would settle most of what is open, for its cost."""

    kind: str
    """check or question."""
    id: str
    gain_bits: float
    """Expected drop of the entropy over the rivals, in bits."""
    ask: str
    """What to look at, or the question."""
    how: str
    """How to do it by hand; empty for a question."""
    outcomes: tuple[tuple[str, str], ...]
    """Outcome and the cause it would raise most."""
    problem: int = 0
    """Index of the problem that it is for."""


@dataclass(frozen=True, slots=True)
class Unexplained:
    """An error that no rule explains; equal texts are counted, not repeated."""

    line: int
    text: str
    count: int
    closest: str | None
    """The most similar message the catalogue knows."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What the rivals compete to explain: the failed attempts at one thing."""

    index: int
    title: str
    operations: tuple[int, ...]
    first_line: int
    last_line: int
    none_probability: float
    """Probability that none of the known causes is it."""
    benign: bool
    """True when every operation in it succeeded in spite of alarming lines."""
    rest_probability: float = 0.0
    """Probability of the rivals that are too improbable to be listed, together."""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that is said about one input."""

    name: str
    lines: int
    recognised: int
    unrecognised: int
    prose: int
    formats: tuple[str, ...]
    environment: Mapping[str, str]
    sessions: int
    operations: tuple[Operation, ...]
    errors: tuple[ErrorRecord, ...]
    problems: tuple[Problem, ...]
    diagnoses: tuple[Diagnosis, ...]
    """Ranked over all problems; verdict likely or possible."""
    set_aside: tuple[Diagnosis, ...]
    """Considered and ruled out, or short of data; rank 0."""
    next_test: NextTest | None
    unexplained: tuple[Unexplained, ...]
    limits: tuple[Limit, ...]
    text: Mapping[int, str]
    """Source line number to text, for quoting; untrusted."""
    levels: Mapping[int, str]
    """Source line number to the level of the event on it."""
