"""Which token stands for which value, for all texts of one run."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from analyzer.redact.forms import Form, all_forms, form_of
from analyzer.redact.kinds import Kind, PrivateKinds, compiled


@dataclass(slots=True)
class Given:
    """A token that was given, the value it stands for, as first written, and how often it was put in."""

    kind: str
    token: str
    value: str
    places: int = 0


@dataclass(slots=True)
class Tokens:
    """The tokens of one run: the same value has the same one in every text, another value another."""

    kinds: PrivateKinds
    given: dict[tuple[str, str], Given] = field(default_factory=dict)
    """By family of the form and key of the value."""
    learned: dict[str, dict[str, tuple[Kind, str]]] = field(default_factory=lambda: defaultdict(dict))
    """Values to be replaced wherever they stand, with their kinds, by their first word and by themselves."""
    _order: dict[tuple[str, str], int] = field(default_factory=dict)
    _numbers: Counter[tuple[str, int]] = field(default_factory=Counter)
    _taken: set[tuple[str, str]] = field(default_factory=set)
    _forms: list[Form] = field(init=False)

    def __post_init__(self) -> None:
        self._forms = all_forms(self.kinds.kinds, self.kinds.marks)

    def token(self, kind: Kind, value: str) -> str:
        """The token for a value; a token stays what it is."""
        if self.is_token(value):
            return value
        form = form_of(kind, value, self.kinds.marks)
        key = (form.family, form.key(value))
        one = self.given.get(key)
        if one is None:
            number = self._next(form, value)
            one = self.given[key] = Given(kind.id, form.write(value, number), value)
            self._order[key] = number
        one.places += 1
        return form.write(value, self._order[key])

    def is_token(self, text: str) -> bool:
        """True for what may be a token of this or an earlier run."""
        return any(form.is_token(text) for form in self._forms)

    def reserve(self, text: str) -> None:
        """Keep the tokens that a text has already from being given to other values."""
        for form in self._forms:
            for pattern in form.patterns:
                for found in compiled(pattern).finditer(text):
                    if form.is_token(found[0]):
                        self._taken.add((form.family, form.key(found[0])))

    def places(self) -> Mapping[str, tuple[int, int]]:
        """Of each kind how many values were replaced, and in how many places."""
        values: Counter[str] = Counter()
        places: Counter[str] = Counter()
        for one in self.given.values():
            values[one.kind] += 1
            places[one.kind] += one.places
        return {kind.id: (values[kind.id], places[kind.id]) for kind in self.kinds.kinds if places[kind.id]}

    def _next(self, form: Form, value: str) -> int:
        """The next free number. Where a value is too short for so many, the last one is shared."""
        room = form.room(value)
        counter = (form.family, room)
        while self._numbers[counter] < room:
            self._numbers[counter] += 1
            number = self._numbers[counter]
            if (form.family, form.key(form.write(value, number))) not in self._taken:
                return number
        return room
