"""The checks of a pack: what each is called, how bad its findings are, and the function that looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from analyzer.knowledge.errors import Finding
from analyzer.knowledge.yaml_source import Path_, YamlSource, parse_yaml
from analyzer.pack import Pack, PackFile


@dataclass
class Subject:
    """A compiled pack and the files it came from."""

    pack: Pack
    files: Mapping[str, PackFile]
    _sources: dict[str, YamlSource] = field(default_factory=dict)

    def source(self, place: str) -> YamlSource:
        """The positions of a file, by its place within the pack."""
        if place not in self._sources:
            file = self.files[place]
            self._sources[place] = parse_yaml(file.content.decode("utf-8-sig"), str(file.path))
        return self._sources[place]

    @cached_property
    def cause_places(self) -> Mapping[str, str]:
        """Cause id to the place of its file."""
        by_path = {str(file.path): place for place, file in self.files.items()}
        return {cause.id: by_path[cause.file] for cause in self.pack.base.causes.values()}

    def at_cause(self, cause: str, path: Path_, message: str, suggestion: str = "") -> Finding:
        """A finding in the file of a cause."""
        return self.source(self.cause_places[cause]).finding(path, message, suggestion)


Look = Callable[[Subject], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class PackCheck:
    """One check."""

    id: str
    severity: str
    look: Look
    about: str

    def run(self, subject: Subject) -> Iterator[Finding]:
        """The findings, signed with the check's id and severity."""
        return (replace(f, check=self.id, severity=self.severity) for f in self.look(subject))


CHECKS: list[PackCheck] = []
"""Every check, in the order in which they run."""


def check(id_: str, severity: str = "error") -> Callable[[Look], Look]:
    """Register a check; its docstring says what it is about."""

    def register(look: Look) -> Look:
        CHECKS.append(PackCheck(id_, severity, look, (look.__doc__ or "").strip()))
        return look

    return register
