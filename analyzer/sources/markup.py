"""Entities and formatting tags that text brought along from a web page."""

from __future__ import annotations

import html
import re

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos|nbsp|[lr][sd]quo|[nm]dash);")
_INLINE = "font|span|b|i|u|s|strong|em|code|pre|tt|a|small|big|sub|sup|mark|ins|del|kbd|samp|o:p"
_BLOCK = "br|p|div|li|ul|ol|tr|td|blockquote|hr|h[1-6]"
# Attributes are bounded: an unclosed tag in hostile text must not be searched for over and over.
INLINE_TAG = re.compile(rf"</?(?:{_INLINE})(?: [^<>]{{0,500}})?/?>", re.IGNORECASE)
_BLOCK_TAG = re.compile(rf"</?(?:{_BLOCK})(?: [^<>]{{0,500}})?/?>", re.IGNORECASE)
_PAIRED_OR_BREAK = re.compile(rf"</(?:{_INLINE}|{_BLOCK})>|<br ?/?>", re.IGNORECASE)

# Once by the page, once more by a feed made of it.
_TIMES_ESCAPED = 2
# Enough to tell what a file is.
_SAMPLE = 200_000
# A log may quote a tag; text around which a page put tags has one in every few lines.
_LINES_PER_TAG = 5


def unescaped(text: str) -> str:
    """Resolve entities, escaped once or twice."""
    for _ in range(_TIMES_ESCAPED):
        if "&" not in text or not _ENTITY.search(text):
            break
        text = _ENTITY.sub(_character, text)
    return text


def _character(entity: re.Match[str]) -> str:
    text = html.unescape(entity[0])
    return text if text.isprintable() else " "


def is_fragment(text: str) -> bool:
    """Tell whether plain text carries the formatting tags of a page it was copied from."""
    if "</" not in text and "<br" not in text:
        return False
    sample = text[:_SAMPLE]
    tags = len(_PAIRED_OR_BREAK.findall(sample))
    return tags > 1 and tags * _LINES_PER_TAG >= sample.count("\n")


def without_tags(text: str) -> list[str]:
    """Take formatting tags off one line; tags that break a line part it."""
    if "<" not in text:
        return [text]
    return [INLINE_TAG.sub("", piece) for piece in _BLOCK_TAG.split(text)]
