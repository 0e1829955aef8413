"""Checks of the languages: every phrase and every text of the rules is there, and says what the English one says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from analyzer.knowledge.errors import Finding, PackError
from analyzer.knowledge.language import SOURCE, Language, normalised, placeholders
from analyzer.knowledge.yaml_source import Path_
from analyzer.pack.languages import LanguagePart, compile_language, forms_of, languages_of, reference
from analyzer.pack.texts import rule_texts
from analyzer.rulecheck.registry import check
from analyzer.rulecheck.subject import Subject
from analyzer.rulecheck.untranslated import missing_texts

_CODE = re.compile(r"`[^`]+`")
_COUNT = "count"
_SHOWN = 60
_MOST_COMPARED = 20
"""Stale texts for which the nearest text of today is looked up: each takes a moment."""


@check("language-file")
def sound(subject: Subject) -> Iterator[Finding]:
    """The files of a language keep their format; phrases and placeholders are those of the English ones."""
    files = tuple(subject.files.values())
    english = reference(files)
    for name in sorted(languages_of(files), key=lambda name: name != SOURCE):
        try:
            language = compile_language(name, files, english)
        except PackError as error:
            yield from error.findings
        else:
            english = language if name == SOURCE else english


@check("language-phrase-missing", "warning")
def phrases(subject: Subject) -> Iterator[Finding]:
    """Every language has every phrase that English has."""
    for name, language, parts in _others(subject):
        own = {key for part in parts for key in part.model.phrases}
        if missing := [key for key in language.phrases if key not in own]:
            yield _whole(parts, f"{name} lacks {_many(len(missing), 'phrase')}: {_few(missing)}.")


@check("language-placeholder", "warning")
def filled(subject: Subject) -> Iterator[Finding]:
    """A phrase says all that the English one says: no placeholder is left out."""
    for _, _, parts in _others(subject):
        for part, key, english, said in _phrases(subject, parts):
            missing = placeholders([english]) - placeholders([said]) - {_COUNT}
            if missing:
                names = _few(sorted(f"{{{name}}}" for name in missing))
                yield part.source.finding(("phrases", key), f"the placeholder {names} is left out.")


@check("language-doubled", "warning")
def doubled(subject: Subject) -> Iterator[Finding]:
    """Each phrase and each text of a language stands in one place."""
    for _, parts in subject.languages.values():
        seen: dict[str, str] = {}
        for name, part, path in _entries(parts):
            if name in seen:
                yield part.source.finding(path, f"the same stands in {seen[name]}.", "Leave one of them out.")
            seen.setdefault(name, f"{part.source.name}:{part.source.mark(path)[0]}")


@check("language-text-stale", "warning", whole=True)
def stale(subject: Subject) -> Iterator[Finding]:
    """Every translated text is one of the rules as it stands there now."""
    texts = {normalised(one.text) for one in rule_texts(subject.pack)}
    for _, _, parts in _others(subject):
        old = [
            (part.source, position, text)
            for part in parts
            for position, pair in enumerate(part.model.texts)
            if (text := normalised(pair[SOURCE])) not in texts
        ]
        for number, (source, position, text) in enumerate(old, 1):
            near = get_close_matches(text, texts, n=1, cutoff=0.6) if number <= _MOST_COMPARED else []
            hint = f"Is it now {_short(near[0])!r}?" if near else "Leave it out."
            message = f"no rule says {_short(text)!r} any more ({number} of {len(old)})."
            yield source.finding(("texts", position, SOURCE), message, hint)


@check("language-text-missing", "warning", whole=True)
def translated(subject: Subject) -> Iterator[Finding]:
    """Every text of the rules is translated into every language."""
    texts = rule_texts(subject.pack)
    for name, language, parts in _others(subject):
        if missing := missing_texts(texts, language.texts):
            areas = Counter(one.area for one in missing)
            counts = ", ".join(f"{area} {count}" for area, count in areas.items())
            message = (
                f"{len(missing)} of {_many(len(texts), 'text')} of the rules are not translated: {counts}."
            )
            yield _whole(parts, message, f"`nrfdoctor rules untranslated {name}` prints them.")


@check("language-code", "warning")
def code(subject: Subject) -> Iterator[Finding]:
    """What stands between backticks, commands above all, is the same in every language."""
    for name, _, parts in _others(subject):
        for part, path, english, said in (*_phrases_at(subject, parts), *_texts_at(parts, name)):
            if said.strip() and (lost := set(_CODE.findall(english)) ^ set(_CODE.findall(said))):
                yield part.source.finding(path, f"{_few(sorted(lost))} stands in one of the languages only.")


def _others(subject: Subject) -> Iterator[tuple[str, Language, Sequence[LanguagePart]]]:
    """The languages besides English."""
    for name, (language, parts) in subject.languages.items():
        if name != SOURCE:
            yield name, language, parts


def _phrases(subject: Subject, parts: Sequence[LanguagePart]) -> Iterator[tuple[LanguagePart, str, str, str]]:
    """Every phrase of a language: its file, its key, all forms of the English one and all of its own."""
    english = subject.languages[SOURCE][0].phrases
    for part in parts:
        for key, written in part.model.phrases.items():
            yield part, key, " ".join(english[key].forms.values()), " ".join(forms_of(written).values())


def _phrases_at(
    subject: Subject, parts: Sequence[LanguagePart]
) -> Iterator[tuple[LanguagePart, Path_, str, str]]:
    return ((part, ("phrases", key), english, said) for part, key, english, said in _phrases(subject, parts))


def _texts_at(parts: Sequence[LanguagePart], name: str) -> Iterator[tuple[LanguagePart, Path_, str, str]]:
    for part in parts:
        for position, pair in enumerate(part.model.texts):
            yield part, ("texts", position, name), pair[SOURCE], pair[name]


def _entries(parts: Sequence[LanguagePart]) -> Iterator[tuple[str, LanguagePart, Path_]]:
    for part in parts:
        for key in part.model.phrases:
            yield f"phrase {key}", part, ("phrases", key, "<key>")
        for position, pair in enumerate(part.model.texts):
            yield f"text {normalised(pair[SOURCE])}", part, ("texts", position, SOURCE)


def _whole(parts: Sequence[LanguagePart], message: str, hint: str = "") -> Finding:
    """A finding about a language as a whole, at the head of the file with its name."""
    part = next((part for part in parts if part.model.name), parts[0])
    return part.source.finding(("name",), message, hint)


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _few(names: Sequence[str]) -> str:
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return ", ".join(names[:5]) + more


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 3]}..."
