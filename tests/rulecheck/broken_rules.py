"""Mistakes in rules: what is changed in the tiny pack, and the line on which a check must find it."""

from __future__ import annotations

from broken import Broken
from tiny_pack import CHECKS, CODES, RULE, SECOND

_OPEN = "  - name: open\n    log: |\n      The door is open.\n    cause: absent\n"
_OTHER = (
    "  - name: another error\n    log: |\n      Opening failed: Lowlevel error: DOOR_ERROR (fffffffe)\n"
    "    cause: absent\n"
)
_SQUEAKS = '  squeaks:\n    is: event door.hinge\n    says: "A hinge moved, so it was not locked."\n'
_WEIGHED = "  for: {locked: strong}\n  against: {squeaks: weak}\n"
_EXPLAINED = (
    "  Somebody turned the key from the other side. The library notices when it pulls the handle, and reports a code\n"
    "  of its own, which no other failure has.\n"
)

CAUSES = [
    Broken("cause-file", RULE, "id: door-locked", "id: door-shut"),
    Broken("cause-title", RULE, "title: The door is locked", "title: The door is locked."),
    Broken("cause-title", RULE, "title: The door is locked", "title: Shut"),
    Broken("cause-title", RULE, "title: The door is locked", "title: the door is locked"),
    Broken("cause-tests", RULE, _OPEN + _OTHER, "", at="  - name: locked\n"),
    Broken("cause-more-tests", RULE, _OTHER, "", at="  - name: locked\n"),
    Broken("cause-not-weighed", RULE, _WEIGHED, "", at="  needs:"),
    Broken("cause-applies", RULE, "tools: [door]", "tools: [dorr]"),
    Broken("cause-applies", RULE, "[wood, steel]", "[wood, steal]"),
    Broken("supersedes-itself", SECOND, "supersedes: [door-locked]", "supersedes: [hinge-broken]"),
    Broken("supersedes-itself", RULE, "refs:", "compatible: [door-locked]\nrefs:"),
    Broken("supersedes-circle", RULE, "  prior: common", "  supersedes: [hinge-broken]\n  prior: common"),
    Broken("supersedes-compatible", SECOND, "refs:", "compatible: [door-locked]\nrefs:"),
    Broken("reference-missing", RULE, 'refs: ["https://example.org/doors/locked"]', "refs: []", at="id:"),
    Broken("reference-form", RULE, "https://example.org/doors/locked", "example.org/doors"),
    Broken("reference-twice", SECOND, '/hinges"]', '/hinges", "https://example.org/doors/hinges"]'),
]

WEIGHING = [
    Broken("fact-unused", RULE, "against: {squeaks: weak}", "against: {}", at="  squeaks:"),
    Broken("fact-always", RULE, "is: event door.hinge", "is: event any", at="  squeaks:"),
    Broken("fact-twice", RULE, _WEIGHED, "  for: {locked: strong, squeaks: weak}\n", at="  squeaks:").also(
        "is: event door.hinge", "is: event door.opening.failed where code == DOOR_LOCKED"
    ),
    Broken("fact-both-ways", RULE, "{squeaks: weak}", "{squeaks: weak, locked: weak}"),
    Broken("same-group", RULE, "  prior: common", "  same: [[locked]]\n  prior: common"),
    Broken("same-group", RULE, "  prior: common", "  same: [[locked, squeaks]]\n  prior: common"),
    Broken("same-group", SECOND, "  prior: occasional", "  same: [[squeaks, failed]]\n  prior: occasional"),
    Broken("needs-presence", RULE, "needs: locked", "needs: not locked"),
    Broken("needs-presence", SECOND, "needs: failed and squeaks", "needs: not failed or squeaks"),
    Broken("needs-constant", RULE, "needs: locked", "needs: locked or not locked"),
    Broken("needs-constant", RULE, "needs: locked", "needs: locked and not locked"),
    Broken("needs-ruled-out", SECOND, "rules_out: [locked]", "rules_out: [failed]"),
    Broken("needs-against", RULE, "{squeaks: weak}", "{squeaks: weak, locked: weak}"),
]

QUESTIONS = [
    Broken("question-text", RULE, 'question: "Did somebody turn the key?", ', "", at="  key-turned:"),
    Broken("question-texts", SECOND, "key-turned: {yes", 'key-turned: {question: "Was it turned?", yes'),
    Broken("question-mark", RULE, "Did somebody turn the key?", "Tell whether it was turned."),
    Broken("question-one-sided", RULE, "no: {against: weak}", "no: {for: weak}"),
    Broken("answer-empty", RULE, "no: {against: weak}", "no: {}"),
    Broken("answer-empty", SECOND, "{yes: {against: weak}, no: {for: weak}}", "{}"),
    Broken("answer-empty", SECOND, "no: {for: weak}", "no: {for: weak, against: weak}"),
    Broken("outcome-empty", SECOND, "{fits: {against: weak}}", "{fits: {}}"),
    Broken("outcome-empty", SECOND, "{fits: {against: weak}}", "{}"),
    Broken("test-answers", RULE, "    lines: [3]", "    answers: {window-open: yes}"),
    Broken("test-answers", RULE, "    lines: [3]", "    answers: {key-turned: maybe}"),
]

CURES = [
    Broken("fix-missing", SECOND, 'fix:\n  - {do: "Oil the hinge.", risk: none}\n', "", at="id:"),
    Broken("fix-loses", RULE, ', loses: "the door"', "", at="door erase"),
    Broken("fix-loses-nothing", RULE, "risk: resets", 'risk: resets, loses: "the key"'),
    Broken("fix-erases", RULE, 'risk: erases, loses: "the door"', "risk: writes"),
    Broken("fix-erases", RULE, "door unlock", "door --RECOVER"),
    Broken("fix-writes", RULE, "door unlock", "door --program key.hex"),
    Broken("fix-order", RULE, 'do: "Knock.", risk: none', 'do: "Knock.", risk: writes'),
]

PROSE = [
    Broken("says-missing", RULE, _SQUEAKS, "  squeaks: event door.hinge\n"),
    Broken("explain-short", RULE, _EXPLAINED, "  It is shut.\n", at="explain:"),
    Broken("sentence-stop", RULE, "The library says that it is locked.", "The library says so"),
    Broken("sentence-stop", CODES, "The door is locked.", "The door is locked"),
    Broken("sentence-stop", CHECKS, "There is no door.", "There is no door"),
    Broken("sentence-mark", RULE, "Knock.", "Knock!"),
    Broken("sentence-blanks", RULE, "Turn the key.", "Turn  the key."),
    Broken("unfinished", RULE, "title: The door is locked", "title: TODO the door"),
    Broken("unfinished", RULE, "is: event door.hinge", 'is: event any where text contains "TODO"'),
]

TESTS = [
    Broken(
        "test-fails",
        RULE,
        "    cause: likely\n    lines: [3]",
        "    cause: ruled-out",
        at="  - name: locked\n",
    ),
    Broken("test-fails", RULE, "    lines: [3]", "    lines: [1]", at="  - name: locked\n"),
    Broken("test-lines", RULE, "lines: [3]", "lines: [3, 4]"),
    Broken("test-lines", RULE, _OPEN, _OPEN + "    lines: [1]\n", at="lines: [1]"),
    Broken(
        "test-twice",
        RULE,
        "name: locked again",
        "name: locked",
        at="  - name: locked\n    log: |\n      Opening",
    ),
    Broken(
        "test-twice", RULE, _OTHER, _OPEN.replace("open\n", "still open\n", 1), at="  - name: still"
    ).later(1),
]
