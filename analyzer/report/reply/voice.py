"""How a reply speaks: phrases and texts of the rules in its language, as Markdown that cannot be broken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analyzer.engine.result import Diagnosis, Evidence
from analyzer.knowledge.language import Language
from analyzer.pack import Pack
from analyzer.report.escape import code_span, paragraphs, plain, prose
from analyzer.report.words import sentence, unstopped

_LONGEST_NAME = 80
_MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class Voice:
    """A language, the rules whose texts it says, and what the customer answered already."""

    language: Language
    pack: Pack
    answers: Mapping[str, str]
    """Answers by the id of their question."""

    def say(self, key: str, /, **values: str | int) -> str:
        """A phrase; what is filled in must be Markdown already."""
        return self.language.say(key, **values)

    def text(self, source: str) -> str:
        """A text of a rule."""
        return prose(self.language.text(source))

    def within(self, source: str) -> str:
        """A text of a rule that a sentence goes on after."""
        return prose(unstopped(self.language.text(source).strip()))

    def paragraphs(self, source: str) -> list[str]:
        """The paragraphs of a text of a rule."""
        return [prose(part) for part in paragraphs(self.language.text(source))]

    def title(self, titles: Sequence[str]) -> str:
        """What was being done, as the beginning of a sentence."""
        return prose(sentence(", ".join(self.language.text(title) for title in titles)))

    def span(self, first: int, last: int) -> str:
        """A range of lines."""
        single = last <= first
        return self.say("lines", count=1 if single else 2, lines=str(first) if single else f"{first}-{last}")

    def lines(self, numbers: Sequence[int]) -> str:
        """Some lines, the most telling first."""
        shown = ", ".join(str(number) for number in numbers[:_MOST_LINES])
        return self.say("lines", count=len(numbers), lines=shown)

    def names(self, names: Sequence[str]) -> str:
        """Names of logs."""
        return self.language.joined([code_span(plain(name, _LONGEST_NAME)) for name in names])

    def is_fault(self, diagnosis: Diagnosis) -> bool:
        """False for a cause that says nothing is wrong."""
        rule = self.pack.base.causes.get(diagnosis.cause)
        return rule is None or rule.is_fault

    def reason(self, diagnosis: Diagnosis, evidence: Evidence) -> str:
        """Why a piece of evidence matters, as its rule says it; empty where it says nothing."""
        if evidence.role == "answer":
            return self._answered(diagnosis, evidence.fact)
        rule = self.pack.base.causes.get(diagnosis.cause)
        says = rule.says.get(evidence.fact, "") if rule else ""
        if not says:
            return ""
        if not evidence.lines:
            return self.text(says)
        return self.say("reason", reason=self.within(says), lines=self.lines(evidence.lines))

    def _answered(self, diagnosis: Diagnosis, question: str) -> str:
        answer = self.answers.get(question)
        rule = self.pack.base.causes.get(diagnosis.cause)
        ask = rule.asks.get(question) if rule else None
        return self.say(f"answered.{answer}", question=self.text(ask.question)) if answer and ask else ""
