"""`nrfdoctor rules untranslated`: what a language still lacks."""

from __future__ import annotations

from typing import Annotated

import typer

from analyzer.cli.options import RulesOption, fail, load, load_words


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("untranslated")(untranslated)


def untranslated(
    language: Annotated[str, typer.Argument(help="Code of a language, e.g. de.")],
    area: Annotated[
        str | None,
        typer.Option("--area", help="Only these: an area of causes, codes, checks or operations."),
    ] = None,
    rules: RulesOption = None,
) -> None:
    """Print the texts of the rules that a language lacks, as a file to fill in."""
    from analyzer.knowledge.errors import did_you_mean
    from analyzer.pack.texts import rule_texts
    from analyzer.rulecheck.untranslated import as_yaml, missing_texts

    texts = rule_texts(load(rules))
    areas = dict.fromkeys(one.area for one in texts)
    if area and area not in areas:
        hint = did_you_mean(area, areas) or f"There are {', '.join(areas)}."
        fail(f"--area {area}: there is no such area. {hint}")
    chosen = [one for one in texts if area in (None, one.area)]
    missing = missing_texts(chosen, load_words(language, rules).texts)
    if missing:
        typer.echo("\n".join(as_yaml(language, missing)))
    typer.echo(f"{len(missing)} of {len(chosen)} texts are missing.", err=True)
