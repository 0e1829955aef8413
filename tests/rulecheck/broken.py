"""A mistake put into the tiny pack, and where a check must find it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tiny_pack import FILES, line_of


@dataclass(frozen=True)
class Broken:
    """One text of one file replaced by another."""

    check: str
    place: str
    old: str
    new: str
    at: str = ""
    """Text on whose line the finding stands; the new text when empty."""
    more: tuple[tuple[str, str], ...] = ()
    """Further replacements in the same file."""
    below: int = 0
    """Lines between that text and the finding."""

    def also(self, old: str, new: str) -> Broken:
        """The same with one more replacement."""
        return replace(self, more=(*self.more, (old, new)))

    def later(self, lines: int) -> Broken:
        """The same with the finding so many lines below the text."""
        return replace(self, below=lines)

    @property
    def text(self) -> str:
        """The file with the mistake in it."""
        text = FILES[self.place]
        for old, new in ((self.old, self.new), *self.more):
            assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {self.place}"
            text = text.replace(old, new)
        return text

    @property
    def files(self) -> dict[str, str]:
        """The pack with the mistake in it."""
        return {**FILES, self.place: self.text}

    @property
    def line(self) -> int:
        """The line on which it must be found."""
        return line_of(self.text, self.at or self.new) + self.below

    def __str__(self) -> str:
        """A name for the test."""
        return f"{self.check}: {(self.new or self.old).split(chr(10))[0].strip()}"
