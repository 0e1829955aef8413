"""The check that no pattern of the pack can be driven into endless backtracking by a hostile or unlucky line."""

from __future__ import annotations

from collections.abc import Iterator

from analyzer.knowledge.errors import Finding
from analyzer.parsing.heads import strip_heads
from analyzer.parsing.templates import Template, fold
from analyzer.rulecheck.messages import pattern_spots
from analyzer.rulecheck.pump import Explosion, Matching, explosion
from analyzer.rulecheck.regex_shape import choices
from analyzer.rulecheck.registry import check
from analyzer.rulecheck.subject import Spot, Subject

_LONGEST_MESSAGE = 4096  # characters of a message that the catalogue looks at
_LEAST_CHOICES = (
    2  # repeats that can stop at several places: with one, the time grows with the square at most
)
_LONGEST_HEAD = 512  # characters of a line that the heads look at


@check("pattern-slow", slow=True)
def pattern_slow(subject: Subject) -> Iterator[Finding]:
    """No line, however long, takes a pattern or a line head much longer than its length explains."""
    heads = subject.pack.grammar.heads
    for placed in subject.entries:
        bodies = [fold(strip_heads(text, heads).body) for text, _ in placed.value.samples]
        for spot, template in zip(pattern_spots(placed), placed.value.templates, strict=True):
            if len(choices(template.source)) >= _LEAST_CHOICES:
                match = _matching(template, placed.value.whole)
                sample = next(filter(match, bodies), bodies[0])
                yield from _told(spot, placed.value.id, explosion(match, sample, _LONGEST_MESSAGE))
    for head in subject.heads:
        found = explosion(head.value.regex.match, head.value.samples[0], _LONGEST_HEAD)
        yield from _told(head.spot.at("regex"), head.value.id, found)


def _matching(template: Template, whole: bool) -> Matching:
    """The template at work as in the catalogue, on folded text: runs of blanks never reach it."""
    look = template.regex.match if whole else template.regex.search
    return lambda text: look(fold(text))


def _told(spot: Spot, name: str, found: Explosion | None) -> Iterator[Finding]:
    if found is not None:
        yield spot.finding(
            f"{name}: {found.length} characters of repeated {found.fragment!r} take {found.seconds:.2f} s.",
            "Give the placeholders types that say where they end, or make the quantifiers possessive.",
        )
