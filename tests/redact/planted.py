"""Private values, and the places in log lines where people's logs have them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hypothesis import strategies as st

from analyzer.redact.forms_numbers import luhn_digit

DIGIT = "0123456789"
HEX = "0123456789abcdef"
LETTER = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Planted:
    """A line with a private value in it."""

    kind: str
    value: str
    line: str

    @property
    def leaks(self) -> tuple[str, ...]:
        """What must not be found in the output, in lower case."""
        bare = re.sub(r"[^0-9a-f]", "", self.value.lower()) if self.kind in ("mac", "uuid") else self.value
        return (self.value.lower(), bare.lower())


def digits(least: int, most: int) -> st.SearchStrategy[str]:
    return st.text(DIGIT, min_size=least, max_size=most)


def cased(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(values, st.booleans()).map(lambda pair: pair[0].upper() if pair[1] else pair[0])


def checked(body: str) -> str:
    return body + luhn_digit(body)


SERIALS = st.one_of(
    st.tuples(st.sampled_from(["68", "96", "26", "48", "80", "17"]), digits(7, 7)).map("".join),
    st.tuples(st.sampled_from(["105", "109", "116"]), digits(7, 7)).map("".join),
    st.tuples(st.sampled_from(["00068", "00096"]), digits(7, 7)).map("".join),
    st.tuples(st.just("00105"), digits(7, 7)).map("".join),
).filter(lambda value: not value.lstrip("0").startswith(("26843", "26844")))
HEXADECIMAL = cased(
    st.text(HEX, min_size=11, max_size=64).filter(
        lambda value: re.search("[a-f]", value) and re.search(r"\d", value) and not value.startswith("000000")
    )
).filter(lambda value: not value.lower().startswith(("feed", "fade")))
MACS = cased(
    st.tuples(
        st.lists(st.text(HEX, min_size=2, max_size=2), min_size=6, max_size=6), st.sampled_from(":-")
    ).map(lambda pair: pair[1].join(pair[0]))
).filter(
    lambda value: (
        not value.lower().startswith("fe") and set(value) - set(":-0") and set(value.lower()) - set(":-f")
    )
)
UUIDS = cased(st.uuids(version=4).map(str))
IMEIS = digits(12, 12).map(lambda body: checked("35" + body))
ICCIDS = digits(16, 16).map(lambda body: checked("89" + body))
IMSIS = digits(12, 12).map(lambda body: "262" + body)
IPV4 = st.one_of(
    st.tuples(st.just(192), st.just(168), st.integers(0, 255), st.integers(1, 254)),
    st.tuples(st.just(10), st.integers(0, 255), st.integers(0, 255), st.integers(1, 254)),
    st.tuples(st.integers(11, 126), st.integers(0, 255), st.integers(0, 255), st.integers(1, 254)),
).map(lambda parts: ".".join(map(str, parts)))
IPV6 = (
    st.lists(st.text(HEX, min_size=4, max_size=4), min_size=2, max_size=4)
    .map(lambda groups: "fe80::" + ":".join(groups))
    .filter(lambda value: re.search(r"\d", value[4:]) is not None)
)
NAMES = (
    st.tuples(
        st.sampled_from("bcdfghklmprstvwz"),
        st.text(LETTER, min_size=4, max_size=10),
        st.sampled_from(["", "q7", "q"]),
    )
    .map("".join)
    .filter(lambda name: re.fullmatch(r"[0-9a-f]+", name) is None)
)
FULL_NAMES = st.tuples(NAMES, NAMES).map(lambda pair: f"{pair[0].title()} {pair[1].title()}")
HOSTS = st.tuples(NAMES, st.sampled_from(["", "-pc", "01", ".corp.example"])).map("".join)
MAILS = st.tuples(NAMES, NAMES, st.sampled_from(["com", "co.uk", "de", "example"])).map(
    lambda parts: f"{parts[0]}.{parts[1][:4]}@{parts[1]}.{parts[2]}"
)
SECRETS = (
    st.tuples(
        st.text(LETTER + LETTER.upper() + DIGIT, min_size=10, max_size=30),
        st.text(DIGIT, min_size=2, max_size=4),
    )
    .map("".join)
    .filter(
        lambda value: (
            re.search("[a-zA-Z]", value) is not None and not value.startswith(("x", "secret", "key", "k"))
        )
    )
)

HEADS = [
    "",
    "2021-02-03T10:11:12.131Z INFO ",
    "[2023-Sep-21 17:06:44] [debug] [ Client] - ",
    "[error] [ Worker] - ",
    "10:11:12.131\t",
    "ERROR: ",
    "-- runners.nrfjprog: ",
    "> ",
]
WRAPS = [
    "{}", '"{}"', "'{}'", "({})", "[{}]", "<{}>", "{},", "{}.", "{};", "`{}`", "x={}", "y: {}", "{} done", "|{}|",
    '{{"id": "{}"}}', '{{\\"id\\": \\"{}\\"}}', "log_{}.txt", "a/{}/b.hex", "dev-{}", "\t{}\t", "value:{}",
    "\u201c{}\u201d",
]  # fmt: skip
WINDOWS = [
    "C:\\Users\\{}\\fw\\app.hex",
    "c:\\users\\{}\\AppData\\Local\\Temp",
    "D:\\Users\\{}",
    "C:/Users/{}/app.hex",
]
POSIX = [
    "/home/{}/ws/build/zephyr.hex",
    "/Users/{}/Library",
    "/home/{}",
    "file:///home/{}/a.zip",
    "/media/{}/USB/x.bin",
]
JSON_PATHS = [
    "C:\\\\Users\\\\{}\\\\app.hex",
    "C:\\\\\\\\Users\\\\\\\\{}\\\\\\\\a.zip",
    "\\/home\\/{}\\/a.zip",
]
USERS = [*WINDOWS, *POSIX, *JSON_PATHS, "{}@buildbox:~/ws$", "[{}@buildbox ws]$", "ACME\\{}", "USERNAME={}",
         '"username": "{}"', "ssh {}@10.1.2.3", "sftp://{}@files.example/x", "uid=1000({}) gid=20",
         "-rw-r--r-- 1 {} dialout 12 a.hex"]  # fmt: skip
FOLDERS = ["C:\\{}\\app.hex", "D:\\ws\\{}\\build\\zephyr.hex", "/opt/{}/bin/x.sh", "~/{}/build", "/home/ina/{}/a.zip",
           "C:\\\\ws\\\\{}\\\\a.bin", "E:/{}/x.hex", "{}/build/app.hex", "..\\{}\\build\\app.hex", "\\\\nas\\{}\\a.zip",
           "%USERPROFILE%\\{}\\a.hex", "--hex={}/zephyr/zephyr.hex"]  # fmt: skip
ADDRESSES = ["https://{}/fw/app.hex", "ina@{}:~/ws$", "\\\\\\\\{}\\share\\a.hex"[2:], "hostname={}",
             "ssh://git@{}/repo.git", "http://{}:8080/x?y=1"]  # fmt: skip
TOKENS = ["https://files.example/a.zip?token={}", "Authorization: Bearer {}", "password={}", '"api_key": "{}"',
          "--token {}", "https://ina:{}@files.example/x", "psk={}", "access_token: {}"]  # fmt: skip


def in_line(kind: str, values: st.SearchStrategy[str], places: list[str]) -> st.SearchStrategy[Planted]:
    """Values of a kind in places of their own, with something around these."""
    outer = st.sampled_from(WRAPS[:14])
    return st.builds(
        lambda value, place, head, wrap: Planted(kind, value, head + wrap.format(place.format(value))),
        values,
        st.sampled_from(places),
        st.sampled_from(HEADS),
        outer,
    )


def anywhere(
    kind: str, values: st.SearchStrategy[str], wraps: list[str] = WRAPS
) -> st.SearchStrategy[Planted]:
    """Values that are known by themselves, in any wrapping."""
    return st.builds(
        lambda value, head, wrap: Planted(kind, value, head + wrap.format(value)),
        values,
        st.sampled_from(HEADS),
        st.sampled_from(wraps),
    )


PLANTED = st.one_of(
    anywhere("serial", SERIALS),
    anywhere("hex", HEXADECIMAL),
    anywhere("mac", MACS),
    anywhere("uuid", UUIDS),
    anywhere("imei", IMEIS),
    anywhere("iccid", ICCIDS),
    anywhere("imsi", IMSIS),
    anywhere("net", IPV4, [wrap for wrap in WRAPS if "{}.t" not in wrap and "dev-" not in wrap]),
    anywhere("net", IPV6, [wrap for wrap in WRAPS if "log_" not in wrap and ":{}" not in wrap]),
    anywhere("mail", MAILS, [wrap for wrap in WRAPS if "_" not in wrap and "-{}" not in wrap]),
    in_line("user", NAMES, USERS),
    in_line("user", FULL_NAMES, [*WINDOWS[:2], *WINDOWS[3:], JSON_PATHS[0]]),
    in_line("folder", NAMES, FOLDERS),
    in_line("host", HOSTS, ADDRESSES),
    in_line("secret", SECRETS, TOKENS),
)
