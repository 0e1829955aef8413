"""Replies to the logs of the corpus, written once for all tests, and what can be read off a reply."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path

from analyzer.engine.result import Report
from analyzer.knowledge.language import Language
from analyzer.pack import Pack, builtin_corpus, load_pack
from analyzer.pack.languages import load_language
from analyzer.pipeline import analyze
from analyzer.report.reply import write_reply
from analyzer.sources import read_bytes

CORPUS: list[Path] = sorted((builtin_corpus() or Path()).glob("*.log"))
PROBE = ['pip install "nrfdoctor[probe]"', "nrfdoctor probe --record probe.json --redact"]

_FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```\n", re.MULTILINE | re.DOTALL)
_STEP = re.compile(r"^\d+\. ", re.MULTILINE)


@functools.cache
def rules() -> Pack:
    return load_pack(cache=False)


@functools.cache
def language(code: str) -> Language:
    return load_language(code)


@functools.cache
def report_on(path: Path) -> Report:
    (document,) = read_bytes(str(path), path.read_bytes())
    return analyze(document, rules())


@functools.cache
def reply_to(path: Path, code: str = "en") -> str:
    return write_reply([report_on(path)], rules(), language(code))


def reply_on(*reports: Report, code: str = "en") -> str:
    return write_reply(reports, rules(), language(code))


def without_log(text: str) -> str:
    """A reply without the lines that it quotes of the log."""
    return _FENCE.sub(lambda found: "" if found[1] else found[0], text)


def without_code(text: str) -> str:
    """A reply without any code block."""
    return _FENCE.sub("", text)


@dataclass(frozen=True)
class Told:
    """One step of a reply."""

    text: str
    """Everything before its commands."""
    commands: tuple[str, ...]


def steps_of(text: str) -> list[Told]:
    steps = []
    for part in _STEP.split(text)[1:]:
        own = re.split(r"\n\n(?!    )", part)[0] + "\n"
        fence = _FENCE.search(own)
        commands = [line.strip() for line in fence[2].splitlines()] if fence else []
        steps.append(Told(own[: fence.start()] if fence else own, tuple(commands)))
    return steps


def commands_of(text: str) -> list[str]:
    """Every line of every command block."""
    return [line.strip() for kind, code in _FENCE.findall(text) for line in code.splitlines() if not kind]


def headings_of(text: str) -> list[str]:
    return [
        line.strip("*# ")
        for line in text.splitlines()
        if line.startswith(("**", "### ")) and line[-1:] != "."
    ]
