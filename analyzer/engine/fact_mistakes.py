"""From a parser's "unexpected token" to a sentence that helps: what was expected, what was probably meant."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from lark import Token, Tree, UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from analyzer.engine.fact_error import FactError, nearest

_PARENTHESES = "a `where` goes on to the end: put this event and its `where` in parentheses"

_MISTAKES = {
    _PARENTHESES: [
        "event a where b == 1 and event c",
        "event a where b == 1 or event c",
        "event a where b == 1 and no event c",
        "event a where b == 1 or no event c",
        "event a where b == 1 and (event c)",
        "event a where b == 1 and (no event c)",
        "event a where b == 1 or (event c)",
        "event a where b == 1 or (no event c)",
        "event a where b == 1 and not event c",
        "event a where b == 1 and not no event c",
        "event a where b == 1 and count(event c) >= 2",
        "event a where b == 1 or count(event c) >= 2",
    ],
    "`not` comes before the name: not FIELD in {a, b}": [
        "a not in {b}",
        "event a where b not in {c}",
        "event a where b not contains c",
    ],
    "one `=` compares nothing; write `==`": ["a = 1", "event a where b = 1", "count(event a) = 1"],
    "the name of another fact belongs here; give this event a fact of its own": [
        "event a before event b",
        "event a after event b",
        "event a before (event b)",
        "event a after (event b)",
        "event a between event b and c",
        "event a between b and event c",
    ],
    "`within` needs a unit, as in 60s, 500ms, 2min, 10 lines": ["event a before b within 60"],
    "`as NAME` comes right after the kind": ["event a where b == 1 as c", "event a before b as c"],
    "`where` comes before `before`, `after`, `within` and `same`": ["event a before b where c == 1"],
    "a set stands in braces, as in {a, b}": [
        "a in b, c",
        "a in [b, c]",
        "a in (b, c)",
        "event a where b in c, d",
        "event a where b in [c, d]",
        "event a where b in (c, d)",
    ],
    "a count takes an event, as in count(event KIND) >= 3": ["count(a) >= 3", "count(no event a) >= 3"],
    "a count is compared with a whole number, as in count(event KIND) >= 3": [
        "count(event a)",
        "count(event a) and b",
        "count(event a) or b",
        "count(event a) >= b",
    ],
    "a parenthesis is never closed": ["(a", "(a and b", "(event a", "count(event a"],
}
"""What rule writers get wrong, by example: lark finds the sentence by the state its parser was in."""

_WORDS = {
    "_EVENT": "event",
    "_NO": "no event",
    "_COUNT": "count(event ...)",
    "KIND": "a kind of event",
    "NAME": "the name of a fact or of a part of the environment",
    "FACT": "the name of a fact",
    "FIELD": "a field of the event",
    "STRING": "a value",
    "BARE": "a value",
    "INTEGER": "a whole number",
    "OPERATOR": "a comparison (== != < <= > >=)",
    "_IN": "in",
    "_CONTAINS": "contains",
    "_KNOWN": "known",
    "_AS": "as",
    "_WHERE": "where",
    "_BEFORE": "before",
    "_AFTER": "after",
    "_BETWEEN": "between",
    "_WITHIN": "within",
    "DURATION": "a time like 60s",
    "LINES": "a distance like 10 lines",
    "_SAME": "same",
    "SCOPE": "session, operation or probe",
    "_NOT": "not",
    "_AND": "and",
    "_OR": "or",
    "LPAR": "(",
    "RPAR": ")",
    "LBRACE": "{",
    "RBRACE": "}",
    "COMMA": ",",
    "__ANON_0": "..",
    "$END": "the end",
}
"""The terminals of the grammar in the words of its users, in the order they are listed."""

_FACT_STARTERS = ("event", "no", "count", "not")
"""Words that open a fact: misspelt, they read as the name of a fact, and the error comes a word later."""

_WORD = re.compile(r"[\w.-]+|\S")


_OPENER_NEAR = 0.75
"""A word counts as a misspelt opener from this similarity on: names of facts may begin a fact, too."""


def explain(error: UnexpectedInput, text: str, parse: Callable[[str], Any]) -> FactError:
    """Turn an error of the parser into one for the rule writer."""
    start, found = _found(error, text)
    opener = _misspelt_opener(text[:start])
    if opener is not None:
        word, place, meant = opener
        return FactError(f"`{word}` is no keyword", *_position(text, place), meant)
    expected = _expected(error)
    suggestion = _suggestion(found, expected)
    position = _position(text, start)
    if suggestion is not None:
        return FactError(f"`{found}` is out of place", *position, suggestion)
    message = _known_mistake(error, found, parse)
    if message is None:
        what = f"`{found}` is out of place" if found else "the expression ends too early"
        message = f"{what}; expected {_in_words(expected)}"
    return FactError(message, *position)


def _known_mistake(error: UnexpectedInput, found: str, parse: Callable[[str], Any]) -> str | None:
    """Find the sentence for a mistake like one of the examples: same parser state, same sort of word."""
    if found in ("'", '"'):
        return "a quote is never closed"

    def fail_alike(example: str) -> Tree[Token]:
        try:
            parse(example)
        except UnexpectedInput as other:
            if _sort(other) == _sort(error):
                raise
        return Tree("other", [])

    return error.match_examples(fail_alike, _MISTAKES, use_accepts=True)


def _sort(error: UnexpectedInput) -> str:
    if isinstance(error, UnexpectedToken):
        return str(error.token.type)
    return error.char if isinstance(error, UnexpectedCharacters) else ""


def _suggestion(found: str, expected: set[str]) -> str | None:
    """Find the keyword that a word was probably meant to be; a keyword is never meant to be another."""
    keywords = _keywords(set(_WORDS))
    return nearest(found, _keywords(expected)) if found[:1].isalpha() and found not in keywords else None


def _expected(error: UnexpectedInput) -> set[str]:
    """Names of the terminals that could stand at the place of the error."""
    if isinstance(error, UnexpectedToken):
        return set(error.accepts or error.expected)
    if isinstance(error, UnexpectedCharacters):
        return set(error.allowed or ())
    return set()


def _found(error: UnexpectedInput, text: str) -> tuple[int, str]:
    """Offset and text of the word that does not fit; at the end an empty one."""
    if isinstance(error, UnexpectedToken) and error.token.type == "$END":
        return len(text.rstrip()), ""
    token = getattr(error, "token", None)
    start = token.start_pos if isinstance(token, Token) else error.pos_in_stream
    start = len(text) if start is None else start
    word = _WORD.match(text, start)
    return start, word.group() if word else ""


def _position(text: str, offset: int) -> tuple[int, int]:
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def _misspelt_opener(before: str) -> tuple[str, int, str] | None:
    """Find a word just before the error that opens a fact and is almost `event`, `no`, `count` or `not`."""
    words = list(_WORD.finditer(before))
    if not words:
        return None
    last = words[-1].group()
    begins = len(words) == 1 or words[-2].group() in ("and", "or", "not", "no", "(")
    meant = nearest(last, _FACT_STARTERS, _OPENER_NEAR) if begins and last not in _FACT_STARTERS else None
    return (last, words[-1].start(), meant) if meant else None


def _keywords(expected: set[str]) -> set[str]:
    """Pick the keywords among the terminals, `session`, `operation` and `probe` one by one."""
    terminals = {name for name in expected if name.startswith("_") and name[1:].isalpha()}
    words = {re.split(r"\W", _WORDS[name])[0] for name in terminals}
    return words | ({"session", "operation", "probe"} if "SCOPE" in expected else set())


def _in_words(expected: set[str]) -> str:
    """List what could stand here, each once, in the order of the table."""
    words = list(dict.fromkeys(text for name, text in _WORDS.items() if name in expected))
    if len(words) < 2:
        return "".join(words) or "nothing more"
    return f"{', '.join(words[:-1])} or {words[-1]}"
