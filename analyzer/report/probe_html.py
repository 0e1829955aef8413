"""The probing as one HTML page that refers to nothing outside itself."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from typing import TextIO

from analyzer.live.probing import Probing
from analyzer.report import probe_words as say
from analyzer.report.escape import plain

_LONG = 400
_STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 64rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; margin: 1rem 0 }
td, th { padding: .25rem .8rem .25rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid #8884 }
.confirmed { color: #c2410c; font-weight: 600 } .refuted { color: #15803d } .skipped { opacity: .65 }
code { font-size: .9em }
@media print { body { margin: 0 } }
"""


def render(probing: Probing, stream: TextIO, *, several: bool = False) -> None:
    """Write the page; of several probes each is a page of its own behind the one before."""
    name = f"Probe {probing.serial}" if probing.serial is not None else "Probe"
    stream.write(
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{_text(name)}</title><style>{_STYLE}</style></head><body>\n"
        f"<h1>{_text(name)}</h1><p>{_text(say.headline(probing))}</p>\n"
        f"{_checks(probing)}{_hypotheses(probing)}{_next_test(probing)}</body></html>\n"
    )


def _checks(probing: Probing) -> str:
    rows = (
        (
            "skipped" if one.skipped else "",
            (_code(one.check), _text(say.outcome(one)), _text(say.value(one)), _text(str(one.ms))),
        )
        for one in probing.seen
    )
    return "<h2>What was looked at</h2>" + _table(("check", "outcome", "value", "ms"), rows)


def _hypotheses(probing: Probing) -> str:
    shown = [one for one in probing.hypotheses if say.is_worth_showing(one)]
    if not shown:
        return ""
    rows = (
        (
            one.verdict,
            (
                f"{_text(one.title)} {_code(one.cause)}",
                _text(say.change(one)),
                _text(one.verdict),
                _text(one.because),
            ),
        )
        for one in shown
    )
    return "<h2>Hypotheses</h2>" + _table(("cause", "before -> after", "verdict", "because"), rows)


def _next_test(probing: Probing) -> str:
    if probing.next_test is None:
        return ""
    test = probing.next_test
    return f"<h2>Next test</h2><p>{_text(test.ask)} {_code(test.id)}</p><p>{_text(test.how)}</p>\n"


def _table(heads: Sequence[str], rows: Iterable[tuple[str, Sequence[str]]]) -> str:
    """A table of cells that are safe already; each row with its class."""
    top = "".join(f"<th>{_text(head)}</th>" for head in heads)
    body = "".join(
        f'<tr class="{_text(kind)}">' + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>\n"
        for kind, cells in rows
    )
    return f"<table><thead><tr>{top}</tr></thead><tbody>\n{body}</tbody></table>\n"


def _text(untrusted: str) -> str:
    """Text of a device or a log: no markup, no control characters."""
    return html.escape(plain(untrusted, _LONG))


def _code(word: str) -> str:
    return f"<code>{_text(word)}</code>"
