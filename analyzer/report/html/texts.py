"""How texts and numbers become markup: everything from outside is escaped here or by the environment."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from analyzer.report import words
from analyzer.report.escape import is_web_address, plain

_CODE = re.compile(r"`([^`]+)`")
_LONG = 2000


def prose(text: str, most: int = _LONG) -> Markup:
    """A sentence as one line of markup: `code` becomes code, everything else stays text."""
    parts = _CODE.split(plain(text, most))
    shown = (
        Markup("<code>{}</code>").format(part) if place % 2 else escape(part)
        for place, part in enumerate(parts)
    )
    return Markup("").join(shown)


def reference(url: str) -> Markup:
    """`url` as a link if it is a plain web address, else as code."""
    shown = plain(url, _LONG)
    if not is_web_address(url):
        return Markup("<code>{}</code>").format(shown)
    label = shown.partition("://")[2].rstrip("/")
    return Markup('<a class="reference" href="{}" rel="noopener noreferrer">{}</a>').format(shown, label)


def decibans(weight: float) -> str:
    """A signed weight with the sign that is as wide as its digits."""
    return words.decibans(weight).replace("-", "\u2212")


def number(value: int) -> str:
    """A whole number with its thousands apart, e.g. `1 293 000` with blanks that do not break."""
    return f"{value:,}".replace(",", "\u202f")


def share(part: float) -> str:
    """A share of the width as SVG writes it, e.g. `46.5%`; never negative, never more than all."""
    return f"{min(max(part, 0.0), 1.0):.2%}"
