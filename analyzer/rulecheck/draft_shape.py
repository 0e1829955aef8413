"""From lines to patterns: numbers, paths, serial numbers and versions of a message generalised to placeholders."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

_VALUE = re.compile(
    r"""(?P<quoted>"[^"]+"|(?<!\w)'[^']+'(?!\w)|`[^`]+`|“[^”]+”)
      | (?P<path>(?<![\w/])(?:[A-Za-z]:[\\/]|~?/(?=[\w.~-]+/)|\\\\)[^\s"'<>|,;:()]+)
      | (?P<uuid>\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b)
      | (?P<hex>\b0[xX][0-9a-fA-F]+\b|\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{8}\b)
      | (?P<version>\b[vV]?\d+\.\d+\.\d+[\w.+-]*\b|\b[vV]\d+\.\d+[a-z]?\b|(?<=ersion\ )[vV]?\d+\.\d+[a-z]?\b)
      | (?P<number>(?<![\w.])[-+]?\d+\.\d+(?![\w.]*\d))
      | (?P<int>(?<![\w.])(?<!\w-)[-+]?\d+(?![\w.]*\d|\w{4}))""",
    re.VERBOSE,
)
_TYPES = {"uuid": "word"}
_LONG_HEX = 8  # digits after 0x from which on a number is more likely an address than a code
_SERIAL = re.compile(r"\d{6,12}\Z")
_SERIAL_WORDS = ("serial", "snr", "probe", "device", "emulator", "board")
_NAMES = {"int": "number", "hex": "code", "number": "value", "word": "id", "path": "file", "quoted": "name"}
_FILLERS = frozenset({"and", "are", "for", "from", "has", "than", "that", "the", "was", "were", "with"})


@dataclass(frozen=True, slots=True)
class Piece:
    """Literal text, or a placeholder of some type."""

    text: str
    """The literal text, or what stands in the line where the placeholder is."""
    type: str = ""
    """Type of the placeholder; empty for literal text."""


def pieces(body: str, has_codes: Callable[[str], bool]) -> list[Piece]:
    """A message in pieces; an error with a code that another program reported behind a colon is a payload."""
    cut = _payload(body, has_codes)
    result: list[Piece] = []
    position = 0
    for found in _VALUE.finditer(body, 0, cut):
        if found.start() > position:
            result.append(Piece(body[position : found.start()]))
        result.append(Piece(found.group(), _type(found, body)))
        position = found.end()
    if cut > position:
        result.append(Piece(body[position:cut]))
    return [*result, *([Piece(body[cut:], "payload")] if cut < len(body) else [])]


def template(parts: Sequence[Piece]) -> str:
    """The pattern of a message in pieces, its placeholders named after the words before them."""
    taken: set[str] = set()
    written = []
    before = ""
    for part in parts:
        if not part.type:
            written.append(part.text.replace("{", "{{").replace("}", "}}"))
            before = part.text
            continue
        name = _free(_name(part.type, before), taken)
        taken.add(name)
        written.append(f"{{{name}}}" if part.type == "text" else f"{{{name}:{part.type}}}")
        before = ""
    return "".join(written).strip()


def skeleton_of(parts: Sequence[Piece]) -> tuple[str, ...]:
    """What lines of one message have in common: their words, and the types of what varies."""
    return tuple(word for part in parts for word in ([f"<{part.type}>"] if part.type else part.text.split()))


def telling_words(parts: Sequence[Piece]) -> Iterator[str]:
    """The words of the literal text that say something, in small letters."""
    for part in parts:
        words = [] if part.type else re.findall(r"[A-Za-z][A-Za-z0-9]{2,}", part.text)
        yield from (word.lower() for word in words if word.lower() not in _FILLERS)


def _payload(body: str, has_codes: Callable[[str], bool]) -> int:
    """Where the error of another program begins, behind `...: `; the length of the text when there is none."""
    for found in re.finditer(r": (?=\S)", body):
        words = len(body[: found.start()].split())
        if words >= 2 and has_codes(body[found.end() :]):
            return found.end()
    return len(body)


def _type(found: re.Match[str], body: str) -> str:
    kind = str(found.lastgroup)
    before = body[: found.start()].lower().split()[-2:]
    if kind == "hex":
        return "address" if len(found.group()) >= _LONG_HEX + 2 or "address" in " ".join(before) else "hex"
    if kind == "int" and _SERIAL.match(found.group()):
        told = any(word in " ".join(before) for word in _SERIAL_WORDS)
        return "serial" if told or len(found.group()) > 8 else "int"
    return _TYPES.get(kind, kind)


def _name(type_: str, before: str) -> str:
    """A name for a field: the type's own, or the last telling word in front of it."""
    if type_ in ("int", "hex", "number", "word", "text"):
        words: list[str] = re.findall(r"[A-Za-z]{3,}", before)
        if words and words[-1].lower() not in _FILLERS:
            return words[-1].lower()
    return _NAMES.get(type_, type_)


def _free(name: str, taken: set[str]) -> str:
    if name not in taken:
        return name
    return next(f"{name}_{n}" for n in range(2, 100) if f"{name}_{n}" not in taken)
