"""The file of private values, checked against its model, to what redaction works with."""

from __future__ import annotations

import re

from analyzer.knowledge.errors import Finding, PackError
from analyzer.knowledge.models import PrivateFile, PrivateKindModel, ShapeModel
from analyzer.knowledge.validate import validate
from analyzer.knowledge.yaml_source import Path_, YamlSource
from analyzer.redact.kinds import Kind, Names, PrivateKinds, Shape

_NEEDED = ("user", "host", "folder", "secret", "named")
"""Kinds of the parts of paths and addresses, and of what a person names; a pack may leave out the others."""
_WORDED = ("word", "serial", "mail", "secret")


def compile_private(source: YamlSource) -> PrivateKinds:
    """The kinds of private values. Raises PackError with every mistake."""
    file = validate(PrivateFile, source)
    findings: list[Finding] = []
    for position, model in enumerate(file.kinds):
        findings += _mistakes(source, model, ("kinds", position))
    ids = [model.id for model in file.kinds]
    for name in _NEEDED:
        if name not in ids:
            findings.append(source.finding(("kinds",), f"the kind {name!r} is missing, and others need it."))
    if findings:
        raise PackError(findings)
    return PrivateKinds(
        kinds=tuple(_kind(model) for model in file.kinds),
        homes=Names(file.paths.homes),
        suffixes=Names(file.paths.suffixes),
        named=Names(file.paths.named),
        members=Names(file.addresses.members),
        owners=Names(file.addresses.owners),
        shared=Names(file.addresses.shared),
        secrets=Names(file.addresses.secrets),
        common=frozenset(word.casefold() for word in file.words),
        clear=tuple(file.clear),
        not_covered=tuple(file.not_covered),
    )


def _kind(model: PrivateKindModel) -> Kind:
    return Kind(
        id=model.id,
        title=model.title,
        form=model.form,
        words=tuple(model.words),
        shapes=tuple(_shape(shape) for shape in model.shapes),
        not_after=model.not_after or "",
        not_before=model.not_before or "",
        keeps=Names(model.keeps),
        learn=model.learn or "",
        unlearned=Names(model.unlearned),
        samples=tuple((sample.text, sample.becomes) for sample in model.samples),
    )


def _shape(model: ShapeModel) -> Shape:
    needs = tuple(need.lower() for need in model.needs)
    return Shape(model.regex, needs, model.run, model.after or "", model.walk or "", model.luhn, model.sure)


def _mistakes(source: YamlSource, model: PrivateKindModel, path: Path_) -> list[Finding]:
    found: list[Finding] = []
    if model.form in _WORDED and not model.words:
        found.append(source.finding((*path, "form"), f"{model.id}: tokens of this form need `words`."))
    expressions: list[tuple[Path_, str | None]] = [
        ((*path, key), getattr(model, key)) for key in ("not_after", "not_before")
    ]
    for position, shape in enumerate(model.shapes):
        place = (*path, "shapes", position)
        expressions += [((*place, "regex"), shape.regex), ((*place, "after"), shape.after)]
    for place, text in expressions:
        try:
            groups = re.compile(text or "").groupindex
        except re.error as error:
            found.append(source.finding(place, f"{model.id}: the regex cannot be compiled: {error}."))
            continue
        if place[-1] == "regex" and "private" not in groups:
            found.append(source.finding(place, f"{model.id}: the regex has no group named `private`."))
    return found
