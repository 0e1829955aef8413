"""Tables of error codes: a number or a name of a layer, and what it means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from analyzer.parsing.events import ErrorCode
from analyzer.parsing.needs import shape


@dataclass(frozen=True, slots=True)
class Code:
    """One row of a table."""

    layer: str
    code: int | None
    name: str | None
    aliases: tuple[str, ...]
    meaning: str
    usually: tuple[str, ...]
    umbrella: bool
    since: str | None
    texts: tuple[str, ...]
    note: str | None

    @property
    def names(self) -> tuple[str, ...]:
        """Its name and every other spelling of it."""
        return ((self.name,) if self.name else ()) + self.aliases


@dataclass(frozen=True, slots=True)
class Layer:
    """The table of one layer."""

    id: str
    title: str
    tool: str | None
    signed: bool
    """True when a hexadecimal writing is a two's complement of 32 bits."""
    notations: frozenset[str]
    codes: tuple[Code, ...]
    by_number: Mapping[int, Code]
    by_name: Mapping[str, Code]
    """Lower-case name or alias to its row."""

    def number(self, value: int) -> int:
        """A number as logged, as this layer counts it."""
        return value - 2**32 if self.signed and 2**31 <= value < 2**32 else value

    def hex(self, value: int) -> str:
        """A number as the layer's tools write it in hexadecimal."""
        return f"{value & 0xFFFFFFFF:08x}" if self.signed else f"0x{value:x}"


@dataclass
class CodeTables:
    """All layers of a pack. It has no slots, for its indices."""

    layers: Mapping[str, Layer]
    _named: dict[str, list[Code]] = field(default_factory=dict)
    _by_notation: dict[str, list[Layer]] = field(default_factory=dict)
    _by_words: dict[str, list[tuple[str, Layer, Code]]] = field(default_factory=dict)
    """First two words of a console text to the whole text and the code it stands for."""

    def __post_init__(self) -> None:
        """Index names over all layers, and layers by the notations that carry them."""
        for layer in self.layers.values():
            for name, code in layer.by_name.items():
                self._named.setdefault(name, []).append(code)
            for notation in layer.notations:
                self._by_notation.setdefault(notation, []).append(layer)
            for row in layer.codes:
                for text in row.texts:
                    folded = _folded(text)
                    self._by_words.setdefault(_first_words(folded), []).append((folded, layer, row))

    def named(self, name: str) -> list[Code]:
        """Every row of that name or alias, whatever the case."""
        return self._named.get(name.lower(), [])

    def names(self) -> Iterator[str]:
        """Every name and alias, as written in the tables."""
        return (name for layer in self.layers.values() for code in layer.codes for name in code.names)

    def told_by(self, text: str, line: int) -> ErrorCode | None:
        """The code whose console text this is: tools print the sentence for a person and keep the number to themselves.

        A paste may have cut its end, so a good part of the sentence is enough.
        """
        folded = _folded(text)
        for known, layer, row in self._by_words.get(_first_words(folded), ()):
            if folded.startswith(known) or (len(folded) >= _ENOUGH and known.startswith(folded)):
                return describe(layer, row, line)
        return None

    def may_tell(self, text: str) -> bool:
        """Whether a text may be told by its words, whatever its digits are."""
        return shape(_first_words(_folded(text))) in self._first_words

    @cached_property
    def _first_words(self) -> frozenset[str]:
        return frozenset(map(shape, self._by_words))

    def carried_by(self, notation: str) -> list[Layer]:
        """The layers whose codes are written in that notation."""
        return self._by_notation.get(notation, [])

    def decode(
        self, notation: str, number: int | None, name: str | None, line: int, tool: str | None = None
    ) -> ErrorCode | None:
        """The error that a notation tells; None when no layer has such a notation and the name is unknown.

        A number that the layer's table lacks gives an ErrorCode without name or meaning: still an error.
        """
        layers = [x for x in self.carried_by(notation) if tool is None or x.tool in (None, tool)]
        # A table tied to no tool is a wrapper's own (the runners of west map some exit codes): it is asked first.
        layers.sort(key=lambda layer: layer.tool is not None)
        found = _find(layers, number, name)
        if found is not None:
            return describe(*found, line)
        if layers and number is not None:
            value = layers[-1].number(number)
            return ErrorCode(layers[-1].id, value, name, layers[-1].hex(value), line)
        return None


_ENOUGH = 30  # letters of a cut sentence that still tell it; shorter beginnings are shared by several


def _folded(text: str) -> str:
    return " ".join(text.lower().rstrip(" .").split())


def _first_words(folded: str) -> str:
    return " ".join(folded.split(" ", 2)[:2])


def _find(layers: Sequence[Layer], number: int | None, name: str | None) -> tuple[Layer, Code] | None:
    """The row that both name and number mean; else the one of that name, else the one of that number."""
    named = [(x, x.by_name[name.lower()]) for x in layers if name and name.lower() in x.by_name]
    counted = [
        (x, x.by_number[x.number(number)])
        for x in layers
        if number is not None and x.number(number) in x.by_number
    ]
    both = [pair for pair in named if pair in counted]
    return next(iter([*both, *named, *counted]), None)


def describe(layer: Layer, row: Code, line: int) -> ErrorCode:
    """The row of a table as an error on a line."""
    written = None if row.code is None else layer.hex(row.code)
    return ErrorCode(layer.id, row.code, row.name, written, line, row.meaning, row.umbrella)
