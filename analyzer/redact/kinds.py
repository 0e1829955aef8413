"""What is private in a log, as the pack knows it: kinds of values, their shapes, the names that are nobody's."""

from __future__ import annotations

import fnmatch
import re
from dataclasses import dataclass, field
from functools import cache

_WILD = re.compile(r"[*?\[]")


class Names(frozenset[str]):
    """Names, some of them with `*`, `?` and `[...]`; upper and lower case are alike."""

    def holds(self, name: str) -> bool:
        """True when the name is one of them."""
        plain, wild = _sorted_out(self)
        folded = name.casefold()
        return folded in plain or (wild is not None and wild.match(folded) is not None)


NO_NAMES = Names()


@cache
def _sorted_out(names: Names) -> tuple[frozenset[str], re.Pattern[str] | None]:
    """The plain names, and one expression for those with wildcards."""
    folded = [name.casefold() for name in names]
    wild = sorted(name for name in folded if _WILD.search(name))
    source = "|".join(fnmatch.translate(name) for name in wild)
    return frozenset(folded).difference(wild), re.compile(source) if wild else None


@dataclass(frozen=True, slots=True)
class Shape:
    """One way in which a private value stands in a text; the group `private` of the expression is the value."""

    source: str
    needs: tuple[str, ...] = ()
    """Texts in lower case, one of which stands in every line that the shape fits, in whatever case."""
    run: int = 0
    """How many letters and digits, a digit among them, the match begins with at least; 0 when it begins otherwise."""
    after: str = ""
    """Expression of what stands right before such a run; empty for anything."""
    walk: str = ""
    """`rooted`, `absolute`, `server`, `loose` or `url` when only the beginning of a path or an address is matched."""
    luhn: bool = False
    """True when only values with the right check digit are meant."""
    sure: bool = False
    """True when nothing beside the value can tell that it is none."""

    @property
    def regex(self) -> re.Pattern[str]:
        """The expression, compiled at its first use."""
        return compiled(self.source)


@cache
def compiled(source: str) -> re.Pattern[str]:
    """An expression, compiled once."""
    return re.compile(source)


def ending(source: str) -> str:
    """The expression that matches where another one ends."""
    return rf"(?:{source})\Z"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of private value and what takes its place."""

    id: str
    title: str
    form: str
    """How its tokens are written: one of `analyzer.redact.forms.FORMS`."""
    words: tuple[str, ...] = ()
    """What tokens that are words begin with, from the longest to the shortest."""
    shapes: tuple[Shape, ...] = ()
    not_after: str = ""
    """Expression of what may not end right before a value; empty for nothing."""
    not_before: str = ""
    """Expression of what may not begin right behind a value."""
    keeps: Names = NO_NAMES
    """Values that are nobody's and stay."""
    learn: str = ""
    """`any` when a value found once is replaced wherever it stands, `unusual` when only one that is no plain word."""
    unlearned: Names = NO_NAMES
    """Values that are replaced only where they are found."""
    samples: tuple[tuple[str, str], ...] = ()
    """A text, and what becomes of it."""


@dataclass(frozen=True, slots=True)
class PrivateKinds:
    """Everything known of private values."""

    kinds: tuple[Kind, ...]
    """In the order in which they are looked for."""
    homes: Names = NO_NAMES
    """Folders in which each user has one."""
    suffixes: Names = NO_NAMES
    """Endings of files, without the dot; the name of such a file stays."""
    named: Names = NO_NAMES
    """Endings of files that their users named."""
    members: Names = NO_NAMES
    """Parts of an address behind which the name of a user stands."""
    owners: Names = NO_NAMES
    """Accounts of public hosts that are the tools' own makers."""
    shared: Names = NO_NAMES
    """Public hosts on which everybody may have an account."""
    secrets: Names = NO_NAMES
    """Parameters of an address whose values are secret on any host."""
    common: frozenset[str] = frozenset()
    """Words in lower case that are no name wherever they stand alone."""
    marks: tuple[str, ...] = ()
    """Expressions of what the facts of rules look for in a text: it stays within a token."""
    clear: tuple[str, ...] = ()
    """Texts that hold nothing private."""
    not_covered: tuple[str, ...] = ()
    """What no shape can tell, a sentence each."""
    by_id: dict[str, Kind] = field(default_factory=dict, compare=False, repr=False)

    def kind(self, name: str) -> Kind:
        """The kind with that id."""
        if not self.by_id:
            self.by_id.update((kind.id, kind) for kind in self.kinds)
        return self.by_id[name]


NOTHING_PRIVATE = PrivateKinds(())
"""What a pack knows that does not tell."""
