"""The texts of the rules that a language lacks, as a file of that language to be filled in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from analyzer.knowledge.language import normalised
from analyzer.pack.texts import RuleText


def missing_texts(texts: Iterable[RuleText], translated: Mapping[str, str]) -> list[RuleText]:
    """Those without a translation, in their order."""
    return [one for one in texts if normalised(one.text) not in translated]


def as_yaml(code: str, missing: Iterable[RuleText]) -> Iterator[str]:
    """Lines of a file of the language: each text, headed by whose it is, with a place for its translation."""
    yield "texts:"
    for (area, owner), texts in groupby(missing, lambda one: (one.area, one.owner)):
        yield f"  # {area}: {owner}"
        for one in texts:
            # a JSON text is a YAML text too, whatever stands in it
            yield f"  - en: {json.dumps(normalised(one.text), ensure_ascii=False)}"
            yield f'    {code}: ""'
