"""What a watch says in words, the same in every format."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from analyzer.report import words
from analyzer.watch.finding import Outcome
from analyzer.watch.tally import Tally
from analyzer.watch.until import Until

_DAY = 24 * 3600
_COUNTED: dict[Outcome, str] = {
    "failed": "failed",
    "succeeded": "succeeded",
    "unfinished": "erred without an end",
}
_MOST_CAUSES = 6


def moment(seconds: float | None, dated: bool) -> str | None:
    """A time as the log has it, in ISO 8601 without a zone; only the time of day where it tells no date."""
    if seconds is None:
        return None
    try:
        text = datetime.fromtimestamp(seconds if dated else seconds % _DAY, UTC).replace(tzinfo=None)
    except (OverflowError, OSError, ValueError):
        return None
    return text.isoformat(timespec="milliseconds")[0 if dated else len("1970-01-01T") :]


def time_of_day(seconds: float | None) -> str | None:
    """The time of day as the log has it, to the second."""
    text = moment(None if seconds is None else seconds % _DAY, dated=False)
    return text and text[: len("12:34:56")]


def how_long(seconds: float) -> str:
    """A span of time: `0.3 s`, `42 s`, `3 min 20 s`, `2 h 5 min`."""
    if seconds < 9.95:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


_MISSED = {
    "failure": "no operation failed",
    "success": "what was to succeed did not",
    "end": "what was to end did not",
    "idle": "the log was never silent",
}
_REACHED = {
    "failure": "an operation failed",
    "success": "an operation succeeded",
    "end": "an operation ended",
    "idle": "nothing was written for {idle}",
}


def reason(tally: Tally, until: Until) -> str:
    """Why the watch is over."""
    if tally.reason == "reached" and until.what is not None:
        return "ended, since " + _REACHED[until.what].format(idle=how_long(until.idle))
    if tally.reason == "timeout" and until.timeout is not None:
        missed = f", and {_MISSED[until.what]}" if until.what is not None else ""
        return f"ended: {how_long(until.timeout)} are over{missed}"
    return "ended"


def totals(tally: Tally) -> str:
    """How many operations ended how."""
    ended = sum(tally.outcomes[outcome] for outcome in _COUNTED)
    counts = [f"{tally.outcomes[key]} {what}" for key, what in _COUNTED.items() if tally.outcomes[key]]
    told = (
        f"{words.counted(ended, 'operation')} ended: {words.joined(counts)}"
        if ended
        else "no operation ended"
    )
    errors = tally.outcomes["errors"]
    besides = f"; {words.counted(errors, 'error')} outside of operations" if errors else ""
    return f"Watched for {how_long(tally.seconds)}, {told}{besides}"


def causes(tally: Tally) -> Iterator[tuple[str, str]]:
    """The most likely causes of what failed, the most frequent first: how often, and which."""
    seen = sorted(
        (one for one in tally.causes.values() if one.count), key=lambda one: (-one.count, one.title)
    )
    for one in seen[:_MOST_CAUSES]:
        most = " at most" if one.count > 1 else ""
        yield words.times(one.count), f"{one.title} ({words.percent(one.probability)}{most})"
    if rest := sum(one.count for one in seen[_MOST_CAUSES:]):
        yield words.times(rest), "other causes"
    if tally.unknown:
        yield words.times(tally.unknown), "no known cause fits"
