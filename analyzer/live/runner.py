"""Making checks: prerequisites first, each within its declared calls, each with its time."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from analyzer.live.bench import Bench
from analyzer.live.checks import CHECKS, Check
from analyzer.live.effects import ALWAYS_ALLOWED
from analyzer.live.guard import Refused
from analyzer.live.values import LOST, NOT_RECORDED, UNREADABLE, CallError, CallFailed, Finding, Seen, Skip

_MISREAD = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError)
"""What comes of an answer that lacks something or has it in another form."""

Progress = Callable[[str], None]
"""Told the id of the check that begins."""


class Runner:
    """Makes checks on one bench and keeps what they found, each check once."""

    def __init__(
        self,
        bench: Bench,
        allow: frozenset[str] = frozenset(),
        progress: Progress = lambda check: None,
        known: Mapping[str, Seen] | None = None,
    ) -> None:
        self._bench = bench
        self._effects = ALWAYS_ALLOWED | allow
        self._progress = progress
        self._seen: dict[str, Seen] = dict(known or {})
        self._lost: CallError | None = None

    @property
    def seen(self) -> tuple[Seen, ...]:
        """What was found so far, in the order of the checks."""
        return tuple(self._seen[check] for check in CHECKS if check in self._seen)

    def make(self, name: str) -> Seen:
        """Make a check, after those that it requires."""
        if name not in self._seen:
            check = CHECKS[name]
            for required in check.requires:
                self.make(required)
            self._seen[name] = self._made(check)
        return self._seen[name]

    def _made(self, check: Check) -> Seen:
        reason = self._obstacle(check)
        if reason:
            return Seen(check.id, None, None, None, check.side_effect, 0, skipped=reason)
        self._progress(check.id)
        timed = _Timed(self._bench)
        try:
            with self._bench.guard.declared(frozenset(check.calls)):
                finding = check.run(self._bench)
        except (Skip, Refused) as skip:
            return Seen(check.id, None, None, None, check.side_effect, timed.ms, skipped=str(skip))
        except CallFailed as failure:
            finding = self._failed(failure.error)
            if failure.error.name == NOT_RECORDED:
                return Seen(check.id, None, None, None, check.side_effect, 0, skipped=failure.error.text)
        except _MISREAD as error:
            text = f"an answer has another form than it should ({type(error).__name__}: {error})"
            finding = Finding(None, None, CallError(None, UNREADABLE, text))
        return Seen(
            check.id, finding.outcome, finding.value, finding.error, check.side_effect, timed.ms
        )  # fmt: skip

    def _failed(self, error: CallError) -> Finding:
        if error.name in LOST:
            self._lost = error
        return Finding(None, None, error)

    def _obstacle(self, check: Check) -> str:
        """Why the check cannot be made, empty when it can."""
        if check.side_effect not in self._effects:
            return f"needs --allow {check.side_effect}"
        if not self._is_supported(check):
            backend = self._bench.guard.name
            return (
                "needs a backend that reaches the probe"
                if backend == "none"
                else f"needs more than {backend} tells"
            )
        for required in check.requires:
            before = self._seen[required]
            if before.outcome not in CHECKS[required].passes and self._is_supported(CHECKS[required]):
                found = before.outcome or ("skipped" if before.skipped else "it failed")
                return f"needs {required}, which says: {found}"
        if self._lost is not None and check.side_effect != "host":
            return f"the worker was lost ({self._lost.name}) in an earlier check"
        return ""

    def _is_supported(self, check: Check) -> bool:
        supported = [call in self._bench.guard.supports for call in check.calls]
        return any(supported) if check.any_call else all(supported)


class _Timed:
    """Adds up the time of the calls, as the backend measured or recorded it: a replay shows the same times."""

    def __init__(self, bench: Bench) -> None:
        self._guard = bench.guard
        self._begin = bench.guard.total_ms

    @property
    def ms(self) -> int:
        return self._guard.total_ms - self._begin
