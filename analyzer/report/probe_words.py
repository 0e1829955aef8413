"""What a probing says, in words: the same in every format."""

from __future__ import annotations

import json

from analyzer.live.probing import Probing
from analyzer.live.values import Json, Seen
from analyzer.live.verdict import Hypothesis
from analyzer.report import words

_LONGEST_VALUE = 160
_WORTH_NAMING = 0.25
_WORTH_REFUTING = 0.1
_TELLING = ("probe.open", "target.access-port")
"""Checks without which nothing can be called healthy."""


def headline(probing: Probing) -> str:
    """The verdict on the bench in one sentence."""
    confirmed = [one for one in probing.hypotheses if one.verdict == "confirmed"]
    if confirmed:
        return f"Confirmed: {words.joined([one.title for one in confirmed])}."
    if probing.exit_code == 0:
        return "The bench is healthy as far as it can be looked at: no check found a fault."
    open_questions = _in_the_way(probing)
    leading = next((one for one in probing.hypotheses if one.verdict == "inconclusive"), None)
    if leading is not None and leading.after >= _WORTH_NAMING:
        return f"Inconclusive: nothing is confirmed; most probable is: {leading.title}.{open_questions}"
    return f"Inconclusive: no known cause is confirmed, but the bench could not be called healthy.{open_questions}"


def _in_the_way(probing: Probing) -> str:
    """What kept the checks from telling more: the first that failed or could not be made."""
    for one in probing.seen:
        if one.error is not None and one.outcome is None:
            return f" The check {one.check} failed: {one.error.text or one.error}."
        if one.skipped.startswith("needs --") and one.check in _TELLING:
            return f" The check {one.check} {one.skipped}."
    return ""


def outcome(one: Seen) -> str:
    """The outcome of a check, or why it has none."""
    if one.skipped:
        return f"skipped: {one.skipped}"
    failed = f" ({one.error})" if one.error is not None else ""
    if one.outcome is None:
        return f"no outcome{failed}" if failed else "no outcome"
    note = f" (not weighed: {one.unweighed})" if one.unweighed else ""
    return f"{one.outcome}{failed}{note}"


def value(one: Seen) -> str:
    """What was read, short."""
    if one.value in (None, [], {}):
        return ""
    return words.unstopped(_plain(one.value))[:_LONGEST_VALUE]


def _plain(told: Json) -> str:
    if isinstance(told, dict):
        return ", ".join(f"{key} {_plain(item)}" for key, item in told.items() if item is not None)
    if isinstance(told, list):
        return "; ".join(_plain(item) for item in told)
    return told if isinstance(told, str) else json.dumps(told)


def change(one: Hypothesis) -> str:
    """The probability before and after, e.g. `12% -> 97%`."""
    return f"{words.percent(one.before)} -> {words.percent(one.after)}"


def in_full(probing: Probing) -> list[Hypothesis]:
    """The hypotheses that are told with their reasons: all but what was improbable from the start and is refuted."""
    return [
        one
        for one in probing.hypotheses
        if is_worth_showing(one)
        and (one.verdict != "refuted" or one.before >= _WORTH_REFUTING or one.by_elimination)
    ]


def in_short(probing: Probing) -> str:
    """The titles of the other refuted hypotheses."""
    told = {one.cause for one in in_full(probing)}
    return "; ".join(h.title for h in probing.hypotheses if h.verdict == "refuted" and h.cause not in told)


def is_worth_showing(one: Hypothesis) -> bool:
    """Hypotheses that are neither decided nor probable would only be noise."""
    return one.verdict != "inconclusive" or one.after >= 0.02 or one.observed_db > 0
