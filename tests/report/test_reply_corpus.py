"""What holds of the reply to every log of the corpus, in every language."""

from __future__ import annotations

import functools
import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from replies import (
    CORPUS,
    PROBE,
    commands_of,
    headings_of,
    language,
    reply_to,
    report_on,
    rules,
    steps_of,
    without_code,
    without_log,
)

from analyzer.engine.result import Remedy
from analyzer.knowledge.language import normalised
from analyzer.report.escape import commands, prose
from analyzer.report.words import unstopped

languages = pytest.mark.parametrize("code", ["en", "de"])

_INTERNAL = re.compile(
    r"\bdB\b|deciban|\branks?\b|closest|known message|softmax|probabilit|verdict|\.yaml|\d ?%"
)
_LEVELS = {"none": 0, "reads": 0, "resets": 1, "writes": 2, "erases": 3}


def remedies(path: Path) -> list[Remedy]:
    return [remedy for diagnosis in report_on(path).diagnoses for remedy in diagnosis.remedies]


def test_there_is_a_corpus() -> None:
    assert len(CORPUS) > 150


@languages
def test_nothing_internal_is_said(code: str) -> None:
    ids = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, rules().base.causes))})(?![\w-])")
    for path in CORPUS:
        told = reply_to(path, code)
        said = re.sub(r"<https?://\S+>|`[^`]*`", "", without_log(told))
        assert not ids.findall(said) + _INTERNAL.findall(said), path.stem
        assert str(path.parent) not in told, path.stem
        assert path.name not in without_log(told), path.stem


@languages
def test_every_erasing_step_says_first_what_is_lost(code: str) -> None:
    words, seen = language(code), 0
    for path in CORPUS:
        erasing = {prose(words.text(one.do)): one for one in remedies(path) if one.risk == "erases"}
        for step in steps_of(reply_to(path, code)):
            for does, remedy in erasing.items():
                if does in step.text:
                    lost = prose(unstopped(words.text(remedy.loses or "").strip()))
                    assert lost, path.stem
                    assert step.text.index(lost) < step.text.index(does), path.stem
                    seen += 1
    assert seen > 30


@languages
def test_a_command_that_erases_stands_in_a_step_that_says_so(code: str) -> None:
    lead = language(code).phrases["step.erases"].of(None).partition("{")[0]
    for path in CORPUS:
        every = [(line, one.risk) for one in remedies(path) for line in commands(one.run or "")]
        only = {line for line, risk in every if risk == "erases"} - {
            line for line, risk in every if risk != "erases"
        }
        for step in steps_of(reply_to(path, code)):
            assert not only.intersection(step.commands) or step.text.startswith(lead), path.stem


@languages
def test_commands_are_exactly_those_of_the_rules(code: str) -> None:
    for path in CORPUS:
        *given, install, probe = commands_of(reply_to(path, code))
        assert [install, probe] == PROBE
        assert set(given) <= {line for one in remedies(path) for line in commands(one.run or "")}, path.stem


def test_steps_come_in_the_order_of_their_risk() -> None:
    for path in CORPUS:
        risks = {prose(one.do): _LEVELS[one.risk] for one in remedies(path)}
        parts = reply_to(path).split("**What to try**")[1:]
        for part in parts:
            steps = [step.text for step in steps_of(part)]
            levels = [max(risk for does, risk in risks.items() if does in step) for step in steps]
            assert levels == sorted(levels), path.stem
        wanted = any(one.rank == 1 and one.remedies for one in report_on(path).diagnoses)
        assert bool(parts) == wanted, path.stem


def test_it_is_short_and_ends_with_what_to_send() -> None:
    lengths = []
    for path in CORPUS:
        text = reply_to(path)
        asked = text.partition("**What would settle it**")[2].partition("**What to send us**")[0]
        assert headings_of(text)[-1] == "What to send us", path.stem
        assert sum(line.startswith("- ") for line in asked.splitlines()) <= 3, path.stem
        lengths.append(len(without_code(text).split()))
    assert sorted(lengths)[len(lengths) // 2] < 500
    assert max(lengths) < 1200


@languages
def test_it_is_plain_markdown(code: str) -> None:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for path in CORPUS:
        tokens = parser.parse(reply_to(path, code))
        kinds = {one.type for token in tokens for one in (token, *(token.children or []))}
        assert not kinds & {"html_inline", "html_block", "image", "code_block", "blockquote_open"}, path.stem


def test_a_german_reply_leaves_nothing_in_english_that_german_can_say() -> None:
    german = language("de")
    # short texts may be words of both languages, or of a log that is quoted
    telling = [prose(text) for text in german.texts if len(text) > 20 and german.text(text) != text]
    for path in CORPUS:
        said = normalised(without_code(reply_to(path, "de")))
        assert not [text for text in (*telling, *_fragments()) if text in said], path.stem


@functools.cache
def _fragments() -> frozenset[str]:
    """The longest literal part of each English phrase that German says in other words."""
    english, german = language("en"), language("de")
    found = set()
    for key, phrase in english.phrases.items():
        said = " ".join(german.phrases[key].forms.values())
        for form in phrase.forms.values():
            part = max(re.split(r"\{\w+\}|`[^`]*`", form), key=len).strip(' .:;,*"')
            if len(part) > 6 and part not in said:
                found.add(part)
    return frozenset(found)


def test_the_fragments_are_those_of_the_phrases() -> None:
    assert {"Thank you for the log. This is what we read in it", "What to try"} <= _fragments()
    assert len(_fragments()) > 60
