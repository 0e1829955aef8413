"""Files of the pack, checked against their models, to what the parser works with."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from analyzer.knowledge.errors import Finding, PackError
from analyzer.knowledge.models import (
    CodeModel,
    CodesFile,
    DevicesFile,
    HeadsFile,
    MessageModel,
    MessagesFile,
    OperationsFile,
)
from analyzer.knowledge.validate import validate
from analyzer.knowledge.yaml_source import YamlSource
from analyzer.parsing.catalogue import Entry
from analyzer.parsing.codes import Code, Layer
from analyzer.parsing.devices import DeviceName, Devices
from analyzer.parsing.events import FieldValue
from analyzer.parsing.grammar import OperationKind, Tool
from analyzer.parsing.heads import HeadStyle, HeadStyles
from analyzer.parsing.templates import Template, TemplateError, compile_regex, compile_template


def compile_messages(source: YamlSource) -> tuple[Tool, list[Entry]]:
    """The tool and the entries of one file of messages. Raises PackError with every mistake."""
    file = validate(MessagesFile, source)
    findings: list[Finding] = []
    entries: list[Entry] = []
    seen: set[str] = set()
    for position, model in enumerate(file.entries):
        path = ("entries", position)
        if model.id in seen:
            findings.append(source.finding((*path, "id"), f"the id {model.id!r} stands in this file twice."))
        seen.add(model.id)
        try:
            entries.append(_entry(file.tool, model))
        except TemplateError as error:
            findings.append(source.finding(path, f"{model.id}: {error}."))
    if findings:
        raise PackError(findings)
    return Tool(file.tool, file.title, file.part), entries


def _entry(tool: str, model: MessageModel) -> Entry:
    samples: list[tuple[str, dict[str, FieldValue]]] = [
        (s, {}) if isinstance(s, str) else (s.text, dict(s.fields)) for s in model.samples
    ]
    templates = _templates(model)
    fields = {name for template in templates for name in template.types} | set(model.const)
    for name, field in model.sets.items():
        if field not in fields:
            raise TemplateError(f"sets {name!r} from the field {field!r}, which its patterns do not have")
    return Entry(
        tool=tool,
        id=model.id,
        kind=model.kind,
        level=model.level,
        templates=templates,
        at=model.at,
        sets=dict(model.sets),
        const=dict(model.const),
        continues=model.continues,
        format=model.format,
        samples=tuple((text, _expected(expected, templates)) for text, expected in samples),
    )


def _expected(fields: Mapping[str, FieldValue], templates: Sequence[Template]) -> dict[str, FieldValue]:
    """Fields that a sample promises; YAML keeps `0.53` as text, and a field that is a number makes it one."""
    numbers = {name for template in templates for name, kind in template.types.items() if kind == "number"}
    return {name: float(value) if name in numbers else value for name, value in fields.items()}


def _templates(model: MessageModel) -> tuple[Template, ...]:
    whole = model.at == "whole"
    patterns = ([model.pattern] if model.pattern else []) + model.patterns
    templates = [compile_template(pattern, whole=whole) for pattern in patterns]
    if model.regex:
        templates.append(compile_regex(model.regex, model.types, whole=whole))
    if not templates:
        raise TemplateError("has neither pattern nor regex")
    return tuple(templates)


def compile_codes(source: YamlSource) -> Layer:
    """The table of one layer. Raises PackError for doubled numbers or names too."""
    file = validate(CodesFile, source)
    findings: list[Finding] = []
    codes: list[Code] = []
    by_number: dict[int, Code] = {}
    by_name: dict[str, Code] = {}
    for position, model in enumerate(file.codes):
        row = _code(file.layer, model)
        codes.append(row)
        path = ("codes", position)
        if row.code is not None:
            if row.code in by_number:
                findings.append(source.finding(path, f"the code {row.code} stands in this layer twice."))
            by_number[row.code] = row
        for name in row.names:
            if by_name.setdefault(name.lower(), row) is not row:
                findings.append(source.finding(path, f"the name {name!r} stands in this layer twice."))
    if findings:
        raise PackError(findings)
    return Layer(
        id=file.layer,
        title=file.title,
        tool=file.tool,
        signed=file.number == "signed32",
        notations=frozenset(file.notations),
        codes=tuple(codes),
        by_number=by_number,
        by_name=by_name,
    )


def _code(layer: str, model: CodeModel) -> Code:
    return Code(
        layer=layer,
        code=model.code,
        name=model.name,
        aliases=tuple(model.aliases),
        meaning=model.meaning,
        usually=tuple(model.usually),
        umbrella=model.umbrella,
        since=model.since,
        texts=tuple(model.text),
        note=model.note,
    )


def compile_heads(source: YamlSource) -> HeadStyles:
    """The styles of line heads, in the order in which they are tried."""
    file = validate(HeadsFile, source)
    styles = []
    for position, model in enumerate(file.heads):
        try:
            re.compile(model.regex)
        except re.error as error:
            raise PackError(
                [source.finding(("heads", position, "regex"), f"{model.id}: {error}.")]
            ) from error
        styles.append(
            HeadStyle(model.id, model.format, model.tool, model.level, model.regex, tuple(model.samples))
        )
    return HeadStyles(styles)


def compile_devices(source: YamlSource) -> Devices:
    """Printed device names."""
    file = validate(DevicesFile, source)
    for position, device in enumerate(file.devices):
        if device.family not in file.families:
            message = f"the family {device.family!r} is not in the list of families."
            raise PackError([source.finding(("devices", position, "family"), message)])
    names = tuple(DeviceName(d.match.lower(), d.family, d.part) for d in file.devices)
    return Devices(tuple(file.families), names)


def compile_operations(
    source: YamlSource,
) -> tuple[tuple[OperationKind, ...], tuple[str, ...], tuple[str, ...], dict[str, str]]:
    """Kinds of operations, the event kinds that start and that begin a session, and the groups of media."""
    file = validate(OperationsFile, source)
    kinds = tuple(
        OperationKind(
            kind=model.kind,
            title=model.title,
            medium=model.medium,
            starts=tuple(model.starts),
            inside=tuple(model.inside),
            fails=tuple(model.fails),
            succeeds=tuple(model.succeeds),
        )
        for model in file.operations
    )
    return kinds, tuple(file.sessions.starts), tuple(file.sessions.begins), dict(file.groups)
