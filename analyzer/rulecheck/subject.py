"""What checks look at: a compiled pack, each of its values beside the place in the file where it is written."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from analyzer.engine.rules import Cause
from analyzer.knowledge.errors import Finding, PackError
from analyzer.knowledge.language import SOURCE, Language
from analyzer.knowledge.yaml_source import Path_, YamlSource, parse_yaml
from analyzer.pack import Pack, PackFile
from analyzer.pack.languages import LanguagePart, compile_language, language_parts, languages_of, reference
from analyzer.parsing.catalogue import Entry
from analyzer.parsing.codes import Code, Layer
from analyzer.parsing.heads import HeadStyle
from analyzer.redact.kinds import Kind
from analyzer.rulecheck.edits import Edit

if TYPE_CHECKING:
    from analyzer.engine.result import Report
    from analyzer.rulecheck.tested import Case, Tested

Value = TypeVar("Value", covariant=True)


@dataclass(frozen=True, slots=True)
class Mendable(Finding):
    """A finding that a program can put right."""

    edit: Edit | None = None
    """What `rules check --fix` changes in the file."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A value in a file of the pack."""

    source: YamlSource
    path: Path_ = ()

    def at(self, *steps: str | int) -> Spot:
        """A value below this one."""
        return Spot(self.source, (*self.path, *steps))

    @property
    def key(self) -> Spot:
        """The key that this value stands behind."""
        return self.at("<key>")

    @property
    def value(self) -> Any:  # noqa: ANN401 - data of a YAML file is of any shape
        """The plain data written there."""
        found = self.source.data
        for step in self.path:
            found = found[step]
        return found

    def finding(self, message: str, suggestion: str = "", edit: Edit | None = None) -> Finding:
        """A finding at this value."""
        line, column = self.source.mark(self.path)
        return Mendable(self.source.name, line, column, message, suggestion, edit=edit)


@dataclass(frozen=True, slots=True)
class Placed(Generic[Value]):
    """Something of the pack and where it is written."""

    value: Value
    spot: Spot
    place: str
    """Its file's place within the pack, e.g. `messages/west.yaml`."""

    @property
    def stem(self) -> str:
        """Name of the file without folders and ending."""
        return Path(self.place).stem


@dataclass
class Subject:
    """A compiled pack, the files it came from and the corpus it is measured on."""

    pack: Pack
    files: Mapping[str, PackFile]
    corpus: Path | None = None
    _sources: dict[str, YamlSource] = field(default_factory=dict)

    def source(self, place: str) -> YamlSource:
        """The positions of a file, by its place within the pack."""
        if place not in self._sources:
            file = self.files[place]
            self._sources[place] = parse_yaml(file.content.decode("utf-8-sig"), str(file.path))
        return self._sources[place]

    def spot(self, place: str, *steps: str | int) -> Spot:
        """A value of a file, by the file's place within the pack."""
        return Spot(self.source(place), steps)

    def vocabulary(self, name: str) -> Spot:
        """The file of the vocabulary with that name."""
        return self.spot(f"vocabulary/{name}.yaml")

    @cached_property
    def causes(self) -> Mapping[str, Placed[Cause]]:
        """Every cause by its id."""
        places = {str(file.path): place for place, file in self.files.items()}
        result = {}
        for cause in self.pack.base.causes.values():
            place = places[cause.file]
            result[cause.id] = Placed(cause, self.spot(place), place)
        return result

    @cached_property
    def entries(self) -> tuple[Placed[Entry], ...]:
        """Every message, in the order of the catalogue, which is the order of the files."""
        entries = iter(self.pack.grammar.catalogue.entries)
        return tuple(
            Placed(next(entries), self.spot(place, "entries", position), place)
            for place in self._places("messages/")
            for position in range(len(self.source(place).data["entries"]))
        )

    @cached_property
    def layers(self) -> tuple[Placed[Layer], ...]:
        """Every table of codes."""
        places = {self.source(place).data["layer"]: place for place in self._places("codes/")}
        layers = self.pack.grammar.codes.layers
        return tuple(
            Placed(layers[name], self.spot(place), place) for name, place in places.items() if name in layers
        )

    @property
    def codes(self) -> Iterator[Placed[Code]]:
        """Every row of every table."""
        for layer in self.layers:
            for position, code in enumerate(layer.value.codes):
                yield Placed(code, layer.spot.at("codes", position), layer.place)

    @property
    def heads(self) -> Iterator[Placed[HeadStyle]]:
        """Every style of line head, in the order in which they are tried."""
        place = "vocabulary/heads.yaml"
        for position, style in enumerate(self.pack.grammar.heads):
            yield Placed(style, self.spot(place, "heads", position), place)

    @cached_property
    def languages(self) -> Mapping[str, tuple[Language, Sequence[LanguagePart]]]:
        """Every language without mistakes of format, English first, with its files."""
        files = tuple(self.files.values())
        found: dict[str, tuple[Language, Sequence[LanguagePart]]] = {}
        for code in sorted(languages_of(files), key=lambda code: code != SOURCE):
            english = found[SOURCE][0] if SOURCE in found else reference(files)
            with contextlib.suppress(PackError):
                found[code] = compile_language(code, files, english), language_parts(code, files)
        return found if SOURCE in found else {}

    @property
    def private(self) -> Iterator[Placed[Kind]]:
        """Every kind of private value, in the order in which they are looked for."""
        kinds = iter(self.pack.private.kinds)
        for place in self._places("vocabulary/private"):
            for position in range(len(self.source(place).data.get("kinds") or [])):
                yield Placed(next(kinds), self.spot(place, "kinds", position), place)

    @property
    def clear(self) -> Iterator[Spot]:
        """Every text that holds nothing private."""
        for place in self._places("vocabulary/private"):
            for position in range(len(self.source(place).data.get("clear") or [])):
                yield self.spot(place, "clear", position)

    @cached_property
    def tested(self) -> tuple[Tested, ...]:
        """Every test of every rule with the report on its log: made once, since each takes a whole analysis."""
        from analyzer.rulecheck.tested import run_tests

        return tuple(run_tests(self))

    @cached_property
    def clean(self) -> tuple[tuple[Case, Report], ...]:
        """Every case of the corpus that must end with no problem found, with the report on it."""
        from analyzer.rulecheck.tested import run_clean

        return tuple(run_clean(self))

    def _places(self, prefix: str) -> list[str]:
        return [place for place in self.files if place.startswith(prefix)]
