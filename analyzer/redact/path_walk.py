"""Paths: which of their parts are somebody's, told by where they stand and by the names that everybody has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from analyzer.redact.kinds import PrivateKinds
from analyzer.redact.pieces import Piece

_LONGEST = 1024  # characters of one path: Windows allows 260, and no log shows four times that
_MOST_PARTS = 64
_CHARS = (
    r"""[^\\/:*?"<>|\s;'`\[\]{}(),]|,(?=[^\s,;'")\]}])|(?<=\w)'(?=\w)|\([\w. -]{0,40}\)|\{[\w-]{1,40}\}"""
)
_BLANKS = rf"(?: {{1,2}}(?=[\w(&+-])(?:{_CHARS})+)"
# A folder of Windows may have blanks in its name: only the separator behind them tells that they belong to it.
_WINDOWS = re.compile(rf"(?:{_CHARS})+(?:{_BLANKS}{{1,6}}(?=\\))?")
_WINDOWS_USER = re.compile(rf"(?:{_CHARS})+(?:{_BLANKS}{{1,3}}(?=[\\/]))?")
_POSIX = re.compile(rf"(?:{_CHARS}|\*|\\ )+")
_FAMILY = re.compile(r"(?: [^\W\d_a-z][\w'-]{1,40}){1,2}(?=[ \t]*(?:[\r\n]|\Z))")
_QUOTED = re.compile(r"[^\\/]+")
_BACKWARD = re.compile(r"\\{1,8}|/{1,2}|%5[Cc]|%2[Ff]")
_BACKWARD_TWICE = re.compile(r"(?:\\\\){1,4}|/{1,2}")
_SLASH = re.compile(r"/|\\(?!/)")
_FORWARD = re.compile(r"(?:\\?/)+|%2[Ff]")
# A line end that was written out, as in `app.hex\n\textra`, begins no folder.
_WRITTEN_END = re.compile(r"\\[nrt](?:\\[nrt]|[A-Z\d\s\"']|\Z)")
_QUOTES = "\"'`"
_CLOSING = {quote: re.compile(rf"{quote}(?!\w)|(?<!\w){quote}") for quote in _QUOTES}
_ENDS = ".,:;!?$#%>"
_LIBRARY = re.compile(r".+\.(?:so|dylib)(?:\.\d+)*\Z", re.IGNORECASE)
_DOTS = re.compile(r"\.{1,3}")
_NOBODY = re.compile(
    r"[A-Za-z]|[0-9A-Fa-f]{2}|\d{1,4}|[vV]?\d+(?:[._]\d+)+(?:[-_.]?(?:rc|beta|alpha|dev)?\d*)"
)
"""Folders that name nobody: one letter, two hexadecimal digits, short numbers, versions."""


@dataclass(slots=True)
class Path:
    """A path found in a text."""

    text: str
    end: int
    """Where it ends."""
    parts: list[tuple[int, int]] = field(default_factory=list)
    """Begin and end of each part."""

    def name(self, index: int) -> str:
        """The part at that place."""
        start, end = self.parts[index]
        return self.text[start:end]

    def private(self, kinds: PrivateKinds, *, server: bool = False) -> Iterator[Piece]:
        """The parts that are somebody's; `server`: the first is the name of a computer."""
        folders, hosts = kinds.kind("folder").keeps, kinds.kind("host").keeps
        for index, (start, end) in enumerate(self.parts):
            name = self.name(index)
            if _DOTS.fullmatch(name):
                continue
            if server and index == 0:
                if not hosts.holds(name):
                    yield Piece(start, end, "host")
            elif index and kinds.homes.holds(self.name(index - 1)):
                if not kinds.kind("user").keeps.holds(name):
                    yield Piece(start, end, "user")
            elif not (folders.holds(name) or _NOBODY.fullmatch(name)) and not (
                index == len(self.parts) - 1 and is_file(name, kinds)
            ):
                yield Piece(start, end, "folder")

    def is_sure(self, kinds: PrivateKinds) -> bool:
        """True for several parts of which the last is a file, or which lie in a home: `and/or` is none."""
        if len(self.parts) < 2:
            return False
        folders = range(len(self.parts) - 1)
        return is_file(self.name(-1), kinds) or any(kinds.homes.holds(self.name(i)) for i in folders)


