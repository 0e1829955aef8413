"""Which expressions may match a text: a cheap question that answers for a thousand of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from analyzer.parsing.needs import Need, certain_words, words_of


class Gate:
    """Expressions by what a text cannot lack: each hangs on a word, or else on a piece of text, that it needs."""

    def __init__(self, needs: Sequence[tuple[Need, ...]]) -> None:
        """Take what each expression needs, in the order in which they are known by number."""
        self._needs = needs
        self._by_word: dict[str, list[int]] = {}
        self._by_piece: dict[str, list[int]] = {}
        self._always: list[int] = []
        counts = Counter(word for some in needs for need in some for word in _words(need))
        for number, some in enumerate(needs):
            self._hang(number, some, counts)

    def _hang(self, number: int, needs: tuple[Need, ...], counts: Mapping[str, int]) -> None:
        keys = [_rarest(need, counts) for need in needs]
        words = min((key for key in keys if key), key=lambda key: sum(counts[w] for w in key), default=())
        for word in words:
            self._by_word.setdefault(word, []).append(number)
        if words:
            return
        for piece in needs[0] if needs else ():
            self._by_piece.setdefault(piece, []).append(number)
        if not needs:
            self._always.append(number)

    def open(self, form: str) -> list[int]:
        """The numbers of the expressions that may match a text given in plain form, in their order."""
        found = set(self._always)
        for word in set(words_of(form)):
            found.update(self._by_word.get(word, ()))
        for piece, numbers in self._by_piece.items():
            if piece in form:
                found.update(numbers)
        return sorted(number for number in found if _meets(form, self._needs[number]))


def _words(need: Need) -> set[str]:
    return {word for piece in need for word in certain_words(piece)}


def _rarest(need: Need, counts: Mapping[str, int]) -> set[str]:
    """One word of each piece; none when a piece has no certain word."""
    chosen = {min(certain_words(piece), key=lambda w: (counts[w], w), default="") for piece in need}
    return set() if "" in chosen else chosen


def _meets(form: str, needs: Iterable[Need]) -> bool:
    return all(any(piece in form for piece in need) for need in needs)
