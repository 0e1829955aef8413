"""Which known message is most like an unknown one."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from analyzer.parsing.catalogue import Catalogue
from analyzer.parsing.grammar import LogGrammar
from analyzer.parsing.heads import HeadStyles, strip_heads

_WORD = re.compile(r"[a-z]{3,}")
_COMPARED = 200  # characters of a message that are compared
_ALIKE = 0.6  # share of equal characters from which two texts are called alike
_MOST_COMPARED = 32  # samples compared letter by letter, those that share the most telling words


def closest_message(text: str, grammar: LogGrammar) -> str | None:
    """The sample of the known message most like the text, None when nothing is near."""
    return _samples(grammar.catalogue, grammar.heads).nearest(text)


class _Samples:
    """The first sample of every message, by its words."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = list(dict.fromkeys(texts))
        self._with_word: dict[str, list[int]] = {}
        for place, text in enumerate(self._texts):
            for word in _words(text):
                self._with_word.setdefault(word, []).append(place)

    def nearest(self, text: str) -> str | None:
        """Of the samples that share words with the text the one most like it: rare words count for more."""
        shared: Counter[int] = Counter()
        for word in _words(text):
            places = self._with_word.get(word, ())
            for place in places:
                shared[place] += 1_000_000 // len(places)
        likely = sorted(shared, key=lambda place: (-shared[place], place))[:_MOST_COMPARED]
        samples = [self._texts[place] for place in sorted(likely)]
        near = difflib.get_close_matches(text[:_COMPARED], samples, n=1, cutoff=_ALIKE)
        return near[0] if near else None


@lru_cache(2)
def _samples(catalogue: Catalogue, heads: HeadStyles) -> _Samples:
    firsts = (sample for entry in catalogue.entries for sample, _ in entry.samples[:1])
    return _Samples(strip_heads(sample, heads).body[:_COMPARED] for sample in firsts)


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text[:_COMPARED].lower()))
