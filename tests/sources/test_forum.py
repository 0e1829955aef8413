"""Saved forum pages and feeds."""

from __future__ import annotations

import pytest
from source_reading import document, limits, problem, texts

LOG = [
    "2021-03-04T09:15:22.104Z INFO Writing D:\\my fw\\app & boot.zip to device 682111222",
    "2021-03-04T09:15:31.870Z ERROR Modem DFU failed with error: Error: Error occured when program.",
    "Lowlevel error: Unknown value (ffffff24)",
    "2021-03-04T09:15:33.001Z INFO Target device closed",
]


def escaped(text: str, times: int = 1) -> str:
    for _ in range(times):
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


HTML = "<p>" + "<br />".join(escaped(line) for line in LOG) + "</p>"


def item(html: str, date: str = "", title: str = "RE: A thread") -> str:
    dated = f"<pubDate>{date}</pubDate>" if date else ""
    return f"<item><title>{title}</title>{dated}<description>{html}</description></item>\n"


def rss(*items: str, about: str = "It fails\nsince today.") -> str:
    head = '<?xml version="1.0" encoding="UTF-8" ?>\n<rss version="2.0"><channel><title>A thread</title>'
    return f"{head}<link>https://example.org</link><description>{about}</description>\n{''.join(items)}</channel></rss>"


@pytest.mark.parametrize("times", [1, 2])
def test_the_log_in_a_feed_comes_out_line_by_line(times: int) -> None:
    read = document(rss(item(escaped(HTML, times))), "feed.txt")
    assert read.thread
    assert [line.text for line in read.lines if line.block == 1] == LOG
    assert {line.number for line in read.lines if line.block == 1} == {4}


def test_cdata_is_read_as_well() -> None:
    read = document(rss(item(f"<![CDATA[\n{HTML}\n]]>")))
    assert [line.text for line in read.lines if line.block == 1] == LOG
    assert {line.number for line in read.lines if line.block == 1} == {5}


def test_line_numbers_are_those_of_the_saved_file() -> None:
    html = "\n".join(f"&lt;p&gt;{line}&lt;/p&gt;" for line in ("one thing", "another", "the third"))
    read = document(rss(item(html)))
    raw = rss(item(html)).split("\n")
    for line in read.lines:
        assert line.text.rpartition(" ")[2] in raw[line.number - 1]


def test_posts_are_sorted_by_date_behind_the_question() -> None:
    read = document(
        rss(
            item("third", "Fri, 05 Mar 2021 10:00:00 GMT"),
            item("first", "Wed, 03 Mar 2021 10:00:00 GMT"),
            item("second", "Fri, 05 Mar 2021 10:00:00 +0200"),
        )
    )
    found = [(line.block, line.text) for line in read.lines]
    assert found == [
        (0, "A thread"),
        (0, "It fails"),
        (0, "since today."),
        (1, "first"),
        (2, "second"),
        (3, "third"),
    ]


def test_posts_without_dates_come_oldest_first() -> None:
    assert texts(rss(item("newer"), item("older"), about=""))[-2:] == ["older", "newer"]


def test_atom_is_read_with_its_three_kinds_of_text() -> None:
    raw = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>A thread</title>\n'
        '<entry><updated>2021-03-05T10:00:00Z</updated><content type="xhtml">\n'
        '<div xmlns="http://www.w3.org/1999/xhtml"><p>a &lt;b&gt;</p><p>c</p></div></content></entry>\n'
        '<entry><updated>2021-03-04T10:00:00Z</updated><content type="html">&lt;p&gt;d&lt;/p&gt;</content></entry>\n'
        "<entry><updated>2021-03-03T10:00:00Z</updated><summary>e\nf</summary></entry></feed>"
    )
    assert texts(raw) == ["A thread", "e", "f", "d", "a <b>", "c"]


def test_code_in_a_post_is_told_from_running_text() -> None:
    html = escaped(
        "<p>I ran <code>tool --ids</code> and got:</p><pre><code>ERROR: No probe\n  none</code></pre>"
    )
    read = document(rss(item(html)))
    assert [(line.text, line.thread) for line in read.lines if line.block == 1] == [
        ("I ran tool --ids and got:", True),
        ("ERROR: No probe", False),
        ("  none", False),
    ]


def test_marks_of_the_forum_stand_on_their_own() -> None:
    html = escaped('[quote user="A B"]ERROR: No probe[/quote]<p>Why?</p>[code]ERROR: x[/code]')
    read = document(rss(item(html)))
    assert [(line.text, line.thread) for line in read.lines if line.block == 1] == [
        ('[quote user="A B"]', True),
        ("ERROR: No probe", True),
        ("[/quote]", True),
        ("Why?", True),
        ("[code]", True),
        ("ERROR: x", False),
        ("[/code]", True),
    ]


def test_a_feed_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    raw = rss(item(escaped(HTML)), item("gone"))
    read = document(raw[: raw.index("gone") + 2])
    assert sum("Writing" in line.text for line in read.lines) == 1
    assert [line.text for line in read.lines if line.block == 2] == LOG
    assert "feed-damaged" in [limit.what for limit in read.limits]


