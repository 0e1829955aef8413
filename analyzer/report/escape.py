"""Text from a log is hostile: what it passes through before it reaches a terminal or a Markdown page."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import TextIO

CUT = "..."
"""Marks text that was shortened; ASCII, so that it can be shown anywhere."""

_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Control, format (bidirectional overrides, zero width), lone surrogates, line and paragraph separators."""
_HARMLESS = re.compile(r"[\x20-\x7e]*\Z")
_VARIATION = re.compile("[\ufe00-\ufe0f]")  # they only choose a picture, and change its width
_BLANKS = re.compile(r"\s+")

_CODE = re.compile(r"`([^`]+)`")
_ACTIVE = re.compile(r"://|www\.|@\w", re.IGNORECASE)
"""What turns a word into a link or a mention by itself."""
_MARKUP = re.compile(r"[\\`*\[\]|~$]|(?<![^\W_])_|_(?![^\W_])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_BLOCK = re.compile(r"\d{0,9}(?=[.)#>+=-])")
_URL = re.compile(r"https?://[\w.~:/?#@!$&'()*+,;=%-]+\Z", re.ASCII)


def plain(text: str, most: int | None = None) -> str:
    """`text` as one line on which every character can be seen: nothing moves the cursor or hides."""
    if most is not None and len(text) > 4 * most:
        text = text[: 4 * most]  # bounds the work on a line of megabytes; `shorten` marks the cut
    text = visible(_BLANKS.sub(" ", text).strip())
    return text if most is None else shorten(text, most)


def visible(text: str) -> str:
    """`text` with every control, format or surrogate character written as a backslash escape."""
    if _HARMLESS.match(text):
        return text
    return "".join(_visible(char) for char in _VARIATION.sub("", text))


def _visible(char: str) -> str:
    if unicodedata.category(char) not in _INVISIBLE:
        return char
    return char.encode("unicode_escape").decode("ascii")


def shorten(text: str, most: int) -> str:
    """`text` cut to at most `most` characters, the cut marked."""
    return text if len(text) <= most else text[: max(0, most - len(CUT))].rstrip() + CUT


def encoding_of(stream: TextIO) -> str:
    """What `stream` can carry: its encoding, UTF-8 when it has none, ASCII when Python does not know it."""
    name = getattr(stream, "encoding", None) or "utf-8"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "ascii"


def encodable(text: str, encoding: str) -> str:
    """`text` with what `encoding` cannot carry written as backslash escapes."""
    return text.encode(encoding, "backslashreplace").decode(encoding)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a rule's explanation, each as one line."""
    return [line for part in re.split(r"\n\s*\n", text) if (line := plain(part))]


def first_sentences(text: str, most: int) -> str:
    """The beginning of a paragraph: whole sentences of together at most `most` characters, one at least."""
    ends = [match.start() for match in re.finditer(r"(?<=[.!?]) (?=[A-Z`])", text)]
    fitting = [end for end in ends if end <= most]
    end = fitting[-1] if fitting else ends[0] if ends else len(text)
    return shorten(text if len(text) <= most else text[:end], 2 * most)


def commands(text: str) -> list[str]:
    """The command lines of a remedy, blanks inside them kept."""
    return [visible(line.strip()) for line in text.splitlines() if line.strip()]


def prose(text: str, most: int = 2000) -> str:
    """A sentence as Markdown: `code` stays code; no other markup, HTML, link or mention can come of it."""
    parts = _CODE.split(plain(text, most))
    text = ""
    for index, part in enumerate(parts):
        shown = code_span(part) if index % 2 else _running(part)
        # code that touches code would be read as one span, and its end as markup
        text += f" {shown}" if text.endswith("`") and shown.startswith("`") else shown
    return _never_a_block(text)


def _running(text: str) -> str:
    return " ".join(_inert(word) for word in text.split(" "))


def _inert(word: str) -> str:
    if _ACTIVE.search(word):
        body = word.rstrip(".,;:)")
        return code_span(body) + _literal(word[len(body) :])
    return _literal(word)


def _literal(text: str) -> str:
    text = _TAG.sub("&lt;", _ENTITY.sub("&amp;", text))
    return _MARKUP.sub(lambda match: "\\" + match.group(), text)


def _never_a_block(text: str) -> str:
    """Keep a leading `#`, `-` or `1.` from opening a heading or a list."""
    match = _BLOCK.match(text)
    return f"{match.group()}\\{text[match.end() :]}" if match else text


def code_span(text: str) -> str:
    """`text` as inline code, whatever backticks it holds."""
    text = plain(text)
    if not text:
        return ""
    ticks = _fence(text, 1)
    pad = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def code_block(lines: list[str], indent: int = 0, language: str = "") -> list[str]:
    """The lines of a fenced code block that nothing in `lines` can close."""
    fence = _fence("\n".join(lines), 3)
    return [" " * indent + line for line in (fence + language, *lines, fence)]


def _fence(text: str, least: int) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    return "`" * max(least, longest + 1)


def is_web_address(url: str) -> bool:
    """Whether `url` is a plain web address, so that a link to it can do nothing but open it."""
    return _URL.match(url) is not None


def link(url: str) -> str:
    """`url` as a link if it is a plain web address, else as code."""
    return f"<{url}>" if is_web_address(url) else code_span(url)
