"""The files of private values, checked against their model, to what redaction works with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analyzer.knowledge.errors import Finding, PackError
from analyzer.knowledge.models import PrivateFile, PrivateKindModel, ShapeModel
from analyzer.knowledge.validate import validate
from analyzer.knowledge.yaml_source import Path_, YamlSource
from analyzer.redact.kinds import Kind, Names, PrivateKinds, Shape

_NEEDED = ("user", "host", "folder", "secret", "named")
"""Kinds of the parts of paths and addresses, and of what a person names; a pack may leave out the others."""
_WORDED = ("word", "serial", "mail", "secret")


def compile_private(sources: Sequence[YamlSource]) -> PrivateKinds:
    """The kinds of private values of all files. Raises PackError with every mistake."""
    files = [validate(PrivateFile, source) for source in sources]
    findings: list[Finding] = []
    seen: set[str] = set()
    for source, file in zip(sources, files, strict=True):
        for position, model in enumerate(file.kinds):
            path = ("kinds", position)
            findings += _mistakes(source, model, path)
            if model.id in seen:
                findings.append(source.finding((*path, "id"), f"the kind {model.id!r} is there twice."))
            seen.add(model.id)
    for name in _NEEDED:
        if name not in seen:
            findings.append(sources[0].finding((), f"the kind {name!r} is missing, and others need it."))
    if findings:
        raise PackError(findings)
    return _joined(files)


def _joined(files: Sequence[PrivateFile]) -> PrivateKinds:
    return PrivateKinds(
        kinds=tuple(_kind(model) for file in files for model in file.kinds),
        homes=Names(name for file in files for name in file.paths.homes),
        suffixes=Names(name for file in files for name in file.paths.suffixes),
        named=Names(name for file in files for name in file.paths.named),
        members=Names(name for file in files for name in file.addresses.members),
        owners=Names(name for file in files for name in file.addresses.owners),
        shared=Names(name for file in files for name in file.addresses.shared),
        secrets=Names(name for file in files for name in file.addresses.secrets),
        common=frozenset(word.casefold() for file in files for word in file.words),
        clear=tuple(text for file in files for text in file.clear),
        not_covered=tuple(sentence for file in files for sentence in file.not_covered),
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
