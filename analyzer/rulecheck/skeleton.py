"""The skeleton of a new rule: every key in its place, with a comment that says what belongs there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from analyzer.knowledge.errors import did_you_mean

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


class SkeletonError(Exception):
    """A rule that cannot be begun, with one sentence that says why."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that a new rule begins with."""

    name: str
    expression: str
    says: str


@dataclass(frozen=True, slots=True)
class Example:
    """A test that a new rule begins with."""

    name: str
    log: str
    cause: str
    lines: tuple[int, ...] = ()


_ANY_FACT = Fact(
    "seen", 'event any where text contains "TODO: a few words of the message"', "TODO: what it means."
)
_ANY_TESTS = (
    Example("TODO: when it is this cause", "TODO: the lines of a log, numbers and names changed", "likely"),
    Example("TODO: when it looks alike but is not", "TODO: the lines of another log", "absent"),
)


def skeleton(name: str, facts: Sequence[Fact] = (_ANY_FACT,), tests: Sequence[Example] = _ANY_TESTS) -> str:
    """The text of a new rule file."""
    needs = " or ".join(fact.name for fact in facts)
    return "\n".join(
        [
            f"id: {name}",
            "title: TODO the root cause in a few words",
            "",
            "# Where it can occur at all; leave it out when it can occur anywhere.",
            "# applies: {tools: [...], families: [...]}",
            "",
            "# What a log can show, each true, false or unknown. `says` is shown to people as the reason.",
            "facts:",
            *(line for fact in facts for line in _fact(fact)),
            "",
            _CAUSE.format(needs=needs, weights="\n".join(f"    {fact.name}: moderate" for fact in facts)),
            *(line for test in tests for line in _test(test)),
            "",
        ]
    )


def write_skeleton(folder: Path, area: str, name: str, causes: Mapping[str, str]) -> Path:
    """Write the skeleton of a rule into the folder of a pack.

    `causes` has the area of every cause that is known already. Raises SkeletonError for a name that cannot be, and
    rather than touch or replace a rule that is there.
    """
    for word, what in ((name, "an id"), (area, "an area")):
        if not _NAME.match(word):
            raise SkeletonError(f"{word!r} cannot be {what}: use small letters, digits and single hyphens.")
    areas = set(causes.values())
    if area not in areas and (near := did_you_mean(area, areas)):
        raise SkeletonError(f"there is no area {area!r}. {near}")
    if name in causes:
        raise SkeletonError(f"the rules have a cause {name!r} already, in {causes[name]}. Choose another id.")
    path = folder / "causes" / area / f"{name}.yaml"
    if path.exists():
        raise SkeletonError(f"{path} is there already. Choose another id, or edit that file.")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(skeleton(name))
    return path


def _fact(fact: Fact) -> list[str]:
    return [f"  {fact.name}:", f"    is: {_quoted(fact.expression)}", f"    says: {_quoted(fact.says)}"]


def _test(test: Example) -> list[str]:
    indented = (
        "2" if test.log.startswith(" ") else ""
    )  # or YAML would take the first line's blanks for its own
    lines = [f"  - name: {_quoted(test.name)}", f"    log: |{indented}"]
    lines += [f"      {line}".rstrip() for line in test.log.splitlines()]
    lines.append(f"    cause: {test.cause}")
    return [*lines, f"    lines: [{', '.join(map(str, test.lines))}]"] if test.lines else lines


def _quoted(text: str) -> str:
    """Text as a YAML value that means nothing but itself."""
    return "'" + text.replace("'", "''") + "'"


_CAUSE = """\
cause:
  # Without this the cause is not in the list at all. Facts joined by and, or, not.
  needs: {needs}
  # How often it is the cause among all that look like it: common, occasional, uncommon, rare.
  prior: uncommon
  # What speaks for and against it: decisive, strong, moderate, weak.
  for:
{weights}
  against: {{}}
  # Facts that say the same thing, of which only the strongest counts: [[one, other]]
  same: []

# What a look at the bench or an answer says.
# checks: {{target.voltage: {{low: {{for: strong}}, ok: {{against: moderate}}}}}}
# ask:
#   name-of-the-question: {{question: "...?", yes: {{for: strong}}, no: {{against: weak}}}}

explain: |
  TODO: in two or three sentences what goes wrong, why the tool then says what it says, and how it differs from
  what looks alike.

# From harmless to destructive; risk: none, reads, resets, writes, erases. What erases says what it `loses`.
fix:
  - {{do: "TODO: what to try first.", risk: none}}

refs: []

# At least one log in which it is the cause (likely, possible) and one in which it is not (absent, ruled-out).
tests:"""
