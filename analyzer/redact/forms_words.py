"""Tokens for names: a word with a number, filled up with `x` to the length of the name."""

from __future__ import annotations

import re
from functools import cache

_KEPT = " .-_"


class WordForm:
    """`user1xxx`. Dots, hyphens and blanks of the name stay in their places, and so does a dot in front."""

    family = "word"

    def __init__(self, series: str, words: tuple[str, ...], marks: tuple[str, ...]) -> None:
        self.series = series
        self._words = words
        self._marks = marks

        self._fill = "|".join((r"[x_.-]", " (?=x)", *marks))

    @property
    def patterns(self) -> tuple[str, ...]:
        """A word, a number, what fills it up."""
        return tuple(
            rf"{word}(?<![^\W_]{word})[1-9]\d{{0,8}}(?:{self._fill})*+(?![^\W_])" for word in self._words
        )

    def key(self, value: str) -> str:
        """The name in lower case: who writes it otherwise means the same."""
        return value.casefold()

    def room(self, value: str) -> int:
        """More than there can be names."""
        return 999_999_999

    def write(self, value: str, number: int) -> str:
        """The longest word with which the length is kept; it ends before the first blank. Else the shortest token."""
        lead = value[: len(value) - len(value.lstrip("._-"))]
        own = value[len(lead) :]
        first = len(own.partition(" ")[0])
        stems = [f"{word}{number}" for word in self._words]
        tokens = [
            stem + self._tail(own, len(stem)) for stem in stems if len(stem) <= first or stem == stems[-1]
        ]
        return lead + next((token for token in tokens if len(token) == len(own)), tokens[-1])

    def is_token(self, text: str) -> bool:
        """True for a word of the form with its number."""
        return self._is_word(text.lstrip("._-"))

    def _is_word(self, text: str) -> bool:
        """True for a word of the form with its number and its filling."""
        return text.startswith(self._words) and _whole(self._words, self._fill).match(text) is not None

    def _tail(self, own: str, begins: int) -> str:
        """What stands behind the stem: marks in their places, those that the stem covers right behind it."""
        letters = [char if char in _KEPT else "x" for char in own]
        moved = ""
        for mark in _any_of(self._marks).finditer(own) if self._marks else ():
            if mark.start() >= begins:
                letters[mark.start() : mark.end()] = mark[0]
            else:
                moved += mark[0]
        rest = "".join(letters[begins:])
        # Only filling may make room for what was moved.
        room = len(rest) - len(rest.lstrip("x"))
        return moved + rest[min(room, len(moved)) :]


@cache
def _any_of(marks: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(marks))


@cache
def _whole(words: tuple[str, ...], fill: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(words)})[1-9]\d{{0,8}}(?:{fill})*\Z")


class SecretForm(WordForm):
    """`secret1xxxxxxxxx`: nothing of the value but its length and its line ends."""

    family = "secret"

    def __init__(self, series: str, words: tuple[str, ...]) -> None:
        super().__init__(series, words, ())
        self._fill = r"x|\s(?=[\sx])"

    def key(self, value: str) -> str:
        """The value itself."""
        return value

    def write(self, value: str, number: int) -> str:
        """The longest word that fits on the first line, then filling."""
        lead = value[: len(value) - len(value.lstrip())]
        own = value[len(lead) :]
        first = own.split(maxsplit=1)[0] if own.strip() else ""
        fitting = (f"{word}{number}" for word in self._words if len(f"{word}{number}") <= len(first))
        stem = next(fitting, f"{self._words[-1]}{number}")
        return lead + stem + "".join(char if char.isspace() else "x" for char in own[len(stem) :])

    def is_token(self, text: str) -> bool:
        """True for a word of the form with its number."""
        return self._is_word(text.strip())
