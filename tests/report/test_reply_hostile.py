"""Text of a log or of a foreign rule stays text in a reply."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from replies import reply_on
from sample_reports import clean, modem, unexplained
from samples import SAMPLES, hostile

ATTACKS = [
    "<script>alert(1)</script>",
    "![image](http://x.y)",
    "[link](http://x.y)",
    "http://x.y",
    "``` \n```\n# heading",
    "`` ` ```` `",
    "*a* _b_ ~~c~~ **",
    "| a | b |\n|---|---|",
    "&lt;b&gt;&#60;",
    "\n\n# heading\n\n> quote\n\n---\n",
    "<!--",
    "{title} {0} {do.__class__}",
]


def tokens(text: str) -> list[Token]:
    parsed = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    return parsed + [child for token in parsed for child in token.children or []]


@pytest.mark.parametrize("poison", ATTACKS)
@pytest.mark.parametrize("code", ["en", "de"])
def test_log_text_stays_text(poison: str, code: str) -> None:
    calm = [modem(), clean(), unexplained()]
    trusted = {token.type for token in tokens(reply_on(*calm, code=code))} | {"text_special", "softbreak"}
    reports = [hostile(poison), *(SAMPLES[name]() for name in ("clean", "nothing"))]
    for text in (reply_on(hostile(poison), code=code), reply_on(*reports, code=code)):
        attacked = tokens(text)
        assert {token.type for token in attacked} <= trusted
        links = [str(token.attrs["href"]) for token in attacked if token.type == "link_open"]
        assert all(url.startswith("https://docs.example.org/") for url in links)


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_sample_has_a_reply_of_readable_length(sample: str) -> None:
    text = reply_on(SAMPLES[sample]())
    assert text.isprintable() or set(text) - {"\n"} == {char for char in text if char.isprintable()}
    assert len(text) < 40_000
