"""Compiling a pack: every file checked and joined, with all mistakes collected before giving up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from analyzer.engine.compile import compile_cause, compile_checks, compile_weights
from analyzer.engine.fact_ast import CodeRef
from analyzer.engine.fact_vocabulary import Vocabulary
from analyzer.engine.rules import Ask, Cause, RuleBase
from analyzer.knowledge.errors import Finding, PackError, did_you_mean
from analyzer.knowledge.yaml_source import YamlSource
from analyzer.pack.compiled import Pack
from analyzer.pack.files import PackFile
from analyzer.pack.parse_file import parse_file
from analyzer.pack.places import compile_places
from analyzer.parsing.catalogue import Catalogue, Entry
from analyzer.parsing.codes import CodeTables, Layer
from analyzer.parsing.compile import (
    compile_codes,
    compile_devices,
    compile_heads,
    compile_messages,
    compile_operations,
)
from analyzer.parsing.grammar import LogGrammar, Tool
from analyzer.parsing.payload import PayloadGrammar
from analyzer.parsing.reader import UNKNOWN
from analyzer.redact.compile import compile_private
from analyzer.redact.kinds import NOTHING_PRIVATE, PrivateKinds

Compiled = TypeVar("Compiled")


def compile_pack(files: Sequence[PackFile]) -> Pack:
    """Compile the files of a pack. Raises PackError with every mistake found in any of them."""
    return _PackCompiler(files).pack()


class _PackCompiler:
    """Collects the findings of all files while compiling them."""

    def __init__(self, files: Sequence[PackFile]) -> None:
        self.files = {file.place: file for file in files}
        self.findings: list[Finding] = []

    def pack(self) -> Pack:
        grammar = self._grammar()
        checks = self._vocabulary("checks", compile_checks)
        weights = self._vocabulary("weights", compile_weights)
        # A pack without places knows logs all the same: a path must be given then.
        places = self._vocabulary("places", compile_places) if "vocabulary/places.yaml" in self.files else ()
        private = self._private()
        if grammar is None or checks is None or weights is None or places is None or private is None:
            raise PackError(self.findings)
        vocabulary = vocabulary_of(grammar)
        causes: dict[str, Cause] = {}
        for place, source in self._sources("causes/"):
            area = place.split("/")[1] if place.count("/") > 1 else ""
            cause = self._try(lambda s=source, a=area: compile_cause(s, a, vocabulary, checks))  # type: ignore[misc]
            if cause is not None:
                causes[cause.id] = cause
        self._references(causes)
        if self.findings:
            raise PackError(self.findings)
        base = RuleBase(_shared_questions(causes), checks, weights, grammar.medium_groups)
        return Pack(grammar, base, "", places, private)

    def _private(self) -> PrivateKinds | None:
        """What is private; a pack that does not tell redacts nothing and diagnoses all the same."""
        sources = [source for _, source in self._sources("vocabulary/private")]
        return self._try(lambda: compile_private(*sources)) if sources else NOTHING_PRIVATE

    def _grammar(self) -> LogGrammar | None:
        entries: list[Entry] = []
        tools: dict[str, Tool] = {}
        layers: dict[str, Layer] = {}
        for _, source in self._sources("messages/"):
            compiled = self._try(lambda s=source: compile_messages(s))  # type: ignore[misc]
            if compiled is not None:
                tool, messages = compiled
                tools[tool.id] = tool
                entries.extend(messages)
        for _, source in self._sources("codes/"):
            layer = self._try(lambda s=source: compile_codes(s))  # type: ignore[misc]
            if layer is not None:
                layers[layer.id] = layer
        heads = self._vocabulary("heads", compile_heads)
        devices = self._vocabulary("devices", compile_devices)
        operations = self._vocabulary("operations", compile_operations)
        if heads is None or devices is None or operations is None:
            return None
        return LogGrammar(
            heads,
            Catalogue(tuple(entries)),
            CodeTables(layers),
            devices,
            *operations,
            PayloadGrammar.build(),
            tools,
        )

    def _sources(self, prefix: str) -> list[tuple[str, YamlSource]]:
        result = []
        for place, file in self.files.items():
            if place.startswith(prefix):
                source = self._try(lambda f=file: parse_file(f))  # type: ignore[misc]
                if source is not None:
                    result.append((place, source))
        return result

    def _vocabulary(self, name: str, compiler: Callable[[YamlSource], Compiled]) -> Compiled | None:
        file = self.files.get(f"vocabulary/{name}.yaml")
        if file is None:
            self.findings.append(Finding(f"vocabulary/{name}.yaml", 1, 1, "is missing from the pack."))
            return None
        return self._try(lambda: compiler(parse_file(file)))

    def _try(self, action: Callable[[], Compiled]) -> Compiled | None:
        try:
            return action()
        except PackError as error:
            self.findings.extend(error.findings)
            return None

    def _references(self, causes: Mapping[str, Cause]) -> None:
        """References between causes; a cause that failed to compile is not complained of twice."""
        known = set(causes) | {
            place.rsplit("/", 1)[-1][:-5] for place in self.files if place.startswith("causes/")
        }
        for cause in causes.values():
            for other in sorted(cause.supersedes | cause.compatible):
                if other not in known:
                    message = f"{cause.id}: no cause is named {other!r}."
                    self.findings.append(Finding(cause.file, 1, 1, message, did_you_mean(other, known)))


_DERIVED_NAMES = ("family", "part")
"""Names of the environment that devices.yaml tells from a printed device name."""


def vocabulary_of(grammar: LogGrammar) -> Vocabulary:
    """What facts may name: the catalogue's kinds and fields, the tables' codes, the environment's names."""
    kinds = dict(grammar.catalogue.kinds())
    kinds.setdefault(UNKNOWN, frozenset())
    codes: dict[str, list[CodeRef]] = {}
    for layer in grammar.codes.layers.values():
        for row in layer.codes:
            for name in row.names:
                codes.setdefault(name, []).append(CodeRef(layer.id, row.code))
    names = {name for entry in grammar.catalogue.entries for name in entry.sets}
    return Vocabulary(
        kinds,
        {name: tuple(refs) for name, refs in codes.items()},
        frozenset(names | set(_DERIVED_NAMES)),
        {"family": frozenset(grammar.devices.families)},
    )


def _shared_questions(causes: Mapping[str, Cause]) -> dict[str, Cause]:
    """A question that several rules ask is written out in one of them."""
    from dataclasses import replace

    texts = {a.id: a.question for c in causes.values() for a in c.asks.values() if a.question}
    result = {}
    for cause in causes.values():
        asks = {n: Ask(n, a.question or texts.get(n, n), a.answers) for n, a in cause.asks.items()}
        result[cause.id] = replace(cause, asks=asks)
    return result
