"""plotly.js inside a page: packed, so that it adds two megabytes and not five, and let in by its hash alone."""

from __future__ import annotations

import base64
import gzip
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup
from plotly.offline import get_plotlyjs, get_plotlyjs_version

from analyzer.report.html.sheets import Sheet, inline


@dataclass(frozen=True, slots=True)
class Library:
    """The library that draws charts in a browser."""

    version: str
    packed: Markup
    """Its text, gzip in base64; `charts.js` unpacks it into a script."""
    script: Sheet
    """The script that comes of it; a page names its hash and does not carry it as it is."""
    style: Sheet
    """The empty style that it begins with, to which it then adds rules of its own."""


@cache
def library() -> Library:
    """The library of the installed plotly; a few tenths of a second when it is first asked for."""
    text = get_plotlyjs()
    packed = base64.b64encode(gzip.compress(text.encode(), 9, mtime=0)).decode()
    return Library(
        version=get_plotlyjs_version(),
        packed=Markup(packed),  # noqa: S704 - letters, digits, `+`, `/` and `=`
        script=Sheet(Markup(text)),  # noqa: S704 - never written into a page; only its hash is
        style=inline(""),
    )
