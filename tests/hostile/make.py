"""Write the folder of hostile inputs: `python tests/hostile/make.py` after a change here.

All of them are made of one log, so that what must be diagnosed is known: two failed modem updates. What is too large
to be kept in a folder is made when it is needed.
"""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

FOLDER = Path(__file__).parent / "inputs"
LOG = (Path(__file__).parents[2] / "corpus" / "modem-dfu-102-then-93.log").read_bytes()
TEXT = LOG.decode("utf-8")
LINES = TEXT.splitlines()
_ESC = "\x1b"


def _zip(*entries: tuple[str, bytes], directory: bool = True) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED, 9)
    whole = packed.getvalue()
    return whole if directory else whole[: whole.index(b"PK\x01\x02")]


def _coloured(line: str) -> str:
    return f"{_ESC}[32m{line[:24]}{_ESC}[0m{line[24:]}"


def _progress() -> str:
    bar = "".join(f"{_ESC}[2K\r[ {'#' * n}{' ' * (20 - n)} ] {n * 5:3}%" for n in range(21))
    return (
        f"{_ESC}]0;flash{chr(7)}"
        + "\n".join(map(_coloured, LINES[:30]))
        + f"\n{bar}\n"
        + "\n".join(LINES[30:])
    )


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _page(lines: str) -> bytes:
    return (
        '<!DOCTYPE html>\n<html><head><title>Update fails</title><script>if (1 < 2) { alert("x") }</script></head>\n'
        f'<body><nav>Home</nav><div class="content"><p>It fails:</p>\n{lines}\n<p>Thanks</p></div></body></html>\n'
    ).encode()


def _interleaved() -> str:
    """Two runs that write into one file at the same time, as two open apps do."""
    other = [
        line.replace("10:37:", "10:38:") for line in LINES if "Error" not in line and "ERROR" not in line
    ]
    woven = [one for pair in zip(LINES, other, strict=False) for one in pair]
    return "\n".join([*woven, *LINES[len(other) :]])


def _backwards() -> str:
    """The clock is set back by a day in the middle."""
    return "\n".join(
        line.replace("2021-02-18T", "2021-02-17T") if at > 25 else line for at, line in enumerate(LINES)
    )


_MARKUP = [
    "2021-02-18T10:37:50.000Z ERROR [red]x[/red] <script>alert(1)</script> <img src=x onerror=alert(1)>",
    "2021-02-18T10:37:50.000Z ERROR ![a](http://evil.example/x) [l](javascript:alert(1)) `` ` ``` | a | b |",
    f"2021-02-18T10:37:50.000Z ERROR {_ESC}]8;;http://evil.example{_ESC}\\click{_ESC}]8;;{_ESC}\\"
    " \x9b2J \u202eevil\u202c",
    "2021-02-18T10:37:50.000Z ERROR =cmd|'/c calc'!A1 @SUM(1) +1 -1 {{7*7}} {% x %} ${x} %(x)s {0} \\N{BEL}",
    "2021-02-18T10:37:50.000Z ERROR &lt;b&gt; --> ]]> </pre></code></textarea><!-- \u2028 \ud7ff \ufeff \x08\x08\x08",
]


def _block(size: int) -> bytes:
    return b"\0" * size + bytes(range(256)) * 4


def inputs() -> dict[str, bytes]:
    """Every input that is kept, by name."""
    bomb = b"\0" * 8_000_000
    return {
        "empty.log": b"",
        "utf16le-bom.log": TEXT.encode("utf-16"),
        "utf16le-nobom.log": TEXT.encode("utf-16-le"),
        "cp1252.log": "\r\n".join(["Gerät für Prüfung: “Modem”", *LINES]).encode("cp1252"),
        "mixed-encodings.log": "Gerät\n".encode() + "Prüfung\n".encode("cp1252") + LOG,
        "nul-block.log": "\n".join(LINES[:19]).encode() + b"\n" + _block(3000) + b"\n" + "\n".join(LINES[19:]).encode(),
        "ansi-progress.log": _progress().encode(),
        "cr-only.log": "\r".join(LINES).encode(),
        "html-forum.html": _page("<pre><code>" + "<br>\n".join(map(_escaped, LINES)) + "</code></pre>"),
        "double-escaped.html": _page("<p>" + "<br />\n".join(_escaped(_escaped(line)) for line in LINES) + "</p>"),
        "line-numbers-column.log": "\n".join([*map(str, range(1, len(LINES) + 1)), *LINES]).encode(),
        "truncated-head.log": "\n".join([LINES[19][40:], *LINES[20:]]).encode(),
        "truncated-tail.log": "\n".join([*LINES[:40], LINES[40][:20]]).encode(),
        "two-sessions-interleaved.log": _interleaved().encode(),
        "clock-backwards.log": _backwards().encode(),
        "success-after-error.log": "\n".join([*LINES, "2021-02-18T10:40:00.000Z INFO Modem DFU completed."]).encode(),
        "zero-errors-words.log": b"Build finished: 0 errors, 0 warnings, no failures\nAll tests passed, 0 failed\n" * 3,
        "markup-injection.log": "\n".join([*LINES, *_MARKUP]).encode("utf-8", "surrogatepass"),
        "log.zip": _zip(("log.txt", LOG)),
        "zip-without-directory.zip": _zip(("log.txt", LOG), directory=False),
        "zip-bomb.zip": _zip(("bomb.log", bomb), ("log.txt", LOG)),
        "zip-slip.zip": _zip(("../../evil.log", LOG), ("/etc/evil.log", LOG), ("C:\\evil.log", LOG)),
        "nested.zip": _zip(("a.zip", _zip(("b.zip", _zip(("c.log", LOG))), ("log.txt", LOG)))),
        "gzip-bomb.gz": gzip.compress(bomb, 9, mtime=0),
        "truncated.gz": gzip.compress(LOG, 9, mtime=0)[:-40],
        "alias-bomb.yaml": b"a: &a [x, x]\n" + b"".join(
            f"{chr(97 + n)}: &{chr(97 + n)} [*{chr(96 + n)}, *{chr(96 + n)}]\n".encode() for n in range(1, 24)
        ),
        "entity-bomb.xml": b"<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'>"
        + b"".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>".encode() for n in range(9))
        + b"]><rss><channel><item><description>&j;</description></item></channel></rss>",
        "deep-tags.html": b"<html><body>" + b"<div>" * 3000 + b"ERROR: x" + b"</div>" * 3000,
    }  # fmt: skip


def large() -> dict[str, bytes]:
    """Those that are made when they are needed, by name."""
    return {
        "one-line-5mb.log": LOG
        + b"2021-02-18T10:41:00.000Z ERROR "
        + b"abc \xe2\x80\x94 (0x9) [1/2] " * 200_000
        + b"\n",
        "brackets.log": b"runner[x" + b"][x" * 20_000 + b"] ~\n" + LOG,
        "same-error.log": LOG + b"2021-02-18T10:41:00.000Z ERROR Something new 17 went wrong\n" * 8_000,
    }


if __name__ == "__main__":
    for _name, _data in inputs().items():
        (FOLDER / _name).write_bytes(_data)
