"""Running the tests that rules carry inside them, and the cases of a corpus, through the whole pipeline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analyzer.engine.result import Report
from analyzer.engine.rules import Cause, Observation, RuleTest
from analyzer.knowledge.errors import PackError
from analyzer.knowledge.yaml_source import load_yaml
from analyzer.pack import Pack
from analyzer.pipeline import analyze, exit_code
from analyzer.sources import SourceError, read_bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one test came out; no complaint means that it passed."""

    name: str
    complaints: tuple[str, ...]


def run_rule_tests(pack: Pack) -> Iterator[Outcome]:
    """Every test of every rule, evaluated with the whole pack, rivals included."""
    for cause in pack.base.causes.values():
        for test in cause.tests:
            yield Outcome(f"{cause.id}: {test.name}", tuple(_rule_complaints(cause, test, pack)))


def analyze_text(text: str, pack: Pack, observations: tuple[Observation, ...] = ()) -> Report:
    """The report on a log given as text."""
    documents = read_bytes("test.log", text.encode("utf-8"))
    return analyze(documents[0], pack, observations)


def verdict_of(cause: str, result: Report) -> str:
    """likely, possible, ruled-out, not-enough-data or absent."""
    for one in (*result.diagnoses, *result.set_aside):
        if one.cause == cause:
            return one.verdict
    return "absent"


def _rule_complaints(cause: Cause, test: RuleTest, pack: Pack) -> Iterator[str]:
    observations = tuple(Observation("answer", name, value) for name, value in test.answers.items())
    result = analyze_text(test.log, pack, observations)
    verdict = verdict_of(cause.id, result)
    shown = ", ".join(f"{d.cause} {d.probability:.2f}" for d in result.diagnoses[:4]) or "no diagnosis"
    accepted = {"absent": ("absent", "not-enough-data")}.get(test.expected, (test.expected,))
    if verdict not in accepted:
        yield f"the cause is {verdict}, expected {test.expected} ({shown})"
    lines = {n for d in result.diagnoses if d.cause == cause.id for e in d.evidence for n in e.lines}
    missing = [n for n in test.lines if n not in lines]
    if missing:
        yield f"no evidence on line {missing[0]}; evidence is on {sorted(lines) or 'no line'}"


def run_corpus(folder: Path, pack: Pack) -> Iterator[Outcome]:
    """Every `<case>.log` of a folder against its `<case>.yaml`."""
    for path in sorted(folder.glob("*.yaml")):
        log = path.with_suffix(".log")
        try:
            expected = load_yaml(path).data["expect"]
            documents = read_bytes(log.name, log.read_bytes())
            complaints = tuple(_corpus_complaints(expected, analyze(documents[0], pack), pack))
        except (OSError, PackError, SourceError, KeyError) as error:
            complaints = (f"cannot be run: {error}",)
        yield Outcome(path.stem, complaints)


def _corpus_complaints(expected: dict[str, Any], result: Report, pack: Pack) -> Iterator[str]:
    listed = {d.cause: d for d in result.diagnoses}
    shown = ", ".join(f"{d.cause} {d.probability:.2f}" for d in result.diagnoses[:4]) or "no diagnosis"
    top = result.diagnoses[0].cause if result.diagnoses else None
    if expected.get("top") and top not in expected["top"]:
        yield f"first is {top}, expected one of {', '.join(expected['top'])} ({shown})"
    for cause in expected.get("among", []):
        if cause not in listed:
            yield f"{cause} is not in the list ({shown})"
    for cause in expected.get("absent", []):
        if cause in listed:
            yield f"{cause} is in the list with {listed[cause].probability:.2f}"
    limit = float(expected.get("max_probability", 1))
    if any(d.probability > limit for d in result.diagnoses):
        yield f"a cause is above {limit} ({shown})"
    yield from _measured_complaints(expected, result, pack)


def _measured_complaints(expected: dict[str, Any], result: Report, pack: Pack) -> Iterator[str]:
    """Exit code, decoded codes, operations and recognised lines."""
    if "exit" in expected and exit_code(result, pack) != expected["exit"]:
        texts = "; ".join(f"line {u.line}: {u.text}" for u in result.unexplained[:2])
        yield f"exit code {exit_code(result, pack)}, expected {expected['exit']}" + (
            f" ({texts})" if texts else ""
        )
    codes = {record.error.code for record in result.errors}
    for code in expected.get("codes", []):
        if code not in codes:
            yield f"the code {code} was not decoded"
    wanted = [(o["kind"], o["outcome"]) for o in expected.get("operations", [])]
    found = [(o.kind, o.outcome) for o in result.operations]
    rest = iter(found)
    if not all(operation in rest for operation in wanted):
        yield f"operations are {found}, expected among them, in this order, {wanted}"
    if result.recognised < int(expected.get("recognised", 0)):
        yield f"{result.recognised} lines recognised, expected {expected['recognised']}"
