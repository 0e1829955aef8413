"""A rule pack of a few lines about a door, for trying the checks: whole and sound, or with one thing changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from analyzer.knowledge.errors import Finding
from analyzer.pack import PackFile
from analyzer.rulecheck.check import Checked, check_files

RULE = "causes/host/door-locked.yaml"
SECOND = "causes/host/hinge-broken.yaml"
MESSAGES = "messages/door.yaml"
CODES = "codes/doorlib.yaml"
HEADS = "vocabulary/heads.yaml"
OPERATIONS = "vocabulary/operations.yaml"
DEVICES = "vocabulary/devices.yaml"
CHECKS = "vocabulary/checks.yaml"
WEIGHTS = "vocabulary/weights.yaml"
PRIVATE = "vocabulary/private.yaml"

FILES: Mapping[str, str] = {
    HEADS: """\
heads:
  - id: clock
    tool: door
    regex: '(?P<time>\\d\\d:\\d\\d:\\d\\d) (?:(?P<level>ERROR|INFO) )?'
    samples: ["10:11:12 INFO The door is open.", "10:11:12 The door is open."]
  - id: shout
    level: error
    regex: 'ERROR: '
    samples: ["ERROR: The door is stuck."]
""",
    OPERATIONS: """\
sessions:
  starts: [door.started]
  begins: [door.started]
groups: {host: host}
operations:
  - kind: door.opening
    title: open the door
    medium: host
    starts: [door.opening.started]
    inside: [door.opening]
    fails: [door.opening.failed]
    succeeds: [door.opening.done]
""",
    DEVICES: """\
families: [wood, steel]
devices:
  - {match: "OAK*", family: wood, part: Oak}
  - {match: "STEEL*", family: steel, part: Steel}
""",
    CHECKS: """\
checks:
  - id: host.door-seen
    asks: Is there a door?
    side_effect: host
    outcomes:
      there: "There is a door."
      gone: "There is no door."
    how: "Look."
  - id: target.key-fits
    asks: Does the key fit?
    side_effect: target
    requires: [host.door-seen]
    outcomes:
      fits: "The key fits."
      sticks: "The key does not fit."
    how: "Try the key."
""",
    WEIGHTS: """\
evidence: {decisive: 20, strong: 10, moderate: 5, weak: 2}
priors: {common: 0, occasional: -3, uncommon: -6, rare: -10}
none_of_these: 0
likely: 0.5
leader: 0.35
possible: 0.02
costs: {host: 1, probe: 2, target: 3, question: 4, halt: 12, reset: 20}
""",
    PRIVATE: """\
kinds:
  - id: secret
    title: keys of doors
    form: secret
    words: [secret, k]
    shapes: [{regex: 'key=(?P<private>\\w{4,40})'}]
    samples: [{text: "key=3fG7h2kQ", becomes: "key=secret1x"}]
  - id: host
    title: houses
    form: word
    words: [host, h]
    shapes: [{regex: 'house (?P<private>\\w{2,40})'}]
    keeps: [town-hall]
    samples: [{text: "house Elm", becomes: "house h1x"}]
  - id: folder
    title: floors
    form: word
    words: [dir, d]
    shapes: [{regex: '(?<!\\w)(?P<private>/)(?=\\w)', walk: absolute}]
    keeps: [home]
    samples: [{text: "/home/ina/cellar/door.log", becomes: "/home/us1/dir1xx/door.log"}]
  - id: user
    title: people behind the door
    form: word
    words: [user, us, u]
    shapes: [{regex: 'opened by (?P<private>\\w{2,40})', needs: ["opened by"]}]
    learn: any
    samples: [{text: "opened by ina", becomes: "opened by us1"}]
  - {id: named, title: what somebody named, form: word, words: [word, w]}
paths: {homes: [home], suffixes: [log]}
addresses: {members: [], shared: [], owners: [], secrets: []}
words: [nobody]
clear: ["The door is open.", "opened by nobody"]
not_covered: ["Fingerprints stay on the handle."]
""",
    CODES: """\
layer: doorlib
title: Codes of the door library
number: signed32
notations: [lowlevel, named]
codes:
  - {code: -1, name: DOOR_LOCKED, since: "1.0", meaning: "The door is locked.", usually: ["a turned key"]}
  - {code: -2, name: DOOR_ERROR, umbrella: true, meaning: "Something with the door.", usually: ["rust", "wind"]}
""",
    MESSAGES: """\
