"""Changes to a YAML file that leave every other character of it alone, comments included.

An edit is made in the text, at the position of the value. What comes out is read again, and the edit is refused unless
exactly the data changed that was meant to change.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml

from analyzer.knowledge.errors import PackError
from analyzer.knowledge.yaml_source import Path_, parse_yaml


@dataclass(frozen=True, slots=True)
class Ending:
    """Another ending for a text: some characters cut off its end, others put there."""

    path: Path_
    cut: int
    add: str


@dataclass(frozen=True, slots=True)
class Drop:
    """An item taken out of a list."""

    path: Path_


@dataclass(frozen=True, slots=True)
class Reorder:
    """The items of a list in another order, each named by the place it had."""

    path: Path_
    order: tuple[int, ...]


Edit: TypeAlias = Ending | Drop | Reorder


def apply(text: str, edit: Edit) -> str | None:
    """The text with one change made; None when it cannot be made exactly."""
    try:
        wanted = _changed(parse_yaml(text, "").data, edit)
        node = _node(text, edit.path)
        new = _write(text, node, edit) if node is not None else None
        return new if new is not None and parse_yaml(new, "").data == wanted else None
    except (PackError, yaml.YAMLError, LookupError, TypeError):
        return (
            None  # not the text that the edit was made for, or one that two readers of YAML take differently
        )


def in_order(edits: Sequence[Edit]) -> list[Edit]:
    """An order in which no edit moves what another one names: texts, then items from the last, then whole lists."""
    endings = [edit for edit in edits if isinstance(edit, Ending)]
    drops = sorted(
        {edit.path: edit for edit in edits if isinstance(edit, Drop)}.values(), key=_last, reverse=True
    )
    return [*endings, *drops, *(edit for edit in edits if isinstance(edit, Reorder))]


def _last(edit: Drop) -> int:
    return int(edit.path[-1])


def _changed(data: Any, edit: Edit) -> Any:  # noqa: ANN401 - data of a YAML file is of any shape
    """The data as it shall be afterwards."""
    data = copy.deepcopy(data)
    owner = data
    for step in edit.path[:-1]:
        owner = owner[step]
    last: Any = edit.path[-1]
    match edit:
        case Ending(_, cut, add):
            body = str(owner[last]).rstrip()
            owner[last] = body[: len(body) - cut] + add + str(owner[last])[len(body) :]
        case Drop():
            del owner[last]
        case Reorder(_, order):
            owner[last] = [owner[last][position] for position in order]
    return data


def _node(text: str, path: Path_) -> yaml.Node | None:
    """The node at a path; composed by the Python loader, whose marks count characters."""
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    for step in path:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        else:
            return None
    return node


def _write(text: str, node: yaml.Node, edit: Edit) -> str | None:
    match edit:
        case Ending(_, cut, add) if isinstance(node, yaml.ScalarNode):
            end = _content_end(text, node)
            return text[: end - cut] + add + text[end:]
        case Reorder(_, order) if isinstance(node, yaml.SequenceNode):
            return _reordered(text, [_span(text, item) for item in node.value], order)
        case Drop():
            return _without(text, _span(text, node))
    return None


def _content_end(text: str, node: yaml.ScalarNode) -> int:
    """Behind the last visible character of a text, before its closing quote."""
    end = _span(text, node)[1]
    return end - 1 if node.style in ("'", '"') else end


def _span(text: str, node: yaml.Node) -> tuple[int, int]:
    """Where a value stands, without the blank and comment lines behind it, which YAML counts in."""
    start: int = node.start_mark.index
    raw = text[start : node.end_mark.index]
    lines = raw.rstrip().split("\n")
    while len(lines) > 1 and re.match(r"\s*(#|$)", lines[-1]):
        lines.pop()
    return start, start + len("\n".join(lines).rstrip())


def _reordered(text: str, spans: Sequence[tuple[int, int]], order: Sequence[int]) -> str | None:
    """The items written into each other's places; None when a comment between them would lose its item."""
    gaps = [text[spans[i][1] : spans[i + 1][0]] for i in range(len(spans) - 1)]
    if any("#" in gap for gap in gaps):
        return None
    items = [text[start:end] for start, end in spans]
    pieces = [items[order[0]]]
    for gap, position in zip(gaps, order[1:], strict=True):
        pieces += [gap, items[position]]
    return text[: spans[0][0]] + "".join(pieces) + text[spans[-1][1] :]


def _without(text: str, span: tuple[int, int]) -> str:
    """The text without an item: with the comma of a list in brackets, or the whole lines of one with dashes."""
    start, end = span
    dash = re.search(r"\n[ ]*-[ ]+\Z", text[:start])
    if dash is not None:
        line_end = text.find("\n", end)
        return text[: dash.start()] + (text[line_end:] if line_end >= 0 else "\n")
    comma = re.match(r"\s*,\s*", text[end:])
    if comma is not None:
        return text[:start] + text[end + comma.end() :]
    before = re.search(r",\s*\Z", text[:start])
    return text[: before.start() if before else start] + text[end:]
