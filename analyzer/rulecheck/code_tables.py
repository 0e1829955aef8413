"""Checks of the tables of error codes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analyzer.knowledge.errors import Finding, did_you_mean
from analyzer.rulecheck.registry import check
from analyzer.rulecheck.spelling import listed
from analyzer.rulecheck.subject import Subject

NOTATIONS = frozenset(
    {
        "backend",
        "dfu-extended",
        "dfu-response",
        "dll-reported",
        "dll-returned",
        "encountered",
        "error-code",
        "error-object",
        "errorcode",
        "exit-status",
        "lowlevel",
        "make-error",
        "named",
        "nrfutil-code",
        "smp",
    }
)
"""The writings of a code that the payload grammar tells apart."""
_OF_A_TOOL = frozenset({"exit-status", "make-error"})
"""Writings that name the tool, and are looked up in its tables only."""
_VERSION = re.compile(r"v?\d+(\.\d+)*[a-z]?\Z")


@check("code-file")
def file_name(subject: Subject) -> Iterator[Finding]:
    """The layer that a table names is the name of its file."""
    for layer in subject.layers:
        if layer.value.id != layer.stem:
            yield layer.spot.at("layer").finding(
                f"the layer is {layer.value.id!r}, the file is named {layer.stem!r}.",
                "Give both the same name.",
            )


@check("code-notation")
def notation(subject: Subject) -> Iterator[Finding]:
    """The notations of a table are writings that the payload grammar knows."""
    for layer in subject.layers:
        for position, name in enumerate(map(str, layer.spot.value.get("notations") or [])):
            if name not in NOTATIONS:
                suggestion = did_you_mean(name, NOTATIONS) or f"Known are {listed(NOTATIONS)}."
                spot = layer.spot.at("notations", position)
                yield spot.finding(f"no construct of a payload is named {name!r}.", suggestion)


@check("code-unreachable", "warning")
def unreachable(subject: Subject) -> Iterator[Finding]:
    """A table has a notation, or nothing in a log would ever be looked up in it."""
    for layer in subject.layers:
        if not layer.value.notations:
            yield layer.spot.at("layer").finding(
                f"{layer.value.id} has no `notations`, so only `explain` finds its codes."
            )


@check("code-umbrella", "warning")
def umbrella(subject: Subject) -> Iterator[Finding]:
    """A code that gathers many failures says what it usually is."""
    for code in subject.codes:
        if code.value.umbrella and not code.value.usually:
            yield code.spot.finding(
                f"{code.value.name or code.value.code} is an umbrella code without `usually`.",
                "List what it most often turns out to be.",
            )


@check("code-usually", "warning")
def usually(subject: Subject) -> Iterator[Finding]:
    """What a code usually is stands in phrases: each once, without a full stop."""
    for code in subject.codes:
        for position, phrase in enumerate(code.value.usually):
            if phrase.endswith(".") or phrase in code.value.usually[:position]:
                what = "ends with a full stop" if phrase.endswith(".") else "stands here already"
                yield code.spot.at("usually", position).finding(f"{phrase!r} {what}.", "Leave it out.")


@check("code-since", "warning")
def since(subject: Subject) -> Iterator[Finding]:
    """`since` and `until` are versions."""
    for code in subject.codes:
        for key in ("since", "until"):
            version = code.spot.value.get(key)
            if version is not None and not _VERSION.match(str(version)):
                yield code.spot.at(key).finding(
                    f"{version!r} is no version.", "Write it as the tool prints it."
                )


@check("code-tool", "warning")
def tool(subject: Subject) -> Iterator[Finding]:
    """A table of exit codes names a tool whose messages or line heads the pack knows: they are told apart by it."""
    grammar = subject.pack.grammar
    known = set(grammar.tools) | {style.tool for style in grammar.heads if style.tool}
    for layer in subject.layers:
        name = layer.value.tool
        if name and name not in known and layer.value.notations & _OF_A_TOOL:
            suggestion = did_you_mean(name, known) or f"Known are {listed(known)}."
            yield layer.spot.at("tool").finding(f"no messages of a tool {name!r} are known.", suggestion)
