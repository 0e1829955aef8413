"""The evaluation of a cause as a tree: what held, what did not, and how near it came."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from rich.text import Text
from rich.tree import Tree

from analyzer.engine.evaluate import Holding
from analyzer.engine.truth import Truth
from analyzer.report.console import make_console
from analyzer.report.escape import plain
from analyzer.why import FactTrace, Why

_MARKS = {
    Truth.TRUE: ("true   ", "green"),
    Truth.FALSE: ("false  ", "red"),
    Truth.UNKNOWN: ("unknown", "yellow"),
}
_MOST_LINES = 5


def print_why(found: Sequence[Why], name: str, stream: TextIO) -> None:
    """Print one tree per problem of the log."""
    console = make_console(stream)
    for one in found:
        head = Text(f"{one.cause.id}", style="bold")
        head.append(f" in {plain(name)}: {plain(one.problem)}", style="")
        tree = Tree(head)
        tree.add(_verdict(one))
        _add_holding(tree.add(Text("needs", style="bold")), one.needs)
        facts = tree.add(Text("facts", style="bold"))
        for trace in one.facts:
            _add_fact(facts, trace)
        console.print(tree)


def _verdict(one: Why) -> Text:
    if one.state == "rival":
        return Text(
            f"a rival with {one.probability:.0%}: prior {one.prior_db:+.0f} dB, in all {one.score_db:+.0f} dB"
        )
    words = {"absent": "not in the list: what it needs did not happen", "ruled-out": "ruled out"}
    text = words.get(one.state, "not enough data")
    return Text(f"{text}: {one.reason}" if one.reason else text)


def _add_fact(branch: Tree, trace: FactTrace) -> None:
    label = _mark(trace.holding)
    label.append(f" {trace.name}", style="bold")
    label.append(f" ({trace.use})", style="dim")
    node = branch.add(label)
    if trace.says:
        node.add(Text(trace.says))
    _add_holding(node, trace.holding, label_only=True)
    for number, text in trace.lines[:_MOST_LINES]:
        node.add(Text(f"line {number}: {plain(text)[:160]}", style="cyan"))
    if len(trace.lines) > _MOST_LINES:
        node.add(Text(f"and {len(trace.lines) - _MOST_LINES} more lines", style="dim"))


def _add_holding(branch: Tree, holding: Holding, *, label_only: bool = False) -> None:
    if label_only:
        line = Text(holding.label, style="dim")
    else:
        line = _mark(holding)
        line.append(f" {holding.label}")
    node = branch.add(line)
    if holding.note:
        node.add(Text(plain(holding.note), style="italic"))
    for child in holding.children:
        _add_holding(node, child)


def _mark(holding: Holding) -> Text:
    word, style = _MARKS[holding.truth]
    return Text(word, style=style)
