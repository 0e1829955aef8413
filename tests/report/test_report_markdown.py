"""The reply for a ticket."""

from __future__ import annotations

import io

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from sample_reports import benign, clean, failed_unknown, modem, nothing, two_problems, unexplained
from samples import SAMPLES, hostile

from analyzer.engine.result import Report
from analyzer.report import FORMATS


def reply(report: Report) -> str:
    stream = io.StringIO()
    FORMATS["markdown"].render(report, stream)
    return stream.getvalue()


def tokens(text: str) -> list[Token]:
    parsed = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    return parsed + [child for token in parsed for child in token.children or []]


def headings(text: str) -> list[str]:
    return [line.strip("*") for line in text.splitlines() if line.startswith("**")]


def test_the_reply_has_its_four_parts_in_order() -> None:
    assert headings(reply(modem())) == [
        "What we see",
        "Most likely cause",
        "What to do",
        "What we need from you",
    ]


def test_what_we_see_quotes_the_failing_lines_and_reads_the_codes() -> None:
    text = reply(modem())
    assert "Modem update over SWD: failed twice, lines 12-34 of `modem-update.log`." in text
    assert "> 22 | Lowlevel error: JLINKARM_DLL_ERROR (ffffff9a)" in text
    assert "- line 34: ffffffa3 = -93 NOT_AVAILABLE_BECAUSE_TRUST_ZONE: A secure" in text


def test_the_cause_is_hedged_and_its_rivals_are_named() -> None:
    text = reply(modem())
    assert "Quite possible (45%): **The debug session worked and then broke**" in text
    assert "- quite possible (27%): Secure access to the device is closed" in text
    assert "- 5%: none of the causes that we know" in text


def test_steps_go_from_harmless_to_irreversible() -> None:
    steps = [line for line in reply(modem()).splitlines() if line[:1].isdigit()]
    erasing = ["**Careful, this erases.**" in step for step in steps]
    assert erasing == [False] * 4 + [True] * 2
    assert all("**You lose: " in step for step in steps[4:])


def test_commands_are_fenced_inside_their_step() -> None:
    parsed = MarkdownIt().parse(reply(modem()))
    commands = [token.content for token in parsed if token.type == "fence" and token.info == ""]
    assert "nrfjprog --snr 960012345 --family NRF91 --recover\n" in commands
    assert all(token.level > 0 for token in parsed if token.type == "fence" and token.info == "")
    assert sum(token.type == "ordered_list_open" for token in parsed) == 1


def test_what_is_needed_asks_each_question_once() -> None:
    text = reply(modem())
    assert text.count("Was RTT Viewer, an IDE or another debugger connected") == 1
    assert "`found` would make most likely: Another program holds the debug probe" in text
    assert "Please send us the full log" not in text


def test_a_cut_log_is_asked_for() -> None:
    assert "Please send us the full log: this one begins in the middle" in reply(failed_unknown())
    assert "None of the causes that we know fits." in reply(failed_unknown())
    assert "Please send us the log of the attempt" in reply(nothing())


def test_unknown_errors_are_listed_with_the_closest_message() -> None:
    text = reply(unexplained())
    assert "- line 3, twice: `Fluxing the capacitor failed with code 4711`" in text
    assert "closest message that we know: `Flashing failed with code {code}`" in text
    assert "Usually: another program uses the probe; the SWD link is bad." in text


def test_nothing_found_is_not_all_well() -> None:
    assert "does not mean that all is well" in reply(nothing())
    assert "No failure found in `clean.log`: 2 operations succeeded." in reply(clean())
    assert "1 operation succeeded in spite of alarming messages" in reply(benign())
    assert "Most likely cause" not in reply(clean())


def test_several_problems_have_titled_parts() -> None:
    assert "**Most likely cause: program**" in reply(two_problems())
    assert "**What to do: modem update over SWD**" in reply(two_problems())


@pytest.mark.parametrize("sample", [name for name in SAMPLES if name != "hostile"])
def test_every_reply_is_wellformed(sample: str) -> None:
    kinds = {token.type for token in tokens(reply(SAMPLES[sample]()))}
    assert not kinds & {"html_inline", "html_block", "image", "code_block", "blockquote_open", "heading_open"}


@pytest.mark.parametrize(
    "poison",
    [
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
        "`a``b`[x](y)`",
    ],
)
def test_log_text_stays_text(poison: str) -> None:
    trusted = {token.type for token in tokens(reply(modem()))} | {"text_special", "softbreak"}
    trusted |= {token.type for token in tokens(reply(unexplained()))}
    attacked = tokens(reply(hostile(poison)))
    assert {token.type for token in attacked} <= trusted
    links = [str(token.attrs["href"]) for token in attacked if token.type == "link_open"]
    assert all(url.startswith("https://docs.example.org/") for url in links)
