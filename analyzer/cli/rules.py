"""`nrfdoctor rules`: look at, check and test a rule pack."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analyzer.cli import draft, untranslated
from analyzer.cli.options import PlainFormat, RulesOption, fail, load, user_packs

if TYPE_CHECKING:
    from analyzer.rulecheck.check import Checked


class Listed(StrEnum):
    """What `rules coverage` writes out line by line."""

    typed = "typed"
    generic = "generic"
    nothing = "nothing"
    samples = "samples"


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
    only: Annotated[
        list[str] | None, typer.Option("--only", help="Run this check only; may be repeated.")
    ] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Leave out the checks that take seconds.")] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="Put right in the files what can be put right safely.")
    ] = False,
    list_checks: Annotated[
        bool, typer.Option("--list", help="List the checks and what they look at.")
    ] = False,
) -> None:
    """Check the rules: formats, references, samples, tests and style. Exit code 1 when something is wrong."""
    from analyzer.rulecheck.check import check_pack
    from analyzer.rulecheck.check_text import as_json, as_text, describe_checks, unknown_check

    if list_checks:
        typer.echo("\n".join(describe_checks()))
        return
    if wrong := unknown_check(only or ()):
        fail(wrong)
    packs = user_packs(rules)
    checked = check_pack(packs, only=only or (), quick=quick)
    if fix and _mend(checked):
        checked = check_pack(packs, only=only or (), quick=quick)
    in_json = format_ is PlainFormat.json
    typer.echo(json.dumps(as_json(checked), indent=2) if in_json else "\n".join(as_text(checked)))
    if checked.errors:
        raise typer.Exit(1)


def _mend(checked: Checked) -> bool:
    """Put right what can be; True when a file changed."""
    from analyzer.rulecheck.mend import mend

    try:
        mended = mend(checked.findings)
    except OSError as error:
        fail(f"{error.filename}: cannot be written: {error.strerror}.")
    for name, number in mended.items():
        typer.echo(f"{name}: {number} put right", err=True)
    return bool(mended)


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
        str,
        typer.Argument(help="cause, messages, codes, heads, operations, devices, checks, weights, language."),
    ] = "cause",
) -> None:
    """Print the JSON Schema of a kind of rule file, for completion and checks in an editor."""
    from analyzer.rulecheck.schema import SCHEMAS, schema_of

    if name not in SCHEMAS:
        fail(f"there is no file kind {name!r}. Known are {', '.join(SCHEMAS)}.")
    typer.echo(json.dumps(schema_of(name), indent=2))


@app.command()
def coverage(
    lists: Annotated[
        list[Path] | None,
        typer.Argument(help="JSONL lists of lines that tools print, in `line` or `instance`."),
    ] = None,
    sink: Annotated[
        str | None, typer.Option("--sink", help="Only lines that go there: log, stdout, throw.")
    ] = None,
    listed: Annotated[
        Listed | None,
        typer.Option("--list", help="Write these lines out; samples: messages that no log shows."),
    ] = None,
    rules: RulesOption = None,
    format_: Annotated[PlainFormat, typer.Option("--format", "-f")] = PlainFormat.terminal,
) -> None:
    """Tell which of the lines that tools can print the rules understand, and which messages no log tries."""
    from analyzer.knowledge.errors import PackError
    from analyzer.rulecheck.check import open_subject
    from analyzer.rulecheck.coverage import cover, exercise
    from analyzer.rulecheck.coverage_text import as_json, as_text

    pack = load(rules)
    try:
        covered = list(cover(lists or [], pack.grammar, sink))
    except PackError as error:
        fail(str(error.findings[0]))
    tried = exercise(open_subject(pack, user_packs(rules)))
    chosen = listed.value if listed else None
    if format_ is PlainFormat.json:
        typer.echo(json.dumps(as_json(covered, tried, chosen), indent=2, ensure_ascii=False))
    else:
        typer.echo("\n".join(as_text(covered, tried, chosen)))


@app.command()
def new(
    id_: Annotated[
        str, typer.Argument(metavar="ID", help="Id of the cause: small letters, digits and hyphens.")
    ],
    area: Annotated[str, typer.Option("--area", help="Folder that it belongs to, e.g. host, target, image.")],
    folder: Annotated[
        Path | None, typer.Option("--dir", help="Folder of the rule pack; your own pack when not given.")
    ] = None,
    rules: RulesOption = None,
) -> None:
    """Begin a rule: write a file with every key in its place. A rule that is there is never touched."""
    from analyzer.rulecheck.skeleton import SkeletonError, write_skeleton

    known = {cause.id: cause.area for cause in load(rules).base.causes.values()}
    try:
        path = write_skeleton(folder or _own_pack(), area, id_, known)
    except SkeletonError as error:
        fail(str(error))
    except OSError as error:
        fail(f"{error.filename}: cannot be written: {error.strerror}.")
    typer.echo(path)


def _own_pack() -> Path:
    """The pack in the user's configuration folder, which every command reads besides the built-in one."""
    import platformdirs

    return platformdirs.user_config_path("nrfdoctor", appauthor=False) / "rules"


draft.register(app)
untranslated.register(app)
