"""The jinja environment of every page: all text is escaped and made visible, whatever a template forgets.

`render("report.html.j2", ...)` gives a page; `write` puts it on a stream. What a page may extend and which
classes it may use stands at the top of `templates/base.html.j2`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TextIO

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from analyzer.report import words
from analyzer.report.escape import commands, encoding_of, paragraphs, plain, visible
from analyzer.report.html import marks, texts
from analyzer.report.html.sheets import Added, Sheet, policy, sheet

_FILTERS = {
    "plain": plain,
    "visible": visible,
    "prose": texts.prose,
    "reference": texts.reference,
    "number": texts.number,
    "share": texts.share,
    "percent": words.percent,
    "likely": words.probability_word,
    "decibans": texts.decibans,
    "sentence": words.sentence,
    "unstopped": words.unstopped,
    "times": words.times,
    "counted": words.counted,
    "joined": words.joined,
    "risk": words.risk_label,
    "pieces": marks.pieces,
    "meanings": marks.meanings,
    "commands": commands,
    "paragraphs": paragraphs,
}
_NOTHING = Added()


@cache
def environment() -> Environment:
    """The environment, with the templates of this package; undefined names are errors."""
    made = Environment(
        loader=PackageLoader("analyzer.report.html"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(_FILTERS)
    made.globals["span"] = words.line_span
    return made


def render(
    template: str,
    *,
    styles: Sequence[Sheet] = (),
    scripts: Sequence[Sheet] = (),
    added: Added = _NOTHING,
    interactive: bool = True,
    **values: object,
) -> str:
    """The page that `template` makes of `values`; it carries the shared style and script before its own.

    A page that is not `interactive` does without the shared script: it has nothing to search or to copy.
    """
    styles, scripts = (sheet("page.css"), *styles), (*([sheet("page.js")] if interactive else []), *scripts)
    allowed = policy((*styles, *added.styles), (*scripts, *added.scripts))
    page = (
        environment().get_template(template).render(styles=styles, scripts=scripts, policy=allowed, **values)
    )
    return f"{page}\n"


def write(page: str, stream: TextIO) -> None:
    """Write a page; on a stream that is not UTF-8, as the page says it is, beyond ASCII by number."""
    if encoding_of(stream) != "utf-8":
        page = page.encode("ascii", "xmlcharrefreplace").decode("ascii")
    stream.write(page)


def _shown(value: object) -> object:
    """What a template prints: markup of ours as it is, any other text with nothing invisible in it."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
