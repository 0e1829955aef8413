"""Checks of what is private: samples and their tokens, what must stay, and how long the expressions take."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analyzer.knowledge.errors import Finding
from analyzer.pack.private import private_kinds
from analyzer.redact.kinds import Kind, PrivateKinds, Shape
from analyzer.redact.look import finds, look
from analyzer.redact.redaction import redacted
from analyzer.redact.tokens import Tokens
from analyzer.rulecheck.pump import Matching, explosion
from analyzer.rulecheck.registry import check
from analyzer.rulecheck.subject import Placed, Subject

_LONGEST = 4096  # characters of a line that most logs stay below


@check("private-sample")
def sample(subject: Subject) -> Iterator[Finding]:
    """Every sample of a private kind becomes what it says, and stays as it is when it is redacted once more."""
    kinds = private_kinds(subject.pack)
    for placed in subject.private:
        for position, (text, becomes) in enumerate(placed.value.samples):
            spot = placed.spot.at("samples", position, "becomes")
            result = redacted(text, Tokens(kinds)).text
            if result != becomes:
                yield spot.finding(f"{placed.value.id}: the sample becomes {result!r}.")
            elif redacted(result, Tokens(kinds)).text != result:
                yield spot.finding(f"{placed.value.id}: redacted once more it changes again.")


@check("private-unshown", "warning")
def unshown(subject: Subject) -> Iterator[Finding]:
    """Every shape of a private kind has a sample that it fits."""
    kinds = private_kinds(subject.pack)
    for placed in subject.private:
        for position, shape in enumerate(placed.value.shapes):
            if _shown(shape, placed.value, kinds) is None:
                yield placed.spot.at("shapes", position).finding(
                    f"{placed.value.id}: the shape fits none of its samples.", "Add one, or mend it."
                )


@check("private-clear")
def clear(subject: Subject) -> Iterator[Finding]:
    """A text that holds nothing private stays as it is."""
    kinds = private_kinds(subject.pack)
    for spot in subject.clear:
        result = redacted(spot.value, Tokens(kinds)).text
        if result != spot.value:
            yield spot.finding(f"it becomes {result!r}.")


@check("private-word")
def word(subject: Subject) -> Iterator[Finding]:
    """No rule looks for the words that tokens begin with, and no two kinds share one."""
    kinds = private_kinds(subject.pack)
    seen: dict[str, str] = {}
    for placed in subject.private:
        for position, own in enumerate(placed.value.words):
            spot = placed.spot.at("words", position)
            if any(re.search(mark, f"{own}1xxx") for mark in kinds.marks):
                yield spot.finding(f"{placed.value.id}: a fact looks for {own!r} within texts.")
            other = seen.setdefault(own, placed.value.id)
            if other != placed.value.id:
                yield spot.finding(f"{placed.value.id}: tokens of {other} begin with {own!r} too.")


@check("private-slow", slow=True)
def slow(subject: Subject) -> Iterator[Finding]:
    """No line, however long, takes a shape of a private kind much longer than its length explains."""
    kinds = private_kinds(subject.pack)
    for placed in subject.private:
        for position, shape in enumerate(placed.value.shapes):
            text = _shown(shape, placed.value, kinds)
            found = explosion(_matching(shape, placed, kinds), text, _LONGEST) if text else None
            if found is not None:
                yield placed.spot.at("shapes", position, "regex").finding(
                    f"{placed.value.id}: {found.length} characters of repeated {found.fragment!r} take "
                    f"{found.seconds:.2f} s.",
                    "Give the quantifiers bounds, or make them possessive.",
                )


def _shown(shape: Shape, kind: Kind, kinds: PrivateKinds) -> str | None:
    """A sample that the shape fits, as written or with what stands before it in order redacted already."""
    texts = [text for pair in kind.samples for text in pair]
    return next((text for text in texts if next(finds(shape, text), None)), None)


def _matching(shape: Shape, placed: Placed[Kind], kinds: PrivateKinds) -> Matching:
    """The shape at work: not its expression alone, but what is walked and looked at beside it too."""
    alone = Kind(
        placed.value.id,
        "",
        placed.value.form,
        shapes=(shape,),
        not_after=placed.value.not_after,
        not_before=placed.value.not_before,
    )

    def match(text: str) -> re.Match[str] | None:
        look(alone, text, kinds)
        return next(finds(shape, text), None)

    return match
