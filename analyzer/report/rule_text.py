"""One rule, readable."""

from __future__ import annotations

from typing import TextIO

from rich.text import Text

from analyzer.engine.fact_printer import unparse
from analyzer.engine.rules import Cause
from analyzer.report.console import make_console


def print_rule(cause: Cause, stream: TextIO) -> None:
    """Print what the rule needs, weighs and advises."""
    console = make_console(stream)
    console.print(
        Text(f"{cause.title}", style="bold"), Text(f"  {cause.id}, {cause.area}", style="dim"), sep=""
    )
    console.print(Text(cause.explain.strip()))
    console.print(Text(f"\nneeds: {unparse(cause.needs)}   prior: {cause.prior}"))
    for role, words in (("for", cause.for_), ("against", cause.against)):
        for name, word in words.items():
            line = Text(f"{role} ({word}): ")
            line.append(name, style="bold")
            console.print(line.append(f"  {cause.says.get(name, '')}"))
    console.print(Text("\nfacts:"))
    for name, fact in cause.facts.items():
        console.print(Text(f"  {name}: {unparse(fact)}", style="dim"))
    for step in cause.fixes:
        loses = f", loses {step.loses}" if step.loses else ""
        console.print(
            Text(f"do ({step.risk}{loses}): {step.do}", style="red" if step.risk == "erases" else "")
        )
        if step.run:
            console.print(Text(f"    {step.run}"))
    for reference in cause.refs:
        console.print(Text(f"see {reference}", style="dim"))
