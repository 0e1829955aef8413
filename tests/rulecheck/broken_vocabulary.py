"""Mistakes in code tables and in the vocabulary: what is changed in the tiny pack, and where a check must find it."""

from __future__ import annotations

from broken import Broken
from tiny_pack import CHECKS, CODES, DEVICES, OPERATIONS, WEIGHTS

CODE_TABLES = [
    Broken("code-file", CODES, "layer: doorlib", "layer: doorlibrary"),
    Broken("code-notation", CODES, "notations: [lowlevel, named]", "notations: [lowlevel, names]"),
    Broken("code-unreachable", CODES, "notations: [lowlevel, named]\n", "", at="layer:"),
    Broken("code-umbrella", CODES, ', usually: ["rust", "wind"]', "", at="-2"),
    Broken("code-usually", CODES, '["rust", "wind"]', '["rust", "wind."]'),
    Broken("code-usually", CODES, '["rust", "wind"]', '["rust", "rust"]'),
    Broken("code-since", CODES, 'since: "1.0"', 'since: "the first"'),
    Broken(
        "code-tool", CODES, "notations: [lowlevel, named]", "notations: [exit-status]\ntool: dor", at="tool:"
    ),
]

_UNUSED = "  - {id: host.wall, asks: A wall?, side_effect: host, how: Look., outcomes: {a: A., b: B.}}\n"

DEVICE_NAMES = [
    Broken(
        "device-swallowed",
        DEVICES,
        '  - {match: "STEEL*"',
        '  - {match: "S*", family: steel}\n  - {match: "STEEL*"',
        at='"STEEL*"',
    ),
    Broken("device-family", DEVICES, "families: [wood, steel]", "families: [wood, steel, glass]"),
]

OPERATION_KINDS = [
    Broken(
        "operation-unseen",
        OPERATIONS,
        "fails: [door.opening.failed]",
        "fails: [door.opening.lost]",
        at="kind: door.opening",
    ),
    Broken(
        "operation-unseen",
        OPERATIONS,
        "operations:\n",
        "operations:\n  - {kind: wall, title: w, medium: host}\n",
        at="kind: wall",
    ),
    Broken("operation-kind", OPERATIONS, "fails: [door.opening.failed]", "fails: [door.opening.faled]"),
    Broken("operation-medium", OPERATIONS, "medium: host", "medium: usb"),
]

LIVE_CHECKS = [
    Broken("check-requires", CHECKS, "requires: [host.door-seen]", "requires: [host.dor-seen]"),
    Broken("check-requires", CHECKS, "side_effect: target", "side_effect: host", at="requires:").also(
        "    side_effect: host\n    outcomes:\n      there",
        "    side_effect: halt\n    outcomes:\n      there",
    ),
    Broken("check-requires", CHECKS, "requires: [host.door-seen]", "requires: [target.key-fits]"),
    Broken("check-outcomes", CHECKS, '      gone: "There is no door."\n', "", at="      there:"),
    Broken("check-unused", CHECKS, "checks:\n", "checks:\n" + _UNUSED, at="id: host.wall"),
]

NUMBERS = [
    Broken("weights-order", WEIGHTS, "strong: 10", "strong: 30"),
    Broken("weights-order", WEIGHTS, "weak: 2", "weak: 0"),
    Broken("weights-order", WEIGHTS, "rare: -10", "rare: -1"),
    Broken("weights-order", WEIGHTS, "likely: 0.5", "likely: 0.2"),
    Broken("weights-order", WEIGHTS, "question: 4", "question: 0"),
]
