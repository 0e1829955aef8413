"""Redacting every log of a run: first all are learned from, then each is written with the same tokens."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from analyzer.redact.redaction import prepare, redacted
from analyzer.redact.tokens import Tokens
from analyzer.sources.contents import Content
from analyzer.sources.errors import SourceError
from analyzer.sources.text import Limit
from analyzer.sources.verbatim import Verbatim, read_verbatim

Contents = Callable[[], Iterable[Content | SourceError]]
"""Gives all logs of a run, and gives them again when asked again: they need not be held together."""

_NAME = re.compile(r"(?<![\w.-])[\w+()-][\w.+()-]{0,100}\.([A-Za-z][A-Za-z0-9]{1,7})(?![\w-])")


@dataclass(frozen=True, slots=True)
class RedactedLog:
    """One log of a run."""

    name: str
    """As the user named it."""
    place: str
    """Where it lies among the others, names in it redacted as well."""
    text: str
    """Its lines parted by line feeds."""
    written: bytes
    """The same in the encoding and with the line ends of the log."""
    places: dict[str, int]
    """By kind, in how many places a token was put in."""
    limits: tuple[Limit, ...]

    @property
    def lines(self) -> int:
        """Lines as an editor counts them."""
        return self.text.removesuffix("\n").count("\n") + 1


class Run:
    """Logs that are redacted together: the same value has the same token in all of them."""

    def __init__(self, contents: Contents, tokens: Tokens) -> None:
        self._contents = contents
        self._names: dict[str, None] = {}
        self.tokens = tokens
        self.count = 0
        """How many logs can be redacted; known once they are prepared."""

    def prepare(self) -> list[SourceError]:
        """Learn from every log; gives what cannot be read."""
        errors: list[SourceError] = []
        for content in _read(self._contents()):
            if isinstance(content, SourceError):
                errors.append(content)
            else:
                prepare(content[1].text, self.tokens)
                self.count += 1
        return errors

    def logs(self) -> Iterator[RedactedLog]:
        """Every log that can be read, redacted."""
        taken: Counter[str] = Counter()
        for content in _read(self._contents()):
            if isinstance(content, SourceError):
                continue
            source, verbatim = content
            result = redacted(verbatim.text, self.tokens, prepared=True)
            self._names.update(dict.fromkeys(_file_names(result.text, self.tokens)))
            yield RedactedLog(
                source.name,
                _place(source.place, self.tokens, taken),
                result.text,
                verbatim.written(result.text),
                dict(result.places),
                verbatim.limits,
            )

    @property
    def names(self) -> list[str]:
        """Names of files that stayed and that a person may have given, in their order; known after the last log."""
        return list(self._names)


def _file_names(text: str, tokens: Tokens) -> Iterator[str]:
    return (match[0] for match in _NAME.finditer(text) if tokens.kinds.named.holds(match[1]))


def _read(contents: Iterable[Content | SourceError]) -> Iterator[tuple[Content, Verbatim] | SourceError]:
    for content in contents:
        if isinstance(content, SourceError):
            yield content
            continue
        try:
            yield content, read_verbatim(content.name, content.data)
        except SourceError as error:
            yield error


def _place(place: str, tokens: Tokens, taken: Counter[str]) -> str:
    """A place whose names are redacted, and that no other log has."""
    safe = redacted(f"./{place}", tokens, prepared=True).text.removeprefix("./")
    taken[safe] += 1
    if taken[safe] == 1:
        return safe
    stem, dot, suffix = safe.rpartition(".")
    number = f"-{taken[safe]}"
    return f"{stem}{number}{dot}{suffix}" if stem and "/" not in suffix else f"{safe}{number}"
