"""Which expressions may match a text: a cheap question that answers for a thousand of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from analyzer.parsing.needs import Need


class Gate:
    """Expressions by what a text cannot lack: each hangs on pieces of text, and each piece on its rarest letters."""

    def __init__(self, needs: Sequence[tuple[Need, ...]]) -> None:
        """Take what each expression needs, in the order in which they are known by number."""
        self._needs = needs
        self.always = [number for number, some in enumerate(needs) if not some]
        """Those that need nothing in particular; `open` leaves them out."""
        self._by_gram: dict[str, list[tuple[str, list[int]]]] = {}
        counts = Counter(gram for some in needs for need in some for gram in _grams_of(need))
        by_piece: dict[str, list[int]] = {}
        for number, some in enumerate(needs):
            for piece in min(some, key=lambda need: _commonness(need, counts), default=()):
                by_piece.setdefault(piece, []).append(number)
        for piece, numbers in by_piece.items():
            gram = min(_grams(piece), key=lambda gram: (counts[gram], gram))
            self._by_gram.setdefault(gram, []).append((piece, numbers))

    def open(self, form: str) -> list[int]:
        """The numbers of the expressions whose needs a text in plain form meets, in their order."""
        found: set[int] = set()
        for gram in _grams(form) & self._by_gram.keys():
            for piece, numbers in self._by_gram[gram]:
                if piece in form:
                    found.update(numbers)
        return sorted(number for number in found if _meets(form, self._needs[number]))


def _grams(text: str) -> set[str]:
    return set(map("".join, zip(text, text[1:], text[2:], strict=False)))


def _grams_of(need: Need) -> set[str]:
    return {gram for piece in need for gram in _grams(piece)}


def _commonness(need: Need, counts: Mapping[str, int]) -> int:
    """How often the rarest letters of its pieces stand in the needs of all expressions."""
    return sum(min(counts[gram] for gram in _grams(piece)) for piece in need)


def _meets(form: str, needs: Iterable[Need]) -> bool:
    return all(any(piece in form for piece in need) for need in needs)
