"""Checks of questions and live observations: their texts, and that every answer says something."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from analyzer.engine.rules import Cause
from analyzer.knowledge.errors import Finding
from analyzer.rulecheck.edits import Ending
from analyzer.rulecheck.registry import check
from analyzer.rulecheck.subject import Placed, Spot, Subject


@check("question-text", whole=True)
def text(subject: Subject) -> Iterator[Finding]:
    """Every question is written out in at least one of the rules that ask it."""
    for name, asked in _questions(subject).items():
        if not any(words for _, _, words in asked):
            yield asked[0][1].key.finding(
                f"no rule says how the question {name!r} is put.", "Give it a `question` in one of the rules."
            )


@check("question-texts")
def texts(subject: Subject) -> Iterator[Finding]:
    """A question that several rules ask has one text: it is put once."""
    for name, asked in _questions(subject).items():
        written = [(placed, spot, words) for placed, spot, words in asked if words]
        for placed, spot, words in written[1:]:
            first = written[0]
            if words != first[2] and placed is not first[0]:
                yield spot.at("question").finding(
                    f"{first[0].value.id} puts the question {name!r} in other words: {first[2]!r}.",
                    "Keep the text in one rule and leave it out of the others.",
                )


@check("question-mark", "warning")
def question_mark(subject: Subject) -> Iterator[Finding]:
    """A question ends with a question mark."""
    for asked in _questions(subject).values():
        for _, spot, words in asked:
            if words and not words.endswith("?"):
                place = spot.at("question")
                edit = Ending(place.path, 1 if words.endswith(".") else 0, "?")
                yield place.finding("the question does not end with a question mark.", "Put one there.", edit)


@check("question-one-sided", "warning")
def one_sided(subject: Subject) -> Iterator[Finding]:
    """Yes and no do not both speak for a cause, nor both against it: the question would be pointless."""
    for placed in subject.causes.values():
        for name, ask in placed.value.asks.items():
            said = list(ask.answers.values())
            if len(said) == 2 and (all(s.for_ for s in said) or all(s.against for s in said)):
                spot = placed.spot.at("ask", name)
                yield spot.key.finding(f"{name!r}: both answers speak the same way.", "One of them must not.")


@check("answer-empty")
def answer_empty(subject: Subject) -> Iterator[Finding]:
    """Every answer that a rule lists speaks for or against its cause, and every question has one."""
    for placed in subject.causes.values():
        for name in placed.value.asks:
            spot = placed.spot.at("ask", name)
            answers = [word for word in ("yes", "no") if word in (spot.value or {})]
            if not answers:
                yield spot.key.finding(
                    f"{name!r} has neither `yes` nor `no`.", "Say what an answer speaks for."
                )
            yield from _silent(spot, answers, name)


@check("outcome-empty")
def outcome_empty(subject: Subject) -> Iterator[Finding]:
    """Every outcome that a rule lists speaks for or against its cause, and every check has one."""
    for placed in subject.causes.values():
        for name, outcomes in placed.value.checks.items():
            spot = placed.spot.at("checks", name)
            if not outcomes:
                yield spot.key.finding(f"{name} has no outcomes.", "Say what an outcome speaks for.")
            yield from _silent(spot, list(outcomes), name)


@check("test-answers")
def test_answers(subject: Subject) -> Iterator[Finding]:
    """The answers that a test gives are yes or no, to questions of its own rule."""
    for placed in subject.causes.values():
        for position, test in enumerate(placed.value.tests):
            for name, answer in test.answers.items():
                spot = placed.spot.at("tests", position, "answers", name)
                if name not in placed.value.asks:
                    yield spot.key.finding(
                        f"the rule does not ask {name!r}.", "Ask it, or answer another question."
                    )
                elif answer not in ("yes", "no"):
                    yield spot.finding(f"{answer!r} is no answer.", "Write yes or no.")


def _questions(subject: Subject) -> dict[str, list[tuple[Placed[Cause], Spot, str]]]:
    """Question id to the rules that ask it, where, and in which words (empty: in those of another rule)."""
    found: dict[str, list[tuple[Placed[Cause], Spot, str]]] = defaultdict(list)
    for placed in subject.causes.values():
        for name in placed.value.asks:
            spot = placed.spot.at("ask", name)
            words = (spot.value or {}).get("question") or ""
            found[name].append((placed, spot, str(words).strip()))
    return found


def _silent(spot: Spot, words: list[str], name: str) -> Iterator[Finding]:
    for word in words:
        said = spot.value[word] or {}
        if not said.get("for") and not said.get("against"):
            yield spot.at(word).key.finding(
                f"{name}: {word!r} speaks neither for nor against the cause.",
                "Leave it out, or give it a weight.",
            )
        elif said.get("for") and said.get("against"):
            yield spot.at(word).key.finding(f"{name}: {word!r} speaks for the cause and against it.")
