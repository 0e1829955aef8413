"""What looks like a mistake and is none: the checks keep quiet."""

from __future__ import annotations

import pytest
from tiny_pack import CHECKS, DEVICES, FILES, HEADS, MESSAGES, RULE, SECOND, changed, found

_PATTERN = '"Opening failed: {payload:payload}"'
_REGEX = "'Hinge (?P<hinge>\\d+) squeaks(?: at (?P<pitch>[0-9]+) Hz)?\\.?'"


@pytest.mark.parametrize(
    ("check_id", "place", "old", "new"),
    [
        ("cause-title", RULE, "title: The door is locked", "title: eSIM door (rev. 2) is locked"),
        ("fix-erases", RULE, "door unlock", "door --eraseprotect-status && door recovery-list"),
        ("fix-erases", RULE, "Turn the key.", "Recover the key from the drawer."),
        ("fix-writes", RULE, "door unlock", "door list --programmer"),
        ("needs-presence", SECOND, "needs: failed and squeaks", "needs: failed and not squeaks"),
        ("needs-presence", RULE, "event door.opening.failed where code == DOOR_LOCKED", "library < 2.0"),
        (
            "needs-presence",
            RULE,
            "event door.opening.failed where code",
            "count(event door.hinge) >= 2 and x",
        ),
        ("fact-always", RULE, "is: event door.hinge", "is: event any before locked"),
        ("question-one-sided", RULE, ", no: {against: weak}", ""),
        ("question-text", SECOND, "  key-turned: {yes: {against: weak}, no: {for: weak}}", "  {}"),
        ("pattern-neighbours", MESSAGES, _PATTERN, '"Opening {what} failed{? again}: {payload:payload}"'),
        ("pattern-neighbours", MESSAGES, _PATTERN, '"Opening failed {count:int}{*}"'),
        ("pattern-neighbours", MESSAGES, _PATTERN, '"Opening failed {what} {count:int}"'),
        ("pattern-neighbours", MESSAGES, _PATTERN, '"Opening failed {code:word} {what}"'),
        ("pattern-neighbours", MESSAGES, _PATTERN, '"Opening failed {{{what}}}{rest:rest}"'),
        ("regex-dot", MESSAGES, _REGEX, "'Hinge\\.(?P<hinge>\\d+)[a.b](?P<pitch>).*'"),
        ("regex-nested", MESSAGES, _REGEX, "'Hinge (?P<hinge>(?:\\d{1,4},?)+) (?P<pitch>)s.*'"),
        ("regex-nested", MESSAGES, _REGEX, "'Hinge (?P<hinge>(?>\\d+,?)+) (?P<pitch>)squeaks'"),
        ("regex-nested", MESSAGES, _REGEX, "'Hinge (?P<hinge>(?:\\d++,?)+) (?P<pitch>)squeaks'"),
        ("regex-greedy", MESSAGES, _REGEX, "'Hinge (?P<hinge>\\d+)(?P<pitch>) squeaks.*'"),
        ("regex-greedy", MESSAGES, _REGEX, "'Hinge (?P<hinge>\\d+) (?P<pitch>)squeaks(?: at (.+))? *'"),
        ("pattern-slow", MESSAGES, _REGEX, "'Hinge (?P<hinge>\\d+) (?P<pitch>)squeaks .* at .*'"),
        ("kind-spelling", MESSAGES, "kind: door.hinge", "kind: door.opening.dine"),
        ("failure-level", MESSAGES, "    level: error\n", "    level: warning\n"),
        (
            "device-swallowed",
            DEVICES,
            '  - {match: "STEEL*"',
            '  - {match: "STEEL2*", family: steel}\n  - {match: "STEEL*"',
        ),
        ("device-swallowed", DEVICES, '"STEEL*"', '"OA*"'),
        ("check-requires", CHECKS, "side_effect: target", "side_effect: host"),
        ("head-sample", HEADS, '"10:11:12 The door is open."', '"10:11:12 ERROR: The door"'),
        (
            "test-twice",
            RULE,
            "    cause: likely\n    lines: [3]",
            "    cause: likely\n    answers: {key-turned: yes}",
        ),
    ],
)
def test_stays_quiet(check_id: str, place: str, old: str, new: str) -> None:
    files = changed(place, old, new)
    if new.endswith("and x"):  # the old text goes on behind what was replaced
        files = changed(place, f"{old} == DOOR_LOCKED", new.removesuffix(" and x"))
    assert [one for one in found(files, check_id) if one.file == place] == []


def test_unused_facts_are_told_by_what_leads_to_the_cause() -> None:
    chain = FILES[SECOND].replace('squeaks: {is: "event door.hinge before failed"', 'squeaks: {is: "moved"')
    chain = chain.replace(
        "cause:\n",
        "  moved: event door.hinge as hinge before failed\n  near: event any before hinge\ncause:\n",
    )
    names = [one.message.split("'")[1] for one in found({**FILES, SECOND: chain}, "fact-unused")]
    assert names == ["near"], "`moved` is part of a weighed fact, `near` of none"