def test_a_feed_with_foreign_characters_is_mended() -> None:
    read = document(rss(item("a&nbsp;b & c\x01 d"), item("e")))
    assert [line.text for line in read.lines][-2:] == ["e", "a b & c d"]
    assert "feed-damaged" not in [limit.what for limit in read.limits]


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">',
        '<!ENTITY c SYSTEM "file:///etc/passwd">',
        '<!ENTITY % c SYSTEM "https://example.org/x.dtd"> %c;',
    ],
)
@pytest.mark.parametrize("root", ["rss", "other"])
def test_xml_that_defines_entities_is_refused(declared: str, root: str) -> None:
    bomb = f'<?xml version="1.0"?>\n<!DOCTYPE x [{declared}]>\n<{root}><channel><title>&c;</title></channel></{root}>'
    assert "defines entities" in problem(bomb.encode())


PAGE = f"""<!DOCTYPE html>
<html><head><title>A thread</title><script>if (a<b) {{ log("ERROR: x") }}</script>
<style>p {{ color: red }}</style></head>
<body><nav>Sign in</nav><!-- ERROR: hidden -->
<h1>A thread</h1>
<article class="post"
  data-id="1"><div class="author">Ada</div><p>Hello,<br>it
fails:</p>
<pre>{escaped(LOG[0])}
{escaped(LOG[1])}
{LOG[2]}
</pre></article>
<div class="comment reply"><blockquote><p>it fails</p></blockquote>
<ul><li>Is it</li><li>powered?</li></ul></div>
<footer>imprint</footer></body></html>
"""


def test_a_page_gives_its_posts() -> None:
    read = document(PAGE, "saved.html")
    assert read.thread
    found = [(line.block, line.number, line.thread, line.text) for line in read.lines]
    assert found == [
        (0, 5, True, "A thread"),
        (1, 7, True, "Ada"),
        (1, 7, True, "Hello,"),
        (1, 7, True, "it fails:"),
        (1, 9, False, LOG[0]),
        (1, 10, False, LOG[1]),
        (1, 11, False, LOG[2]),
        (2, 13, True, "it fails"),
        (2, 14, True, "Is it"),
        (2, 14, True, "powered?"),
    ]
    assert read.lines[3].last == 8


def test_a_page_is_known_by_its_content() -> None:
    assert texts(PAGE, "log.txt") == texts(PAGE, "page.html")
    assert texts("ERROR: x <html>", "page.html") == ["ERROR: x <html>"]


def test_a_table_of_times_and_messages_gives_rows() -> None:
    rows = "".join(f"<tr><td>14:08:0{n}.428</td><td>Step {n}</td></tr>" for n in range(3))
    assert texts(f"<table>{rows}</table>") == [f"14:08:0{n}.428\tStep {n}" for n in range(3)]


def test_a_code_box_with_line_numbers_is_read_without_them() -> None:
    numbers = "\n".join(str(n) for n in range(1, 5))
    box = f"<table><tr><td><pre>{numbers}</pre></td><td><pre>{escaped(chr(10).join(LOG))}</pre></td></tr></table>"
    assert texts(f"<div><a>Fullscreen</a>{box}</div>") == LOG


def test_lines_of_a_log_within_a_paragraph_are_kept() -> None:
    html = (
        "<html><body><p>Here it is:\n" + "\n".join(map(escaped, LOG[:2])) + "\nwhat\nnow?</p></body></html>"
    )
    read = document(html)
    assert [(line.number, line.text) for line in read.lines] == [
        (1, "Here it is:"),
        (2, LOG[0]),
        (3, LOG[1] + " what now?"),
    ]


def test_repairs_do_not_join_posts() -> None:
    html = "<article>14:08:04.428</article><article>Device closed</article>"
    assert texts(f"<html><body>{html}</body></html>") == ["14:08:04.428", "Device closed"]


@pytest.mark.parametrize(
    "piece",
    [
        "<div>",
        "<",
        "<!--",
        "<![CDATA[",
        "<!",
        "<?",
        "</a",
        "<a ",
        "<a b='",
        '<a b="',
        "<script>",
        "<pre><",
        "&lt;",
    ],
)
def test_hostile_pages_are_read(piece: str) -> None:
    read = document("<html><body><p>begin</p>\n" + piece * 20_000)
    assert read.lines[0].text.startswith("begin")


def test_a_page_with_too_many_tags_is_read_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analyzer.sources.page.MAX_TAGS", 100)
    read = document("<html><body><p>begin</p>\n" + "<p>x</p>\n" * 200)
    assert [limit.what for limit in read.limits] == ["page-size"]
    assert read.lines[0].text == "begin"


def test_a_log_with_a_page_in_it_is_a_log() -> None:
    raw = "\n".join([*LOG * 10, "<html><body><p>502</p></body></html>"])
    assert not document(raw).thread
    assert limits(raw) == []
