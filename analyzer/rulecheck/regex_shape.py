"""The shape of a raw expression: its atoms, what repeats them, and how deep they stand in groups."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

_ATOM = re.compile(
    r"""(?P<escape>\\.)
      | (?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])
      | (?P<open>\((?:\?(?:P<\w+>|P=\w+|<?[=!]|[:>]|[a-zA-Z-]*[:)]))?)
      | (?P<close>\))
      | (?P<bar>\|)
      | (?P<dot>\.)
      | (?P<anchor>[\^$])
      | (?P<letter>.)""",
    re.VERBOSE | re.DOTALL,
)
_REPEAT = re.compile(r"(?P<count>[*+?]|\{\d*(?P<comma>,?)\d*\})(?P<mode>[?+]?)")


@dataclass(frozen=True, slots=True)
class Atom:
    """One piece of an expression with what repeats it."""

    kind: str
    """escape, set, open, close, bar, dot, anchor or letter."""
    text: str
    at: int
    """Index of its first character."""
    depth: int
    """Groups that it stands in; an opening or closing parenthesis counts as standing outside its group."""
    count: str = ""
    """`*`, `+`, `?`, `{2,}` and so on; empty for once."""
    mode: str = ""
    """`?` lazy, `+` possessive, empty greedy."""

    @property
    def is_open(self) -> bool:
        """True when it may be repeated without end."""
        return self.count in ("*", "+") or self.count.endswith(",}")

    @property
    def gives_back(self) -> bool:
        """True when it is repeated without end and tries other lengths when what follows does not fit."""
        return self.is_open and self.mode != "+"


def atoms(source: str) -> list[Atom]:
    """The atoms of an expression that compiles."""
    return list(_read(source))


def _read(source: str) -> Iterator[Atom]:
    position = depth = 0
    while position < len(source):
        found = _ATOM.match(source, position)
        if found is None:
            return
        kind, text = str(found.lastgroup), found.group()
        depth -= kind == "close"
        position = found.end()
        repeat = _REPEAT.match(source, position) if kind not in ("open", "bar", "anchor") else None
        count, mode = (repeat.group("count"), repeat.group("mode")) if repeat else ("", "")
        position = repeat.end() if repeat else position
        yield Atom(kind, text, found.start(), depth, count, mode)
        depth += kind == "open" and not text.endswith(")")


def choices(source: str) -> list[Atom]:
    """Repeats without end that can stop at several places: what follows could begin with what they repeat."""
    read = atoms(source)
    return [
        a for i, a in enumerate(read) if a.gives_back and (a.kind == "close" or not _ends_itself(read, i))
    ]


def _ends_itself(read: Sequence[Atom], index: int) -> bool:
    """True when the next atom must be there and takes none of the characters that this one repeats."""
    for follower in read[index + 1 :]:
        if follower.kind in ("open", "close") and not follower.count:
            continue
        if follower.text == r"\Z":
            return True
        certain = follower.count in ("", "+") and follower.kind in ("letter", "escape", "set")
        return certain and not _characters(read[index].text) & _characters(follower.text)
    return True


@cache
def _characters(atom: str) -> frozenset[str]:
    """The visible ASCII characters and the blank that an atom takes."""
    return frozenset(filter(re.compile(atom).fullmatch, map(chr, range(32, 127))))


def nested_repeats(source: str) -> list[Atom]:
    """Groups repeated without end that hold something repeated without end: `(a+b?)*` tries every way to share."""
    read = atoms(source)
    result = []
    for index, atom in enumerate(read):
        if atom.kind == "close" and atom.gives_back:
            start = max(i for i in range(index) if read[i].kind == "open" and read[i].depth == atom.depth)
            atomic = read[start].text == "(?>"
            if not atomic and any(inner.gives_back for inner in read[start + 1 : index]):
                result.append(read[start])
    return result


def bare_dots(source: str) -> list[Atom]:
    """Points between letters or digits that stand for any character and were probably meant as points."""
    read = atoms(source)
    return [
        atom
        for before, atom, after in zip(read, read[1:], read[2:], strict=False)
        if atom.kind == "dot" and not atom.count and _is_word(before) and _is_word(after)
    ]


def greedy_middles(source: str) -> list[Atom]:
    """`.*` and `.+` that swallow the rest of the line and give it back character by character."""
    read = atoms(source)
    visible = [atom for atom in read if not _is_end(atom)]
    last = visible[-1] if visible else None
    return [a for a in read if a.kind == "dot" and a.is_open and not a.mode and a is not last]


def _is_word(atom: Atom) -> bool:
    digit = atom.kind == "escape" and atom.text in (r"\d", r"\w")
    return digit or (atom.kind == "letter" and atom.text.isalnum())


def _is_end(atom: Atom) -> bool:
    """True for what may follow the last visible part: closing parentheses, blanks, the end."""
    return atom.kind in ("close", "anchor") or atom.text in (r"\s", r"\Z", r"\b") or atom.text == " "
