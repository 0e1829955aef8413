"""`nrfdoctor rules`: look at, check and test a rule pack."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from analyzer.cli.options import PlainFormat, RulesOption, fail, load, user_packs

app = typer.Typer(no_args_is_help=True, help="Look at, check and test the rules.", rich_markup_mode=None)


@app.command("list")
def list_(
    rules: RulesOption = None,
    format_: Annotated[PlainFormat, typer.Option("--format", "-f")] = PlainFormat.terminal,
) -> None:
    """List every cause that the rules know."""
    causes = load(rules).base.causes.values()
    if format_ is PlainFormat.json:
        rows = [{"id": c.id, "title": c.title, "area": c.area, "tests": len(c.tests)} for c in causes]
        typer.echo(json.dumps({"schema": "nrfdoctor.rules/1", "causes": rows}, indent=2))
        return
    area = ""
    for cause in sorted(causes, key=lambda c: (c.area, c.id)):
        if cause.area != area:
            area = cause.area
            typer.echo(f"{area}:")
        typer.echo(f"  {cause.id:34} {cause.title}")


@app.command()
def show(cause: Annotated[str, typer.Argument(help="Id of a cause.")], rules: RulesOption = None) -> None:
    """Show one rule: what it needs, what speaks for and against, how it is cured."""
    from analyzer.knowledge.errors import did_you_mean
    from analyzer.report.rule_text import print_rule

    pack = load(rules)
    if cause not in pack.base.causes:
        fail(f"there is no cause {cause!r}. {did_you_mean(cause, pack.base.causes)}".rstrip())
    print_rule(pack.base.causes[cause], sys.stdout)


@app.command()
def check(
    rules: RulesOption = None,
    format_: Annotated[PlainFormat, typer.Option("--format", "-f")] = PlainFormat.terminal,
) -> None:
    """Check the rules: formats, references, samples, tests and style. Exit code 1 when something is wrong."""
    from analyzer.rulecheck.check import check_pack

    findings = check_pack(user_packs(rules))
    if format_ is PlainFormat.json:
        keys = ("file", "line", "column", "severity", "check", "message", "suggestion")
        rows = [{key: getattr(finding, key) for key in keys} for finding in findings]
        typer.echo(json.dumps({"schema": "nrfdoctor.check/1", "findings": rows}, indent=2))
    else:
        for finding in findings:
            typer.echo(f"{finding.severity}: {finding} [{finding.check}]")
        errors = sum(finding.severity == "error" for finding in findings)
        typer.echo(f"{errors} errors, {len(findings) - errors} warnings")
    if any(finding.severity == "error" for finding in findings):
        raise typer.Exit(1)


@app.command("test")
def run_tests(
    corpus: Annotated[
        list[Path] | None, typer.Argument(help="Folders of further cases: <case>.log with <case>.yaml.")
    ] = None,
    rules: RulesOption = None,
) -> None:
    """Run the tests inside the rules, and the corpus. Exit code 1 when one fails."""
    from analyzer.pack import builtin_corpus
    from analyzer.rulecheck.run_tests import run_corpus, run_rule_tests

    pack = load(rules)
    own = builtin_corpus()
    folders = [*([own] if own else []), *(corpus or [])]
    for folder in folders:
        if not folder.is_dir():
            fail(f"{folder}: is no folder. Give a folder of <case>.log with <case>.yaml.")
    outcomes = [*run_rule_tests(pack), *(outcome for f in folders for outcome in run_corpus(f, pack))]
    failed = [outcome for outcome in outcomes if outcome.complaints]
    for outcome in failed:
        for complaint in outcome.complaints:
            typer.echo(f"FAILED {outcome.name}: {complaint}")
    typer.echo(f"{len(outcomes) - len(failed)} passed, {len(failed)} failed")
    if failed:
        raise typer.Exit(1)


@app.command()
def schema(
    name: Annotated[
        str, typer.Argument(help="cause, messages, codes, heads, operations, devices, checks, weights.")
    ] = "cause",
) -> None:
    """Print the JSON Schema of a kind of rule file, for completion and checks in an editor."""
    from analyzer.rulecheck.schema import SCHEMAS, schema_of

    if name not in SCHEMAS:
        fail(f"there is no file kind {name!r}. Known are {', '.join(SCHEMAS)}.")
    typer.echo(json.dumps(schema_of(name), indent=2))
