"""The text that a reader sees, with everything that stands between its characters kept aside.

Escape sequences, invisible characters, entities and tags would hide a value from any expression, and the repair of
pastes takes them away again. So values are looked for in the visible text and replaced in the source around them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from analyzer.sources.clean import BLANKS, INVISIBLE
from analyzer.sources.escapes import COLOUR, CONTROL, FORWARD, MOVE, has_bare_colours
from analyzer.sources.markup import INLINE_TAG

# A page escapes once, a feed made of it once more.
_ENTITY = r"&(?:amp;){0,2}(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
# The text of a title or a link, which other sequences hold, stays in sight: it names users and folders.
_ASIDE = re.compile(
    rf"(?P<entity>{_ENTITY})|(?P<move>{MOVE.pattern})|(?P<blank>{FORWARD.pattern}|[{BLANKS}])"
    rf"|(?P<hidden>{CONTROL.pattern}|{COLOUR.pattern}|[{INVISIBLE}])"
)
_FIRST = re.compile(f"[&\x1b\x9b{BLANKS}{INVISIBLE}]")
# A colour may have lost its escape character, or have it spelled out.
_FIRST_OR_COLOUR = re.compile(rf"[&\x1b\x9b{BLANKS}{INVISIBLE}]|\[(?=\d)|[\u241b^\\](?=[\[xXuU0e])")
_ASIDE_OR_TAG = re.compile(rf"{_ASIDE.pattern}|(?P<tag>(?i:{INLINE_TAG.pattern}))")


@dataclass(frozen=True, slots=True)
class Aside:
    """A piece of the source that is not seen as it is written."""

    at: int
    """Place in the visible text."""
    written: str
    width: int
    """How many visible characters it stands for: 0 when it is not seen at all."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """A piece of the visible text and what takes its place."""

    start: int
    end: int
    token: str


@dataclass(frozen=True, slots=True)
class Visible:
    """A text as it is seen."""

    text: str
    asides: tuple[Aside, ...] = ()

    @classmethod
    def of(cls, text: str, spots: Iterable[re.Match[str]]) -> Visible:
        """The text in which certain pieces are not seen as they are written."""
        pieces: list[str] = []
        asides: list[Aside] = []
        at = length = 0
        for found in spots:
            seen = _seen(found)
            length += found.start() - at
            asides.append(Aside(length, found[0], len(seen)))
            pieces += text[at : found.start()], seen
            length += len(seen)
            at = found.end()
        return cls("".join((*pieces, text[at:])), tuple(asides)) if asides else cls(text)

    @property
    def source(self) -> str:
        """The text as it is written."""
        if not self.asides:
            return self.text
        pieces: list[str] = []
        at = 0
        for aside in self.asides:
            pieces += self.text[at : aside.at], aside.written
            at = aside.at + aside.width
        return "".join((*pieces, self.text[at:]))

    def replaced(self, replacements: Sequence[Replacement]) -> Visible:
        """The text with tokens put in; replacements come in order and do not overlap.

        What is not seen stays, as far into the token as it stood in the value.
        """
        if not replacements:
            return self
        pieces: list[str] = []
        at = 0
        for one in replacements:
            pieces += self.text[at : one.start], one.token
            at = one.end
        text = "".join((*pieces, self.text[at:]))
        return Visible(text, tuple(_moved(self.asides, replacements)))


def plain(text: str) -> Visible:
    """The text as a log shows it: entities resolved, escape sequences and invisible characters out of sight."""
    return Visible.of(text, _spots(text))


def without_tags(text: str) -> Visible:
    """The same of a page, with the tags out of sight that only format."""
    return Visible.of(text, _ASIDE_OR_TAG.finditer(text))


def _spots(text: str) -> Iterator[re.Match[str]]:
    """The pieces of a log that are not seen as they are written; the usual log has few or none."""
    done = 0
    for first in (_FIRST_OR_COLOUR if has_bare_colours(text) else _FIRST).finditer(text):
        found = _ASIDE.match(text, first.start()) if first.start() >= done else None
        if found is not None:
            done = found.end()
            yield found


def _seen(found: re.Match[str]) -> str:
    """What is seen of a piece: the character of an entity, a blank, a return to the line's beginning, or nothing."""
    match found.lastgroup:
        case "entity":
            return _character(found[0])
        case "move":
            return "\r"
        case "blank":
            return " "
    return ""


def _character(entity: str) -> str:
    """The character of an entity that was escaped up to three times; the text itself when it is none."""
    inner = re.sub(r"&(?:amp;)+(?!\Z)", "&", entity)
    seen = html.unescape(inner)
    return entity if len(seen) != 1 else seen if seen.isprintable() else " "


def _moved(asides: Sequence[Aside], replacements: Sequence[Replacement]) -> Iterator[Aside]:
    """The asides at their new places; those that were written for a replaced character are gone."""
    shift = place = 0
    for aside in asides:
        while place < len(replacements) and replacements[place].end <= aside.at:
            one = replacements[place]
            shift += len(one.token) - (one.end - one.start)
            place += 1
        within = place < len(replacements) and replacements[place].start < aside.at + aside.width
        inside = place < len(replacements) and replacements[place].start < aside.at
        if not (within or inside):
            yield Aside(aside.at + shift, aside.written, aside.width)
        elif not aside.width:
            start = replacements[place].start
            yield Aside(
                start + shift + min(aside.at - start, len(replacements[place].token)), aside.written, 0
            )
