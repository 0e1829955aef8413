"""Texts as they come: pages, feeds, escapes, invisible characters, broken lines, anything at all."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from analyzer.pack import load_pack
from analyzer.pack.private import private_kinds
from analyzer.redact.redaction import redacted
from analyzer.redact.tokens import Tokens
from analyzer.redact.visible import plain, without_tags
from analyzer.sources import read_bytes

KINDS = private_kinds(load_pack())
PAGE = """<!DOCTYPE html><html><head><title>Modem DFU fails</title></head><body>
<div class="post"><a href="https://devzone.nordicsemi.com/members/halvard">Halvard N</a>
<p>Hi, my <b>board</b> fails:</p><pre><code>
10:11:12.131 Writing C:\\Users\\<span>halvard</span>\\acme\\a.zip to device 000683190551
s/n: 6831<b>90</b>551 &amp; C:\\Users\\J&uuml;rgen M&#252;ller\\x.hex, &quot;/home/halvard/a.hex&quot;
</code></pre></div><div class="post">Hi Halvard N, erase 683190551</div></body></html>
"""
FEED = """<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>DFU</title>
<item><title>Fails</title><dc:creator>Halvard N</dc:creator>
<description>&lt;p&gt;Log of Halvard N:&lt;/p&gt;&lt;pre&gt;10:11:12.131 C:\\Users\\halvard\\a.zip
&amp;quot;/home/halvard/acme/a.hex&amp;quot; &amp;amp; s/n 683190551&lt;/pre&gt;</description></item></channel></rss>
"""


def once(text: str) -> str:
    return redacted(text, Tokens(KINDS)).text


def seen(text: str) -> str:
    return "\n".join(line.text for line in read_bytes("x", text.encode())[0].lines)


def test_a_page_keeps_its_tags_and_loses_what_is_private() -> None:
    result = once(PAGE)
    assert [result.count(tag) for tag in ("<", ">", "&")] == [
        PAGE.count("<"),
        PAGE.count(">"),
        PAGE.count("&") - 2,
    ]
    for leak in ("halvard", "683190551", "acme", "rgen", "uuml", "ller"):
        assert leak not in result.lower()
        assert leak not in seen(result).lower()
    assert "s/n: 9000<b>00</b>001" in result
    assert seen(result).count("900000001") == 3
    assert once(result) == result


def test_a_feed_is_redacted_behind_its_entities() -> None:
    result = once(FEED)
    for leak in ("halvard", "683190551", "acme"):
        assert leak not in result.lower()
    assert "&amp;quot;/home/user1xx/dir1/a.hex&amp;quot; &amp;amp; s/n 900000001" in result
    assert len(read_bytes("x", result.encode())[0].lines) == len(read_bytes("x", FEED.encode())[0].lines)


def test_a_value_that_escape_sequences_or_invisible_characters_part_is_found() -> None:
    assert once("s/n 6831\x1b[32m90551\x1b[0m") == "s/n 9000\x1b[32m00001\x1b[0m"
    assert once("s/n 6831\u200b90551\u00ad") == "s/n 9000\u200b00001\u00ad"
    assert once("/home/hal\u200bvard/x.hex") == "/home/use\u200br1xx/x.hex"
    assert once("s/n\u00a0683190551") == "s/n\u00a0900000001"


def test_the_title_that_a_terminal_was_given_is_no_hiding_place() -> None:
    title = "\x1b]0;halvard@acme-build: ~/doorlock\x07halvard@acme-build:~/doorlock$ west flash"
    result = once(title)
    assert not any(leak in result for leak in ("halvard", "acme", "doorlock"))
    assert result.endswith("$ west flash")


def test_lines_redrawn_on_one_line_stay_apart() -> None:
    assert once("683190551\r683190552\x1b[2K683190551") == "900000001\r900000002\x1b[2K900000001"


def test_broken_lines_are_read_as_far_as_they_go() -> None:
    result = once('C:\\Users\\halvard\\acme_\nmy_lock\\build\\zephyr.hex" --snr 683190551\n/home/halv')
    assert result == 'C:\\Users\\user1xx\\dir1_\ndir2xxx\\build\\zephyr.hex" --snr 900000001\n/home/usr2'


def test_a_long_log_is_one_log() -> None:
    line = "10:11:12.131 Programming 3 of 32 segments.\n"
    text = f"by halvard, s/n 683190551\n{line * 30_000}C:\\Users\\halvard\\a.hex 683190552 683190551"
    result = once(text)
    assert (
        result == f"by user1xx, s/n 900000001\n{line * 30_000}C:\\Users\\user1xx\\a.hex 900000002 900000001"
    )


def test_a_key_over_several_lines_goes_as_a_whole() -> None:
    key = "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49\nAgEGCCqGSM49\n-----END PRIVATE KEY-----\n"
    result = once(f"before\n{key}after\n")
    assert "MIGH" not in result
    assert "CCqG" not in result
    assert [len(line) for line in result.split("\n")] == [
        len(line) for line in f"before\n{key}after\n".split("\n")
    ]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300))
@example("<a &amp; \x1b[<b>\u200b&#0;&lt;&amp;amp;lt;")
@example("C:\\\\a\\/b%2f~/$HOME/\\\\x\\y://@")
@example("user1 x@x.x <m1@x.x> feed0001 900123 secret1 x\n x")
@example("-----BEGIN A-----\x00-----END")
def test_any_text_keeps_its_lines_and_is_the_same_when_redacted_again(text: str) -> None:
    assert plain(text).source == text
    assert without_tags(text).source == text
    result = once(text)
    assert result.count("\n") == text.count("\n")
    assert result.count("\r") == text.count("\r")
    assert once(result) == result


HARSH = st.sampled_from(
    ["C:", "\\", "/", "Users", "home", "@", "://", "halvard", ".hex", " ", '"', "'", "=", ":", "683190551", "feed",
     "&amp;", "<b>", "\n", "~", "%2F", "-", "_", "user1", "x", "(", ")", "[", "]", "key=", "AA:", "1.2.3.4", "::",
     "\u200b", "\x1b[1m"]
)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(st.lists(HARSH, max_size=25).map("".join))
def test_pieces_of_logs_in_any_order_keep_their_lines(text: str) -> None:
    result = once(text)
    assert result.count("\n") == text.count("\n")
    assert once(result) == result
