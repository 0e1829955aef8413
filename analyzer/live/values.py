"""What passes between a check and a backend, and what a check brings back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


@dataclass(frozen=True, slots=True)
class CallError:
    """Why a call failed: the number and name of the tool, or a name alone for what the tool never said."""

    code: int | None
    name: str
    text: str = ""

    def __str__(self) -> str:
        number = "" if self.code is None else f"{self.code} "
        return f"{number}{self.name}"


class CallFailed(Exception):  # noqa: N818 - it carries an error
    """A backend could not answer."""

    def __init__(self, error: CallError) -> None:
        super().__init__(str(error))
        self.error = error


class BackendUnavailable(Exception):  # noqa: N818 - a state of the computer
    """A backend cannot be used on this computer; the message says what to do about it."""


class Skip(Exception):  # noqa: N818 - no error
    """A check cannot be made; the message completes "skipped: "."""


TIME_LIMIT = "TIME_LIMIT"
"""Name of the error when a call did not come back in time and was ended with its worker."""

WORKER_GONE = "WORKER_GONE"
"""Name of the error when the worker process died in the middle of a call."""

NOT_RECORDED = "NOT_RECORDED"
"""Name of the error when a recording holds no answer to a call."""

UNREADABLE = "UNREADABLE_ANSWER"
"""Name of the error when an answer is not what the call gives: another version of a tool, a damaged recording."""

LOST = frozenset({TIME_LIMIT, WORKER_GONE})
"""Names of the errors after which the backend answers nothing more."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found out; `outcome` is None when the attempt itself failed in a way that tells nothing."""

    outcome: str | None
    value: Json = None
    error: CallError | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """One check of a session: its outcome, or why there is none."""

    check: str
    outcome: str | None
    value: Json
    error: CallError | None
    side_effect: str
    """The most that the check did: host, probe, target, halt or reset."""
    ms: int
    skipped: str = ""
    """Completes "skipped: "; empty when the check was made."""
    unweighed: str = ""
    """Why the outcome is shown but counts for nothing; empty when it counts."""
