"""Which token stands for which value, for all texts of one run."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from analyzer.redact.forms import Form, all_forms, form_of
from analyzer.redact.kinds import Kind, PrivateKinds, compiled

_WORD = re.compile(r"[^\W_]+")


def first_word(value: str) -> str:
    """The first word of a value in lower case, of a number without leading zeros; by it the value is found again."""
    found = _WORD.search(value.casefold())
    return plain_word(found[0]) if found else ""


def plain_word(word: str) -> str:
    """A word, and a number without leading zeros."""
    return word.lstrip("0") if word.isdigit() else word


@dataclass(slots=True)
class Given:
    """A token that was given, the value it stands for, as first written, and how often it was put in."""

    kind: str
    token: str
    value: str
    number: int
    places: int = 0


@dataclass(slots=True)
class Tokens:
    """The tokens of one run: the same value has the same one in every text, another value another."""

    kinds: PrivateKinds
    learned: dict[str, dict[str, tuple[Kind, str]]] = field(default_factory=lambda: defaultdict(dict))
    """Values to be replaced wherever they stand, with their kinds, by their first word and by themselves."""
    _given: dict[tuple[str, str], Given] = field(default_factory=dict)
    _written: dict[tuple[str, str], tuple[Given | None, str]] = field(default_factory=dict)
    _numbers: Counter[tuple[str, int]] = field(default_factory=Counter)
    _taken: set[tuple[str, str]] = field(default_factory=set)
    _forms: list[Form] = field(init=False)

    def __post_init__(self) -> None:
        self._forms = all_forms(self.kinds.kinds, self.kinds.marks)

    @property
    def given(self) -> tuple[Given, ...]:
        """Every token that was given, in that order."""
        return tuple(self._given.values())

    def token(self, kind: Kind, value: str) -> str:
        """The token for a value; a token stays what it is."""
        known = self._written.get((kind.id, value))
        if known is None:
            known = self._written[kind.id, value] = self._write(kind, value)
        one, token = known
        if one is not None:
            one.places += 1
        return token

    def _write(self, kind: Kind, value: str) -> tuple[Given | None, str]:
        """The token of a value that was not written like this before."""
        if self.is_token(value):
            return None, value
        kind = self._learned_kind(value) or kind
        form = form_of(kind, value, self.kinds.marks)
        key = (form.family, form.key(value))
        one = self._given.get(key)
        if one is None:
            number = self._next(form, value)
            one = self._given[key] = Given(kind.id, form.write(value, number), value, number)
        elif one.kind != kind.id:
            form = form_of(self.kinds.kind(one.kind), value, self.kinds.marks)
        return one, form.write(value, one.number)

    def _learned_kind(self, value: str) -> Kind | None:
        """The kind that a text told of a value, if one did: a folder of a user's name is that user's."""
        found = self.learned.get(first_word(value), {}).get(value.casefold())
        return found[0] if found else None

    def is_token(self, text: str) -> bool:
        """True for what may be a token of this or an earlier run."""
        if any(form.is_token(text) for form in self._forms):
            return True
        name, sign, host = text.partition("@")
        return bool(sign) and self.is_token(name) and self.is_token(host)

    def reserve(self, text: str) -> None:
        """Keep the tokens that a text has already from being given to other values."""
        for form in self._forms:
            for pattern in form.patterns:
                for found in compiled(pattern).finditer(text):
                    if form.is_token(found[0]):
                        self._taken.add((form.series, form.key(found[0])))

    def places(self) -> Mapping[str, tuple[int, int]]:
        """Of each kind how many values were replaced, and in how many places."""
        values: Counter[str] = Counter()
        places: Counter[str] = Counter()
        for one in self.given:
            values[one.kind] += 1
            places[one.kind] += one.places
        return {kind.id: (values[kind.id], places[kind.id]) for kind in self.kinds.kinds if places[kind.id]}

    def _next(self, form: Form, value: str) -> int:
        """The next free number. Where a value is too short for so many, the last one is shared."""
        room = form.room(value)
        counter = (form.series, room)
        while self._numbers[counter] < room:
            self._numbers[counter] += 1
            number = self._numbers[counter]
            if (form.series, form.key(form.write(value, number))) not in self._taken:
                return number
        return room
