"""Mistakes in messages and line heads: what is changed in the tiny pack, and where a check must find it."""

from __future__ import annotations

from broken import Broken
from tiny_pack import HEADS, MESSAGES

_LAST = '    samples: ["Hinge 2 squeaks at 440 Hz.", "Hinge 1 squeaks"]\n'
_OPENED = 'pattern: "The door is open."\n    samples: ["10:11:12 INFO The door is open."]\n'
_HINGE = "'Hinge (?P<hinge>\\d+) squeaks(?: at (?P<pitch>[0-9]+) Hz)?\\.?'"


def _added(*lines: str) -> str:
    """The last message with another behind it."""
    return _LAST + "  - id: another\n" + "".join(f"    {line}\n" for line in lines)


def _copies(number: int, line: str) -> str:
    """The last message with several behind it that share a line."""
    entries = (
        f'  - id: copy-{i}\n    kind: door.frame\n    pattern: "Frame {i} of {{library:version}}"\n'
        f'    samples: ["Frame {i} of 1.2.3"]\n    {line}\n'
        for i in range(number)
    )
    return _LAST + "".join(entries)


HEAD_STYLES = [
    Broken("head-sample", HEADS, '"10:11:12 The door is open."', '"10:11 The door is open."'),
    Broken("head-sample", HEADS, '["ERROR: The door is stuck."]', '["10:11:12 ERROR: The door is stuck."]'),
    Broken("head-sample", HEADS, "ERROR|INFO", "ERROR|INFO|LOUD", at="10:11:12 LOUD").also(
        "10:11:12 INFO The", "10:11:12 LOUD The"
    ),
    Broken("head-time", HEADS, "\\d\\d:\\d\\d:\\d\\d)", "noon)").also(
        '"10:11:12 INFO The door is open.", "10:11:12 The door is open."', '"noon The door is open."'
    ),
]

SAMPLES = [
    Broken("message-file", MESSAGES, "tool: door", "tool: gate"),
    Broken("message-sample", MESSAGES, '"Hinge 1 squeaks"', '"Hinge one squeaks"'),
    Broken("message-sample", MESSAGES, '"Hinge 1 squeaks"', '"10:11:12 The door is open."'),
    Broken("message-fields", MESSAGES, 'fields: {version: "1.2.3"}', 'fields: {version: "1.2"}'),
    Broken("message-fields", MESSAGES, "fields: {number: 3}", "fields: {number: 3, angle: 90}"),
    Broken(
        "pattern-shadowed",
        MESSAGES,
        _LAST,
        _added(
            "kind: door.noise", 'pattern: "Hinge 2 squeaks{*}"', 'samples: ["Hinge 2 squeaks at 440 Hz."]'
        ),
        at="id: another",
    ),
    Broken(
        "pattern-twice",
        MESSAGES,
        _LAST,
        _added(
            "kind: door.x", 'pattern: "Opening door {a:int} of {b:int}"', 'samples: ["Opening door 1 of 2"]'
        ),
        at="{a:int}",
    ),
]

PATTERNS = [
    Broken(
        "pattern-texts",
        MESSAGES,
        "Opening failed: {payload:payload}",
        "Opening {a}, {b}, {c}: {payload:payload}",
    ),
    Broken(
        "pattern-neighbours", MESSAGES, "Opening failed: {payload:payload}", "Opening {what}{why:payload}"
    ),
    Broken(
        "pattern-neighbours", MESSAGES, "Opening failed: {payload:payload}", "Opening {what} {why:payload}"
    ),
    Broken("pattern-neighbours", MESSAGES, "Opening failed: {payload:payload}", "Opening {what:word}{why}"),
    Broken("pattern-neighbours", MESSAGES, "Opening failed: {payload:payload}", "Opening {what}{? }{n:int}"),
    Broken("pattern-vague", MESSAGES, "Opening failed: {payload:payload}", "{what}: {payload:payload}"),
    Broken("regex-dot", MESSAGES, _HINGE, "'Hinge.one squeaks at (?P<hinge>\\d+)(?P<pitch>)'"),
    Broken("regex-nested", MESSAGES, _HINGE, "'Hinge (?P<hinge>(?:\\d+,?)+) (?P<pitch>)squeaks'"),
    Broken("regex-nested", HEADS, "regex: 'ERROR: '", "regex: '(?:ERR(?:OR)*)*: '"),
    Broken("regex-greedy", MESSAGES, _HINGE, "'Hinge.* (?P<hinge>\\d+) (?P<pitch>)squeaks'"),
    Broken("pattern-slow", MESSAGES, _HINGE, "'Hinge (?P<hinge>(?:\\d+)+)(?P<pitch>) squeaks'"),
    Broken(
        "pattern-slow", MESSAGES, _HINGE, "'Hinge (?P<hinge>.+) +(?P<pitch>.+) +(.+) +squeaks'", at="'Hinge"
    )
    .also('samples: ["Hinge 2 squeaks at 440 Hz.", "Hinge 1 squeaks"]', 'samples: ["Hinge 2 3 4 squeaks"]')
    .also("    types: {hinge: int, pitch: int}\n", ""),
]

KINDS = [
    Broken("kind-form", MESSAGES, "kind: door.hinge", "kind: squeaking"),
    Broken("kind-form", MESSAGES, "kind: door.hinge", "kind: door.hinge.upper.left.squeak"),
    Broken("kind-spelling", MESSAGES, _LAST, _copies(5, "level: info"), at="kind: door.farme").also(
        "kind: door.hinge", "kind: door.farme"
    ),
    Broken("sets-name", MESSAGES, "library: library}", "libraryVersion: library}"),
    Broken(
        "sets-spelling", MESSAGES, _LAST, _copies(5, "sets: {libary: library}"), at="{door: version, library"
    ),
    Broken(
        "field-type", MESSAGES, "kind: door.hinge", "kind: door.opening.started", at="- id: opening\n"
    ).also("{count:int}", "{hinge:word}"),
    Broken("failure-level", MESSAGES, "    level: error\n", "", at="kind: door.opening.failed"),
]
