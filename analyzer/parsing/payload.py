"""Reading nested error payloads: which codes a text carries, in which notation.

The grammar stands in `payload.lark`. Lark is imported at the first payload, since most lines have none and the import
costs more than reading a short log.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lark import Lark, Token, Tree

_SIGNS = (
    *("rrorcode:", "level error", "nrfjprog dll:", "encountered error", "code:", "code=", "code :", "code ="),
    *(
        "rror code",
        "return",
        "reported",
        "exited with",
        "*** [",
        "response code",
        "extended error",
        "error_code",
    ),
)
_SHAPES = re.compile(r"(?:^|\. )-\d{2,3}: |[A-Z][A-Z0-9]*_[A-Z0-9_]|\(\w+\)\s*\.?\s*$")
_NAME = re.compile(r"\b[A-Z][A-Z0-9]*_[A-Z0-9_]+")
_MOST_TEXTS = 2000  # texts remembered at a time: a tool tells one error again and again
_LONGEST = 8192  # characters; a longer payload is a dump, and its codes stand in front


@dataclass(frozen=True, slots=True)
class Written:
    """A code as it is written, before any table is asked."""

    notation: str
    number: int | None
    name: str | None
    tool: str | None = None


class PayloadGrammar:
    """The compiled grammar. A pack keeps it in Lark's saved form: building it costs more than reading a short log."""

    def __init__(self, saved: bytes) -> None:
        """Take what `build` gave."""
        self.saved = saved

    @classmethod
    def build(cls) -> PayloadGrammar:
        """Compile `payload.lark`."""
        from lark import Lark

        grammar = (Path(__file__).parent / "payload.lark").read_text(encoding="utf-8")
        buffer = io.BytesIO()
        Lark(grammar, parser="lalr", lexer="contextual").save(buffer)
        return cls(buffer.getvalue())

    def __reduce__(self) -> tuple[type[PayloadGrammar], tuple[bytes]]:
        """Pickle the saved form only."""
        return PayloadGrammar, (self.saved,)

    @cached_property
    def _parser(self) -> Lark:
        from lark import Lark

        return Lark.load(io.BytesIO(self.saved))

    def parse(self, text: str) -> Tree[Token]:
        """The tree of a text; raises lark.UnexpectedInput if the grammar has a hole."""
        return self._parser.parse(text[:_LONGEST])

    def codes(self, text: str) -> list[Written]:
        """Every code that the text carries, in order. Never raises: what cannot be read is words."""
        return self._remembered(text) if _may_carry(text) else []

    @cached_property
    def _remembered(self) -> Callable[[str], list[Written]]:
        return lru_cache(_MOST_TEXTS)(self._read)

    def _read(self, text: str) -> list[Written]:
        from lark import UnexpectedInput

        try:
            return list(_walk(self.parse(text)))
        except UnexpectedInput:
            # The openers' lookaheads are meant to make this impossible; hostile text may still find a way.
            return [Written("named", None, name) for name in _NAME.findall(text)]


def _may_carry(text: str) -> bool:
    """Whether a text has anything that begins a code; most have not, and the grammar need not be asked."""
    small = text.lower()
    return any(sign in small for sign in _SIGNS) or (
        ("_" in text or "-" in text or ")" in text) and (_SHAPES.search(text) is not None)
    )


def _walk(tree: Tree[Token]) -> Iterator[Written]:
    from lark import Token

    for part in tree.children:
        if isinstance(part, Token):
            if part.type == "NAME_LIKE":
                yield Written("named", None, str(part))
            continue
        yield from _NOTATIONS.get(str(part.data), _plain)(part)


def _tokens(part: Tree[Token]) -> dict[str, str]:
    """The last token of each type."""
    from lark import Token

    return {child.type: str(child) for child in part.children if isinstance(child, Token)}


def _number(tokens: dict[str, str]) -> int | None:
    if "HEX" in tokens:
        return int(tokens["HEX"], 16)
    return int(tokens["INT"]) if "INT" in tokens else None


_NAMES = {
    "reported": "dll-reported",
    "described": "nrfutil-code",
    "kind_at_end": "nrfutil-code",
    "error_number": "error-code",
    "returned": "dll-returned",
    "make_error": "make-error",
    "response": "dfu-response",
    "extended": "dfu-extended",
}


def _plain(part: Tree[Token]) -> Iterator[Written]:
    tokens = _tokens(part)
    notation = _NAMES.get(str(part.data), str(part.data))
    yield Written(notation, _number(tokens), tokens.get("IDENT"))


def _exit(part: Tree[Token]) -> Iterator[Written]:
    tokens = _tokens(part)
    yield Written("exit-status", _number(tokens), None, tokens["IDENT"].lower())


def _error_number(part: Tree[Token]) -> Iterator[Written]:
    """A negative number in that writing is the J-Link library's own."""
    tokens = _tokens(part)
    number = _number(tokens)
    notation = "dll-returned" if number is not None and number < 0 else "error-code"
    yield Written(notation, number, tokens.get("IDENT"))


def _object(part: Tree[Token]) -> Iterator[Written]:
    """`{error_code: 9, message: "NAME ...", origin: "..."}`."""
    pairs = {
        tokens["KEY"]: tokens
        for tokens in (_tokens(pair) for pair in part.iter_subtrees() if pair.data == "pair")
    }
    for key in ("error_code", "errorCode", "errno"):
        if "INT" in pairs.get(key, {}):
            yield Written("error-object", int(pairs[key]["INT"]), None)
    for key in ("message", "errcode", "lowlevelError"):
        text = pairs.get(key, {}).get("STRING", "")
        for name in _NAME.findall(text):
            yield Written("named", None, name)


def _bare(part: Tree[Token]) -> Iterator[Written]:
    """`-90: Access protection is enabled`, a code at the head of its reason."""
    yield Written("encountered", int(_tokens(part)["BARE"]), None)


def _nothing(part: Tree[Token]) -> Iterator[Written]:
    yield from ()


_NOTATIONS = {
    "exit_status": _exit,
    "error_number": _error_number,
    "object": _object,
    "bare": _bare,
    "origin": _nothing,
}