def is_file(name: str, kinds: PrivateKinds) -> bool:
    """True for a name with an ending that files have."""
    _, dot, suffix = name.rpartition(".")
    return (bool(dot) and kinds.suffixes.holds(suffix)) or _LIBRARY.match(name) is not None


def read_path(text: str, anchor: int, start: int, kinds: PrivateKinds) -> Path:
    """The path whose first separator, or first part, stands at `start`; `anchor` is where what leads it begins."""
    path = Path(text, start)
    way = _Way(text, anchor, start)
    at = start
    while at < way.limit and len(path.parts) < _MOST_PARTS:
        after = way.behind_separator(at, first=not path.parts)
        in_home = bool(path.parts) and kinds.homes.holds(path.name(-1))
        end = way.end_of_part(after, in_home=in_home) if after is not None else None
        if after is None or end is None:
            break
        if in_home:
            end = way.end_of_name(end, kinds)
        path.parts.append((after, end))
        at = path.end = end
    _cut(path)
    return path


def _cut(path: Path) -> None:
    """Take off what ends a sentence or a prompt rather than a name."""
    if path.parts:
        start, end = path.parts.pop()
        end = start + len(path.text[start:end].rstrip(_ENDS + " "))
        path.end = end
        if end > start:
            path.parts.append((start, end))


class _Way:
    """How one path is written: its separators, the quotes about it."""

    def __init__(self, text: str, anchor: int, start: int) -> None:
        self._text = text
        longest = min(
            start + _LONGEST, len(text)
        )  # looking further would look through all that follows, each time
        ends = (text.find("\n", start, longest), text.find("\r", start, longest))
        self.limit = min([longest, *(at for at in ends if at >= 0)])
        self._drive = start > 0 and text[start - 1] == ":"
        first = _SLASH.search(text, start, self.limit)
        backward = first is not None and first[0] == "\\"
        self._separator = _BACKWARD if self._drive or backward else _FORWARD
        quote = text[anchor - 1] if anchor else ""
        closing = _CLOSING[quote].search(text, start, self.limit) if quote and quote in _QUOTES else None
        self._closing = closing.start() if closing else 0

    def behind_separator(self, at: int, *, first: bool) -> int | None:
        """Where the next part begins; None when the path ends here."""
        found = self._separator.match(self._text, at, self.limit)
        if found is None:
            return at if first else None
        if self._separator is _BACKWARD and not first and _WRITTEN_END.match(self._text, at):
            return None
        sign = found[0]
        # A server has twice as many in front as stand between its folders.
        least = 4 if first and not self._drive else 2
        if self._separator is _BACKWARD and sign.startswith("\\" * least):
            self._separator = _BACKWARD_TWICE
        return found.end()

    def end_of_part(self, start: int, *, in_home: bool) -> int | None:
        """Where the part ends; None when there is none."""
        found = self._part(in_home=in_home).match(self._text, start, self._closing or self.limit)
        return found.end() if found else None

    def end_of_name(self, end: int, kinds: PrivateKinds) -> int:
        """Where the name of a user ends that is the last on its line: the family name may stand behind a blank."""
        more = _FAMILY.match(self._text, end) if self._separator is not _FORWARD else None
        words = more[0].casefold().split() if more else []
        return more.end() if more and not any(word in kinds.common for word in words) else end

    def _part(self, *, in_home: bool) -> re.Pattern[str]:
        if self._closing:
            return _QUOTED
        if self._separator is _FORWARD:
            return _POSIX
        return _WINDOWS_USER if in_home else _WINDOWS
