"""Where programs keep their logs: `vocabulary/places.yaml`, checked and compiled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from typing import TYPE_CHECKING

from analyzer.knowledge.errors import Finding, PackError, did_you_mean

if TYPE_CHECKING:
    from analyzer.knowledge.models import PlacesFile
    from analyzer.knowledge.yaml_source import YamlSource

VARIABLES = ("home", "appdata", "config", "here")
"""What a template of a folder may name in braces."""
SYSTEMS = ("windows", "macos", "linux")


@dataclass(frozen=True, slots=True)
class Place:
    """A folder in which a program keeps its logs."""

    id: str
    title: str
    roots: Mapping[str, str]
    """Operating system to the template of the folder that holds all of the program's."""
    variable: str | None
    """Environment variable that names that folder instead."""
    folder: str
    """Below it, with slashes."""
    files: str
    """Glob of the names of logs."""
    by_name: bool
    """True when the greatest name is the newest log, False when the last written file is."""


def compile_places(source: YamlSource) -> tuple[Place, ...]:
    """The places in the order of the file. Raises PackError with every mistake."""
    # A compiled pack holds places, and reading one must not import what checks files.
    from analyzer.knowledge.models import PlacesFile
    from analyzer.knowledge.validate import validate

    file = validate(PlacesFile, source)
    roots = {root.id: root for root in file.roots}
    findings = _wrong_templates(file, source)
    places: dict[str, Place] = {}
    for position, place in enumerate(file.places):
        path = ("places", position)
        root = roots.get(place.root)
        if root is None:
            message = f"no root is named {place.root!r}."
            findings.append(source.finding((*path, "root"), message, did_you_mean(place.root, roots)))
            continue
        if place.id in places:
            findings.append(source.finding((*path, "id"), f"the id {place.id!r} stands in this file twice."))
        templates = {"windows": root.windows, "macos": root.macos, "linux": root.linux}
        places[place.id] = Place(
            place.id, place.title, templates, root.variable, place.folder, place.files, place.newest == "name"
        )
    if findings:
        raise PackError(findings)
    return tuple(places.values())


def _wrong_templates(file: PlacesFile, source: YamlSource) -> list[Finding]:
    findings = []
    for position, root in enumerate(file.roots):
        for system in SYSTEMS:
            path = ("roots", position, system)
            try:
                names = {
                    name for _, name, _, _ in Formatter().parse(getattr(root, system)) if name is not None
                }
            except ValueError as error:
                findings.append(source.finding(path, f"is no template: {error}."))
                continue
            findings += [
                source.finding(path, f"no folder is named {{{name}}}.", did_you_mean(name, VARIABLES))
                for name in sorted(names - set(VARIABLES))
            ]
    return findings
