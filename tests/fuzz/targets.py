"""The targets: functions that take any bytes and raise only when something is wrong with the program."""

# ruff: noqa: PT017 - an error that is allowed must still say something

from __future__ import annotations

import io
import json
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path

from analyzer.engine.compile import compile_cause, compile_checks, compile_weights
from analyzer.engine.fact_error import FactError
from analyzer.engine.fact_parser import parse_fact
from analyzer.engine.fact_printer import unparse
from analyzer.engine.fact_resolve import resolve
from analyzer.engine.fact_vocabulary import Vocabulary
from analyzer.knowledge.errors import PackError
from analyzer.knowledge.language import Language
from analyzer.knowledge.yaml_source import YamlSource, parse_yaml
from analyzer.live.probing import Asked, probe
from analyzer.live.replay_backend import load
from analyzer.live.values import BackendUnavailable
from analyzer.pack import Pack, PackFile, load_pack
from analyzer.pack.compile import vocabulary_of
from analyzer.pack.languages import compile_language, load_language
from analyzer.pack.places import compile_places
from analyzer.pack.private import private_kinds
from analyzer.parsing.compile import (
    compile_codes,
    compile_devices,
    compile_heads,
    compile_messages,
    compile_operations,
)
from analyzer.parsing.parse import parse
from analyzer.pipeline import analyze, exit_code
from analyzer.redact.compile import compile_private
from analyzer.redact.redaction import redacted
from analyzer.redact.tokens import Tokens
from analyzer.report import FORMATS
from analyzer.report.probe import write_all
from analyzer.report.reply import write_reply
from analyzer.sources import Document, SourceError, read_bytes
from analyzer.sources.verbatim import read_verbatim


@cache
def pack() -> Pack:
    """The built-in pack."""
    return load_pack()


@cache
def vocabulary() -> Vocabulary:
    """What facts may name in it."""
    return vocabulary_of(pack().grammar)


@cache
def words(code: str) -> Language:
    """A built-in language."""
    return load_language(code)


def warm() -> None:
    """Load what is loaded once, so that no input has to answer for the time of it."""
    vocabulary()
    for code in ("en", "de"):
        words(code)
    _private()
    reports(b"ERROR: The operation attempted is unavailable\n")


def documents(data: bytes) -> list[Document]:
    """The documents of an input; none when it is refused."""
    try:
        return read_bytes("fuzz", data)
    except SourceError as error:
        assert error.problem
        return []


def sources(data: bytes) -> None:
    """Bytes to numbered lines: places are true, no character of a line does harm."""
    for document in documents(data):
        assert document.lines
        for line in document.lines:
            assert 1 <= line.number <= line.last <= document.physical_lines
            assert line.text.strip()
            assert not set(line.text) & set("\n\r\0\x1b\x07\x08")
        for before, after in pairwise(document.lines):
            assert (before.block, before.number) <= (after.block, after.number)


def parsing(data: bytes) -> None:
    """Lines to events, operations and sessions: every line is accounted for."""
    for document in documents(data):
        log = parse(document, pack().grammar)
        assert log.recognised in range(log.lines + 1)
        assert len(log.sessions) >= bool(log.events)
        for event in log.events:
            assert 1 <= event.line <= event.last_line <= document.physical_lines
        for operation in log.operations:
            assert 1 <= operation.first_line <= operation.last_line <= document.physical_lines
            assert all(log.events[index].operation == operation.index for index in operation.events)


def facts(data: bytes) -> None:
    """The fact language: an error with its place, or a fact that reads the same when it is written again."""
    text = data.decode("utf-8", "replace")
    try:
        fact = parse_fact(text)
    except FactError as error:
        assert str(error)
        return
    written = unparse(fact)
    assert unparse(parse_fact(written)) == written
    try:
        resolve(fact, vocabulary(), {})
    except FactError as error:
        assert str(error)


def rules(data: bytes) -> None:
    """YAML as every kind of file that a pack has: a compiled file or findings with their places."""
    try:
        source = parse_yaml(data.decode("utf-8", "replace"), "fuzz.yaml")
    except PackError as error:
        assert error.findings
        return
    telling = source.data if isinstance(source.data, dict) else {}
    for compiler in [one for key, one in _COMPILERS.items() if key in telling] or [compile_messages]:
        try:
            compiler(source)
        except PackError as error:
            assert error.findings
            assert all(one.line >= 1 and one.column >= 1 and one.message for one in error.findings)


_COMPILERS: dict[str, Callable[[YamlSource], object]] = {
    "cause": lambda source: compile_cause(source, "host", vocabulary(), pack().base.checks),
    "entries": compile_messages,
    "codes": compile_codes,
    "heads": compile_heads,
    "devices": compile_devices,
    "operations": compile_operations,
    "checks": compile_checks,
    "evidence": compile_weights,
    "places": compile_places,
    "kinds": compile_private,
}
"""Compilers by the key that tells their files."""


def pages(data: bytes) -> None:
    """Saved pages and feeds, whatever their damage: text with true places."""
    for start in (b"<html><body>", b"<?xml version='1.0'?><rss><channel>"):
        sources(data if data.lstrip().startswith(b"<") else start + data)


def archives(data: bytes) -> None:
    """Zip and gzip files, damaged or made to do harm."""
    sources(data if data.startswith((b"PK", b"\x1f\x8b")) else b"PK\x03\x04" + data)


def redact(data: bytes) -> None:
    """A log with tokens: as many lines as before, and writable in its own encoding."""
    try:
        verbatim = read_verbatim("fuzz", data)
    except SourceError:
        return
    result = redacted(verbatim.text, Tokens(_private()))
    assert result.text.count("\n") == verbatim.text.count("\n")
    verbatim.written(result.text)


@cache
def _private() -> object:
    return private_kinds(pack())


def languages(data: bytes) -> None:
    """A file of a language: findings, or a language that says every phrase."""
    file = PackFile(Path("fuzz.yaml"), "languages/xx/fuzz.yaml", data)
    try:
        language = compile_language("xx", [file], words("en"))
    except PackError as error:
        assert error.findings
        return
    for key, phrase in language.phrases.items():
        language.say(key, **dict.fromkeys(phrase.names, 2))
        language.say(key, **dict.fromkeys(phrase.names, "{x}"))


def sessions(data: bytes, folder: Path | None = None) -> None:
    """A recorded session of `probe`: refused, or replayed and reported in every format."""
    import tempfile

    with tempfile.NamedTemporaryFile(suffix=".json", dir=folder) as file:
        file.write(data)
        file.flush()
        try:
            backend = load(Path(file.name))
        except BackendUnavailable as error:
            assert str(error)
            return
    probing = probe(backend, pack(), Asked())
    for name in FORMATS:
        stream = io.StringIO()
        write_all(name, [probing], stream)
        assert "\x1b" not in stream.getvalue()


def reports(data: bytes) -> None:
    """The whole way: a report in every format and a reply, nothing of the log's control characters in them."""
    found = [analyze(document, pack()) for document in documents(data)]
    for report in found:
        assert exit_code(report, pack()) in (0, 1, 3)
        for name, renderer in FORMATS.items():
            stream = io.StringIO()
            renderer.render(report, stream, width=80, color=False)
            assert "\x1b" not in stream.getvalue()
            if name == "json":
                json.loads(stream.getvalue())
    if found:
        for code in ("en", "de"):
            write_reply(found, pack(), words(code))


TARGETS: dict[str, Callable[[bytes], None]] = {
    one.__name__: one
    for one in (sources, parsing, facts, rules, pages, archives, redact, languages, sessions, reports)
}
"""Every target by its name."""