tool: door
title: Door opener
entries:
  - id: version
    kind: door.started
    pattern: "Door opener {version:version} with library {library:version}"
    sets: {door: version, library: library}
    samples:
      - {text: "Door opener 1.2.3 with library 4.5.6", fields: {version: "1.2.3"}}
  - id: opening
    kind: door.opening.started
    pattern: "Opening door {number:int} of {count:int}"
    samples: [{text: "Opening door 3 of 12", fields: {number: 3}}]
  - id: opened
    kind: door.opening.done
    pattern: "The door is open."
    samples: ["10:11:12 INFO The door is open."]
  - id: opening-failed
    kind: door.opening.failed
    level: error
    pattern: "Opening failed: {payload:payload}"
    samples: ["Opening failed: Lowlevel error: DOOR_LOCKED (ffffffff)"]
  - id: squeak
    kind: door.hinge
    level: warning
    regex: 'Hinge (?P<hinge>\\d+) squeaks(?: at (?P<pitch>[0-9]+) Hz)?\\.?'
    types: {hinge: int, pitch: int}
    samples: ["Hinge 2 squeaks at 440 Hz.", "Hinge 1 squeaks"]
""",
    RULE: """\
id: door-locked
title: The door is locked
applies: {tools: [door], families: [wood, steel]}
facts:
  locked:
    is: event door.opening.failed where code == DOOR_LOCKED
    says: "The library says that it is locked."
  squeaks:
    is: event door.hinge
    says: "A hinge moved, so it was not locked."
cause:
  needs: locked
  prior: common
  for: {locked: strong}
  against: {squeaks: weak}
checks:
  target.key-fits: {fits: {for: weak}, sticks: {against: moderate}}
ask:
  key-turned: {question: "Did somebody turn the key?", yes: {for: strong}, no: {against: weak}}
explain: |
  Somebody turned the key from the other side. The library notices when it pulls the handle, and reports a code
  of its own, which no other failure has.
fix:
  - {do: "Knock.", risk: none}
  - {do: "Turn the key.", run: "door unlock", risk: resets}
  - {do: "Take another door.", run: "door erase --all", risk: erases, loses: "the door"}
refs: ["https://example.org/doors/locked"]
tests:
  - name: locked
    log: |
      Door opener 1.2.3 with library 4.5.6
      Opening door 1 of 2
      Opening failed: Lowlevel error: DOOR_LOCKED (ffffffff)
    cause: likely
    lines: [3]
  - name: locked again
    log: |
      Opening failed: Lowlevel error: DOOR_LOCKED (ffffffff)
    cause: likely
  - name: open
    log: |
      The door is open.
    cause: absent
  - name: another error
    log: |
      Opening failed: Lowlevel error: DOOR_ERROR (fffffffe)
    cause: absent
""",
    SECOND: """\
id: hinge-broken
title: A hinge of the door is broken
facts:
  failed: {is: "event door.opening.failed where code == DOOR_ERROR", says: "It failed without a reason."}
  squeaks: {is: "event door.hinge before failed", says: "A hinge had complained before."}
  locked: {is: "event door.opening.failed where code == DOOR_LOCKED", says: "It was locked."}
cause:
  needs: failed and squeaks
  prior: occasional
  for: {squeaks: strong}
  rules_out: [locked]
  supersedes: [door-locked]
checks:
  target.key-fits: {fits: {against: weak}}
ask:
  key-turned: {yes: {against: weak}, no: {for: weak}}
explain: |
  A hinge that squeaks is dry; one that is dry breaks. The opener then pulls with all its force, and its library has
  no code for that, so it says that something is wrong.
fix:
  - {do: "Oil the hinge.", risk: none}
refs: ["https://example.org/doors/hinges"]
tests:
  - name: squeaks, then fails
    log: |
      Hinge 2 squeaks at 440 Hz.
      Opening failed: Lowlevel error: DOOR_ERROR (fffffffe)
    cause: likely
    lines: [1]
  - name: both hinges
    log: |
      Hinge 1 squeaks
      Hinge 2 squeaks
      Opening failed: Lowlevel error: DOOR_ERROR (fffffffe)
    cause: likely
  - name: no squeak
    log: |
      Door opener 1.2.3 with library 4.5.6
      Opening failed: Lowlevel error: DOOR_ERROR (fffffffe)
    cause: absent
  - name: open
    log: |
      The door is open.
    cause: absent
""",
}


def changed(place: str, old: str, new: str) -> dict[str, str]:
    """The files of the pack with one text in one file replaced by another."""
    text = FILES[place]
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {place}"
    return {**FILES, place: text.replace(old, new)}


def check(files: Mapping[str, str], only: Collection[str] = (), corpus: Path | None = None) -> Checked:
    """Check a pack that exists in memory only."""
    packed = [PackFile(Path(place), place, text.encode("utf-8")) for place, text in files.items()]
    return check_files(packed, only=only, corpus=corpus)


def found(files: Mapping[str, str], check_id: str, corpus: Path | None = None) -> list[Finding]:
    """The findings of one check."""
    return [one for one in check(files, [check_id], corpus).findings if one.check == check_id]


def line_of(text: str, mark: str) -> int:
    """The line on which a text first stands, counted from 1."""
    return text[: text.index(mark)].count("\n") + 1
