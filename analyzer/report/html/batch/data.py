"""Values as a block of data inside a page, which scripts of the page read and nothing can break out of."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields

from markupsafe import Markup

from analyzer.report.html.batch.entries import Entry

_UNSAFE = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}
_FIELDS = fields(Entry)
_KINDS = "".join({"str": "t", "tuple[str, ...]": "l"}.get(str(field.type), "n") for field in _FIELDS)


def block(value: object) -> Markup:
    """`value` as JSON in ASCII that holds no markup: to stand inside `<script type="application/json">`."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return Markup(text.translate(_UNSAFE))  # noqa: S704 - nothing in it can end or begin an element


def packed(entries: Sequence[Entry]) -> dict[str, object]:
    """Entries as short lists: each text is written once, in `words`, and named by its place there.

    `fields` names what stands in a row, `kinds` says of each whether it is a text (`t`), a list of texts (`l`) or a
    number (`n`). What is empty at the end of a row is left out.
    """
    words: dict[str, int] = {"": 0}
    rows = [_row(one, words) for one in entries]
    return {"fields": [field.name for field in _FIELDS], "kinds": _KINDS, "words": list(words), "rows": rows}


def _row(entry: Entry, words: dict[str, int]) -> list[object]:
    row: list[object] = []
    for field, kind in zip(_FIELDS, _KINDS, strict=True):
        value = getattr(entry, field.name)
        if kind == "t":
            row.append(words.setdefault(value, len(words)))
        elif kind == "l":
            row.append([words.setdefault(one, len(words)) for one in value] or 0)
        else:
            row.append(int(value) if value == int(value) else value)
    while row and row[-1] == 0:
        row.pop()
    return row
