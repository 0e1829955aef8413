"""Message templates: `Programming {segment:int} of {segments:int} segments.` to a regular expression.

The language is described in rules/README.md. A template is literal but for its placeholders, so a writer of rules
cannot forget to escape a point, and the literal words tell cheaply which lines are worth trying.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from analyzer.parsing.events import FieldValue

_QUOTED = "\"[^\"]*\"|'[^']*'|`[^`]*`|\u201c[^\u201d]*\u201d|\u2018[^\u2019]*\u2019"
TYPES: Mapping[str, str] = {
    "text": r".+?",
    "path": r".+?",
    "word": r"\S+",
    "rest": r".*",
    "payload": r".*",
    "int": r"[-+]?\d+",
    "hex": r"(?:0[xX])?[0-9a-fA-F]+",
    "number": r"[-+]?\d+(?:\.\d+)?",
    "version": r"[vV]?\d+\.\d[0-9A-Za-z.+_-]*(?<=[0-9A-Za-z])|[vV]\d+",
    "serial": r"\d{6,12}",
    "address": r"0[xX][0-9a-fA-F]+|[0-9a-fA-F]{6,16}|\d+",
    "quoted": _QUOTED,
    "name": r"[A-Za-z0-9_][\w.-]*",
}
"""Regular expression of each placeholder type."""

_ANYTHING = ".*?"
_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")
_FIELD = re.compile(r"([a-z_][a-z0-9_]*)(?::([a-z]+))?\Z")


class TemplateError(ValueError):
    """A template that cannot be compiled; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled template. It keeps the expression as text: a pack has thousands, a log needs a few."""

    source: str
    types: Mapping[str, str]
    weight: int
    """Number of literal characters: how particular it is."""

    @property
    def regex(self) -> re.Pattern[str]:
        """The expression, compiled at its first use."""
        return _compiled(self.source)


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)


def compile_template(text: str, *, whole: bool) -> Template:
    """Compile a template. `whole`: it must cover the text, but for one final full stop.

    Raises TemplateError for unknown types, doubled fields or a template without literal text.
    """
    parts, types, literals = _parts(text)
    weight = sum(len(piece.strip()) for piece in literals if piece)
    if weight == 0:
        raise TemplateError("the pattern has no literal text, so it would match anything")
    source = "".join(parts)
    if whole and source.endswith(_ANYTHING):
        # An end that never fails, so nothing before it is tried in another way.
        source = source.removesuffix(_ANYTHING) + r".*\Z"
    elif whole:
        source += r"\.?\Z"
    else:
        source = (r"\b" if literals[0] and literals[0][0].isalnum() else "") + source
    return Template(source, types, weight)


def compile_regex(source: str, types: Mapping[str, str], *, whole: bool) -> Template:
    """Compile a raw expression of the catalogue. Raises TemplateError."""
    try:
        source = rf"(?:{source})\Z" if whole else source
        regex = re.compile(source)
    except re.error as error:
        raise TemplateError(f"the regex cannot be compiled: {error}") from error
    unknown = [t for t in types.values() if t not in TYPES] + [n for n in types if n not in regex.groupindex]
    if unknown:
        raise TemplateError(f"{unknown[0]!r} is neither a type nor a named group of the regex")
    named = {name: types.get(name, "text") for name in regex.groupindex}
    return Template(source, named, len(re.sub(r"\\.|\(\?P<\w+>|[\[\](){}?*+|^$.]", "", source)))


def _parts(text: str) -> tuple[list[str], dict[str, str], list[str]]:
    """Regex pieces, types by field, and the literal pieces between placeholders (empty string for a gap)."""
    parts: list[str] = []
    types: dict[str, str] = {}
    literals: list[str] = [""]
    position = 0
    for found in _PLACEHOLDER.finditer(text):
        literals[-1] += text[position : found.start()]
        parts.append(_literal(text[position : found.start()]))
        position = found.end()
        if found.group(1) is None:
            literals[-1] += found.group()[0]
            parts.append(re.escape(found.group()[0]))
            continue
        if found.group(1).endswith((":rest", ":payload")) and parts[-1].endswith(r"\ "):
            parts[-1] += "?"  # what may be empty may also lack the blank before it
        parts.append(_placeholder(found.group(1), types))
        literals.append("")
    literals[-1] += text[position:]
    tail = text[position:]
    parts.append(_literal(tail[:-1] if tail.endswith(".") else tail))
    return parts, types, literals


def fold(text: str) -> str:
    """A text as templates see it: every run of white space is one blank, none at the ends.

    Tools and forums change the number of blanks at will; and an expression that had to allow for runs of them could be
    made to try every way of dividing a long run.
    """
    return " ".join(text.split())


def _literal(text: str) -> str:
    """Literal text of a template, for folded texts."""
    return re.escape(re.sub(r"\s+", " ", text))


def _placeholder(body: str, types: dict[str, str]) -> str:
    if body == "*":
        return _ANYTHING
    if body.startswith("?"):
        return f"(?:{_literal(body[1:])})?"
    match = _FIELD.match(body)
    if match is None:
        raise TemplateError(f"{{{body}}} is no placeholder; write {{name}} or {{name:type}}")
    name, kind = match.group(1), match.group(2) or "text"
    if kind not in TYPES:
        raise TemplateError(f"{kind!r} is no type; known are {', '.join(sorted(TYPES))}")
    if name in types:
        raise TemplateError(f"the field {name!r} stands in the pattern twice")
    types[name] = kind
    return f"(?P<{name}>{TYPES[kind]})"


def _strip_quotes(text: str) -> str:
    return text[1:-1] if len(text) > 1 else text


def _integer(text: str) -> int:
    return int(text, 16) if text.lower().startswith("0x") else int(text)


def _address(text: str) -> int:
    plain = text.isdigit() and len(text) < 8
    return int(text) if plain else int(text, 16)


_POINTED = ("name", "word", "version")
"""Types whose expression takes a full stop for a part of them; at the end of a sentence it is none."""
_CONVERT: Mapping[str, Callable[[str], FieldValue]] = {
    "int": _integer,
    "hex": lambda text: int(text, 16),
    "number": float,
    "address": _address,
    "quoted": _strip_quotes,
}


def read_fields(template: Template, match: re.Match[str]) -> dict[str, FieldValue]:
    """The typed fields of a match; groups that took no part are left out."""
    fields: dict[str, FieldValue] = {}
    for name, kind in template.types.items():
        text = match.group(name)
        if text is not None:
            convert = _CONVERT.get(kind)
            fields[name] = convert(text) if convert else text.strip()
            if kind in _POINTED:
                fields[name] = text.rstrip(".")
    return fields
