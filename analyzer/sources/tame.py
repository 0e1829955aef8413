"""HTML made harmless for a lenient parser: no scripts, comments or open ends.

Unclosed comments, declarations and tags let the parser of the standard library search to the end of the
file again and again (CVE-2025-6069); each is closed or defused here in one pass. Line ends are kept.
"""

from __future__ import annotations

import re

_OPENER = re.compile(r"<(?:!--|!|\?|script\b|style\b)", re.IGNORECASE)
_CLOSERS = {
    "<!--": re.compile("-->"),
    "<!": re.compile(">"),
    "<?": re.compile(">"),
    "<script": re.compile("</script", re.IGNORECASE),
    "<style": re.compile("</style", re.IGNORECASE),
}


def tamed(html: str) -> str:
    """Take out scripts, styles, comments and declarations; turn what is left open into text."""
    kept: list[str] = []
    absent: set[str] = set()
    at = 0
    while opener := _OPENER.search(html, at):
        kept.append(html[at : opener.start()])
        kind = opener[0].lower()
        closer = None if kind in absent else _CLOSERS[kind].search(html, opener.end())
        if closer is None:
            # What is not found from here on will not be found further down either.
            absent.add(kind)
            kept.append("&lt;")
            at = opener.start() + 1
        else:
            kept.append("\n" * html.count("\n", opener.start(), closer.end()))
            at = closer.start() if kind[1].isalpha() else closer.end()
    kept.append(html[at:])
    text = "".join(kept)
    end = text.rfind(">") + 1
    return text[:end] + text[end:].replace("<", "&lt;")
