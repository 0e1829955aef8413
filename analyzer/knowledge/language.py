"""A language: the phrases of what is written to customers, and the texts of the rules as it says them."""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

OTHER = "other"
"""The form that every phrase has: of a text that suits any number it is the only one."""
SOURCE = "en"
"""The language that the rules are written in."""

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Plural:
    """Gives the plural form that a number takes, by its name. A value, so that a language can travel to a process."""

    rule: str
    """As gettext writes it, e.g. `n != 1`."""
    forms: tuple[str, ...]

    def __call__(self, number: int) -> str:
        """The name of the form. Raises ValueError for a rule that is none, IndexError for one that gives no form."""
        return self.forms[_index(self.rule)(number)]


@cache
def _index(rule: str) -> Callable[[int], int]:
    return gettext.c2py(rule)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase with its plural forms."""

    forms: Mapping[str, str]
    """Texts by an exact number or by the name of a plural form; `other` is always there."""
    plural: Plural
    names: frozenset[str] = frozenset()
    """The placeholders that may stand in it: those of the first English wording, whatever it was replaced by."""

    def of(self, count: int | None) -> str:
        """The text for a number of things; None where nothing is counted."""
        if count is None:
            return self.forms[OTHER]
        exact = self.forms.get(str(count))
        return exact if exact is not None else self.forms.get(self.plural(count), self.forms[OTHER])


@dataclass(frozen=True, slots=True)
class Language:
    """Everything that can be said in one language."""

    code: str
    name: str
    phrases: Mapping[str, Phrase]
    """Every phrase by its key; one that the language lacks is the English one."""
    texts: Mapping[str, str]
    """Translated texts of the rules by their English source."""

    def say(self, key: str, /, **values: str | int) -> str:
        """A phrase with its placeholders filled; a number `count` chooses the plural form."""
        count = values.get("count")
        text = self.phrases[key].of(count if isinstance(count, int) else None)
        return _PLACEHOLDER.sub(lambda found: self._written(values[found[1]]), text)

    def text(self, source: str) -> str:
        """A text of a rule in this language; the English text itself where no translation is known."""
        return self.texts.get(normalised(source), source)

    def joined(self, words: Sequence[str]) -> str:
        """An enumeration: `a, b and c`."""
        if len(words) < 2:
            return "".join(words)
        return self.say("list.last", first=self.say("list.comma").join(words[:-1]), last=words[-1])

    def number(self, number: int) -> str:
        """A whole number with its thousands set apart."""
        return f"{number:,}".replace(",", self.say("number.thousands"))

    def _written(self, value: str | int) -> str:
        return self.number(value) if isinstance(value, int) else value


def normalised(text: str) -> str:
    """What two texts must share to count as the same: all but the blanks."""
    return " ".join(text.split())


def placeholders(texts: Iterable[str]) -> frozenset[str]:
    """The names of the placeholders in the forms of a phrase."""
    return frozenset(name for text in texts for name in _PLACEHOLDER.findall(text))
