"""Checks of the sentences that people read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analyzer.knowledge.errors import Finding
from analyzer.rulecheck.edits import Ending
from analyzer.rulecheck.registry import check
from analyzer.rulecheck.subject import Spot, Subject

_LEAST_EXPLANATION = 120  # characters: two sentences, what happens and why
_UNFINISHED = re.compile(r"\bTODO\b|\bFIXME\b|\bXXX\b")


@check("says-missing", "warning")
def says_missing(subject: Subject) -> Iterator[Finding]:
    """Every weighed fact has a sentence, `says`: it is shown as the reason."""
    for placed in subject.causes.values():
        for name in {**placed.value.for_, **placed.value.against}:
            if name not in placed.value.says:
                yield placed.spot.at("facts", name).key.finding(
                    f"the fact {name!r} is weighed and has no `says`.", "Write what it means in one sentence."
                )


@check("explain-short", "warning")
def explain_short(subject: Subject) -> Iterator[Finding]:
    """`explain` says in at least two sentences what goes wrong and why."""
    for placed in subject.causes.values():
        length = len(" ".join(placed.value.explain.split()))
        if length < _LEAST_EXPLANATION:
            yield placed.spot.at("explain").finding(
                f"the explanation has {length} characters.", f"Use {_LEAST_EXPLANATION} or more."
            )


@check("sentence-stop", "warning")
def stop(subject: Subject) -> Iterator[Finding]:
    """Sentences end with a full stop: what a fact or an outcome says, what a step does, what a code means."""
    for spot in _sentences(subject):
        text = str(spot.value).rstrip()
        if text and text[-1] not in ".?:":
            edit = Ending(spot.path, 1 if text[-1] in ",;" else 0, ".")
            yield spot.finding("the sentence has no full stop.", "End it with one.", edit)


@check("sentence-mark", "warning")
def marks(subject: Subject) -> Iterator[Finding]:
    """Sentences stay calm: no exclamation marks."""
    for spot in _sentences(subject):
        if "!" in str(spot.value):
            yield spot.finding("the sentence has an exclamation mark.", "Use a full stop.")


@check("sentence-blanks", "warning")
def blanks(subject: Subject) -> Iterator[Finding]:
    """Sentences have single blanks and none at their ends."""
    for spot in _sentences(subject):
        text = str(spot.value)
        if "  " in text.strip() or text != text.strip(" ").strip("\t"):
            yield spot.finding(
                "the sentence has blanks too many.", "Use single blanks, and none at the ends."
            )


@check("unfinished")
def unfinished(subject: Subject) -> Iterator[Finding]:
    """No text says that something is still to be written."""
    for spot in (*_sentences(subject), *_names(subject)):
        found = _UNFINISHED.search(str(spot.value))
        if found:
            yield spot.finding(f"the text says {found.group()}.", "Write what is missing.")


def _sentences(subject: Subject) -> Iterator[Spot]:
    for cause in subject.causes.values():
        yield from _of_rule(cause.spot)
    for code in subject.codes:
        yield code.spot.at("meaning")
    checks = subject.vocabulary("checks").at("checks")
    for position, model in enumerate(checks.value):
        yield checks.at(position, "how")
        yield from (checks.at(position, "outcomes", name) for name in model["outcomes"])


def _of_rule(rule: Spot) -> Iterator[Spot]:
    data = rule.value
    for name, fact in data["facts"].items():
        if isinstance(fact, dict) and fact.get("says"):
            yield rule.at("facts", name, "says")
    yield rule.at("explain")
    for position in range(len(data.get("fix") or [])):
        yield rule.at("fix", position, "do")


def _names(subject: Subject) -> Iterator[Spot]:
    """Texts that are no sentences."""
    for cause in subject.causes.values():
        yield cause.spot.at("title")
        for name, fact in cause.spot.value["facts"].items():
            yield cause.spot.at("facts", name, *(["is"] if isinstance(fact, dict) else []))
        for name, ask in (cause.spot.value.get("ask") or {}).items():
            if ask and ask.get("question"):
                yield cause.spot.at("ask", name, "question")
        for position in range(len(cause.spot.value.get("tests") or [])):
            yield cause.spot.at("tests", position, "name")
            yield cause.spot.at("tests", position, "log")
