"""Addresses of the web and the like: account, computer, folders and secrets in them."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from analyzer.redact.kinds import PrivateKinds
from analyzer.redact.path_walk import is_file
from analyzer.redact.pieces import Piece

_ADDRESS = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]{1,30}://"
    r"(?:(?P<account>[^\s/?#@:\"'<>]{1,100})(?::(?P<password>[^\s/?#@\"'<>]{0,200}))?@)?"
    r"(?P<host>\[[0-9A-Fa-f:.%]{2,60}\]|[^\s/?#@:\"'<>|,;\\()\[\]{}]{1,253})(?P<port>:\d{1,5})?"
    r"(?P<path>/[^\s?#\"'<>|\\]{0,1000})?"
    r"(?:\?(?P<query>[^\s#\"'<>|\\]{0,2000}))?"
    r"(?:#(?P<fragment>[^\s\"'<>|\\]{0,1000}))?"
)
_ENDS = ".,:;!?)]}'"
_PART = re.compile(r"[^/]+")
_PARAMETER = re.compile(r"(?P<name>[^&=;]{1,100})=(?P<value>[^&;]*)")
_NOBODY = re.compile(r"[A-Za-z0-9]{1,2}|\d{1,5}|-|[vV]?\d+(?:\.\d+)+")
_LOCAL = re.compile(r"localhost|ip6-\w+|\d+|.*[{}$%*].*", re.IGNORECASE)
"""Names of this computer, bare numbers and what is only a pattern."""


def walk_url(text: str, start: int, kinds: PrivateKinds) -> tuple[list[Piece], int]:
    """The private parts of the address that begins at `start`, and where it ends."""
    found = _ADDRESS.match(text, start)
    if found is None:
        return [], start
    end = start + len(found[0].rstrip(_ENDS))
    pieces = [piece for piece in _pieces(found, kinds) if piece.start < end]
    return [Piece(p.start, min(p.end, end), p.kind) for p in pieces], end


def _pieces(found: re.Match[str], kinds: PrivateKinds) -> Iterator[Piece]:
    host = found["host"]
    public = kinds.kind("host").keeps.holds(host)
    if found["account"] and not kinds.kind("user").keeps.holds(found["account"]):
        yield Piece(*found.span("account"), "user")
    if found["password"]:
        yield Piece(*found.span("password"), "secret")
    if not public and not _is_number(host) and not _LOCAL.fullmatch(host):
        yield Piece(*found.span("host"), "host")
    if found["path"]:
        yield from _folders(found, _is_ours(found, kinds, public), kinds)
    for part in ("query", "fragment"):
        if found[part]:
            yield from _parameters(found, part, public, kinds)


def _is_number(host: str) -> bool:
    """True for addresses in digits: they are a kind of their own."""
    try:
        ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return False
    return True


def _is_ours(found: re.Match[str], kinds: PrivateKinds, public: bool) -> bool:
    """True where everything may be known: a public host, and on a shared one the accounts of the makers."""
    if not public or not kinds.shared.holds(found["host"]):
        return public
    first = _PART.search(found["path"])
    return first is None or kinds.owners.holds(first[0])


def _folders(found: re.Match[str], ours: bool, kinds: PrivateKinds) -> Iterator[Piece]:
    """Parts of the path: behind `members` stands a user on any host."""
    before = ""
    begins, ends = found.span("path")
    folders = kinds.kind("folder").keeps
    for part in _PART.finditer(found.string, begins, ends):
        name = part[0]
        if kinds.members.holds(before) and not kinds.kind("user").keeps.holds(name):
            yield Piece(*part.span(), "user")
        elif not ours and not _NOBODY.fullmatch(name) and not folders.holds(name):
            named = part.end() == ends and is_file(name.rstrip(_ENDS), kinds)
            if not named and not kinds.owners.holds(name):
                yield Piece(*part.span(), "folder")
        before = name


def _parameters(found: re.Match[str], part: str, public: bool, kinds: PrivateKinds) -> Iterator[Piece]:
    begins, ends = found.span(part)
    for parameter in _PARAMETER.finditer(found.string, begins, ends):
        value = parameter["value"].rstrip(_ENDS)
        secret = kinds.secrets.holds(parameter["name"])
        if value and (secret or not (public or _NOBODY.fullmatch(value))):
            start = parameter.start("value")
            yield Piece(start, start + len(value), "secret")
