"""What is known of one ticket: a row of the table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Status = Literal["diagnosed", "unexplained", "succeeded", "nothing-found", "unreadable"]
"""A fault was diagnosed; errors were found that no rule explains; operations succeeded without a fault; neither a
failure nor a success was recognised, which is not the same; it could not be read.
"""


@dataclass(frozen=True, slots=True)
class UnknownError:
    """An error text of a ticket that no rule explains."""

    text: str
    line: int
    count: int
    """How often the ticket has it."""
    closest: str | None = None
    """The most similar message that is known."""
    log: str = ""
    """Which log of the ticket has it; empty where the ticket is one log."""


@dataclass(frozen=True, slots=True)
class Row:
    """One ticket. What a ticket does not tell is empty, 0 or None."""

    name: str
    status: Status
    reason: str = ""
    """Why it could not be read."""
    tool: str = ""
    """Id of the outermost tool: what the user ran."""
    versions: Mapping[str, str] = field(default_factory=dict)
    """Name in the environment to version, e.g. `{"nrfjprog": "10.9.0"}`."""
    device: str = ""
    """The part, e.g. `nRF9160`; the printed name of a device or board that is not known."""
    family: str = ""
    """Told by the device, else by the words of the log where they agree."""
    operation: str = ""
    """Kind of the failed operation that the cause explains, e.g. `dfu.modem`."""
    attempts: int = 0
    """How often that operation failed."""
    cause: str = ""
    """Id of the most probable cause of the first real problem."""
    title: str = ""
    probability: float = 0.0
    verdict: str = ""
    """likely or possible; empty without a cause."""
    runner_up: str = ""
    runner_up_probability: float = 0.0
    also: tuple[str, ...] = ()
    """Leading causes of further problems in the same ticket."""
    codes: tuple[str, ...] = ()
    """Decoded error codes, e.g. `-102 JLINKARM_DLL_ERROR`, each once."""
    evidence: str = ""
    """The most telling line, as it stands in the log; untrusted."""
    place: str = ""
    """Where that line stands, `<log>:<line>`."""
    unknown: tuple[UnknownError, ...] = ()
    next_test: str = ""
    """Id of the check or question that would settle most."""
    next_question: str = ""
    """What to look at or to ask next, in words."""
    begun: float | None = None
    """First dated stamp, seconds since the epoch; local stamps count as if they were UTC."""
    ended: float | None = None
    logs: int = 0
    sessions: int = 0
    operations: int = 0
    lines: int = 0
    recognised: int = 0
    limits: tuple[str, ...] = ()
    """What was cut, skipped or guessed while reading."""
    fingerprint: str = ""
    """SHA-256 of the content, the same for the same logs under another name."""
    duplicate_of: str = ""
    """Name of an earlier ticket with the same content."""


def unreadable(name: str, reason: str, fingerprint: str = "") -> Row:
    """The row of a ticket that gives no log."""
    return Row(name=name, status="unreadable", reason=reason, fingerprint=fingerprint)
