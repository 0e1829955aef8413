"""Text of a log or of a foreign rule stays text in a reply."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from poison import poisoned
from replies import CORPUS, language, reply_on, rules
from sample_reports import clean, modem, nothing, unexplained
from samples import SAMPLES, hostile

from analyzer.pipeline import analyze
from analyzer.report.reply import write_reply
from analyzer.sources import read_bytes

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
    calm = reply_on(modem(), clean(), unexplained(), code=code)
    trusted = {token.type for token in tokens(calm)} | {"text_special", "softbreak"}
    attacked_reports = [hostile(poison), *(poisoned(one(), poison) for one in (unexplained, clean, nothing))]
    for text in (
        *(reply_on(one, code=code) for one in attacked_reports),
        reply_on(*attacked_reports, code=code),
    ):
        attacked = tokens(text)
        assert {token.type for token in attacked} <= trusted
        links = [str(token.attrs["href"]) for token in attacked if token.type == "link_open"]
        assert all(url.startswith("https://docs.example.org/") for url in links)


def test_a_log_cut_anywhere_has_a_reply() -> None:
    for number, path in enumerate(CORPUS):
        data = path.read_bytes()
        (document,) = read_bytes(
            path.name, data[len(data) * (number % 7) // 8 : len(data) * (number % 7 + 2) // 8]
        )
        text = write_reply([analyze(document, rules())], rules(), language("de"))
        assert text.rstrip().endswith("diese Datei brauchen wir."), path.stem


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_sample_has_a_reply_of_readable_length(sample: str) -> None:
    text = reply_on(SAMPLES[sample]())
    assert text.isprintable() or set(text) - {"\n"} == {char for char in text if char.isprintable()}
    assert len(text) < 40_000
