"""The files of private values, checked against their model, to what redaction works with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from analyzer.knowledge.errors import Finding, PackError
from analyzer.knowledge.private_model import PrivateFile, PrivateKindModel, ShapeModel
from analyzer.knowledge.validate import validate
from analyzer.knowledge.yaml_source import Path_, YamlSource
from analyzer.redact.kinds import Kind, Names, PrivateKinds, Shape, ending

_NEEDED = ("user", "host", "folder", "secret", "named")
"""Kinds of the parts of paths and addresses, and of what a person names; a pack may leave out the others."""
_WORDED = ("word", "serial", "mail", "secret")


def compile_private(*sources: YamlSource) -> PrivateKinds:
    """The kinds of private values of all files together. Raises PackError with every mistake."""
    files = [(source, validate(PrivateFile, source)) for source in sources]
    findings = [finding for source, file in files for finding in _mistakes(source, file)]
    seen: set[str] = set()
    for source, file in files:
        for position, model in enumerate(file.kinds):
            if model.id in seen:
                place = ("kinds", position, "id")
                findings.append(source.finding(place, f"the kind {model.id!r} is there twice."))
            seen.add(model.id)
    for name in _NEEDED:
        if name not in seen:
            findings.append(sources[0].finding((), f"the kind {name!r} is missing, and others need it."))
    if findings:
        raise PackError(findings)
    return _joined([file for _, file in files])


def compile_kinds(source: YamlSource) -> tuple[Kind, ...]:
    """The kinds of one file, whatever is in the others. Raises PackError with every mistake."""
    file = validate(PrivateFile, source)
    if findings := list(_mistakes(source, file)):
        raise PackError(findings)
    return tuple(_kind(model) for model in file.kinds)


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


def _mistakes(source: YamlSource, file: PrivateFile) -> Iterator[Finding]:
    for position, model in enumerate(file.kinds):
        path = ("kinds", position)
        if model.form in _WORDED and not model.words:
            yield source.finding((*path, "form"), f"{model.id}: tokens of this form need `words`.")
        for place, text in _expressions(model, path):
            if reason := _reason(text, place[-1] == "regex"):
                yield source.finding(place, f"{model.id}: the regex {reason}.")


def _expressions(model: PrivateKindModel, path: Path_) -> Iterator[tuple[Path_, str]]:
    """Every expression of a kind as it is used, and where it is written."""
    yield (*path, "not_after"), ending(model.not_after or "")
    yield (*path, "not_before"), model.not_before or ""
    for position, shape in enumerate(model.shapes):
        place = (*path, "shapes", position)
        yield (*place, "regex"), shape.regex
        yield (*place, "after"), ending(shape.after or "")


def _reason(text: str, finds: bool) -> str:
    """What is wrong with an expression; empty when nothing is."""
    try:
        groups = re.compile(text).groupindex
    except re.error as error:
        return f"cannot be compiled: {error}"
    return "has no group named `private`" if finds and "private" not in groups else ""
