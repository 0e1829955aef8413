"""Loading a language: the files of its folder checked and joined, English beneath them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from analyzer.knowledge.errors import Finding, PackError, did_you_mean
from analyzer.knowledge.language import OTHER, SOURCE, Language, Phrase, Plural, normalised, placeholders
from analyzer.knowledge.language_model import LanguageFile, PluralModel
from analyzer.knowledge.validate import validate
from analyzer.knowledge.yaml_source import Path_, YamlSource
from analyzer.pack.files import PackFile, builtin_rules, language_files
from analyzer.pack.parse_file import parse_file

_COUNTING = PluralModel(forms=["one", OTHER], rule="n != 1")
"""How English counts, and most languages of its kin."""
_COUNTED = 201
"""Numbers that a rule is tried on: those of the known rules repeat after 100."""


class UnknownLanguageError(Exception):
    """A language that no pack holds; its text says which are known."""


@dataclass(frozen=True, slots=True)
class LanguagePart:
    """One file of a language."""

    source: YamlSource
    model: LanguageFile


def load_language(code: str, extra: Sequence[Path] = ()) -> Language:
    """The language of the built-in rules and of further folders.

    Raises PackError naming file, line and column of every mistake, UnknownLanguageError when there is no such language.
    """
    files = language_files(extra)
    known = languages_of(files)
    if code not in known:
        raise UnknownLanguageError(
            f"there is no language {code!r}. {did_you_mean(code, known) or f'Known are {_listed(known)}.'}"
        )
    english = compile_language(SOURCE, files, reference(files))
    return english if code == SOURCE else compile_language(code, files, english)


def reference(files: Iterable[PackFile]) -> Language | None:
    """English as it comes with the program: a pack that replaces its file can neither drop nor invent a phrase.

    None where the files are not those of the program and of packs beside it.
    """
    ours = any(file.path.is_relative_to(builtin_rules()) for file in files)
    return compile_language(SOURCE, language_files()) if ours else None


def languages_of(files: Iterable[PackFile]) -> list[str]:
    """The codes of the languages that have files, in their order."""
    return sorted({code for file in files if (code := _code(file))})


def language_parts(code: str, files: Iterable[PackFile]) -> list[LanguagePart]:
    """The files of one language against their model. Raises PackError."""
    findings: list[Finding] = []
    parts: list[LanguagePart] = []
    for file in files:
        if _code(file) == code:
            try:
                source = parse_file(file)
                parts.append(LanguagePart(source, validate(LanguageFile, source)))
            except PackError as error:
                findings += error.findings
    if findings:
        raise PackError(findings)
    return parts


def compile_language(code: str, files: Iterable[PackFile], beneath: Language | None = None) -> Language:
    """One language from its files, over another whose phrases stand in for missing ones. Raises PackError."""
    parts = language_parts(code, files)
    plural = _plural(parts)
    findings = [*_phrase_findings(parts, plural.forms, beneath), *_text_findings(parts, code)]
    if findings:
        raise PackError(findings)
    below = beneath.phrases if beneath else {}
    own: dict[str, Phrase] = {}
    for part in parts:
        for key, written in part.model.phrases.items():
            forms = forms_of(written)
            names = below[key].names if key in below else placeholders(forms.values())
            own[key] = Phrase(forms, plural, names)
    texts = {
        normalised(pair[SOURCE]): pair[code]
        for part in parts
        for pair in part.model.texts
        if pair[code].strip()
    }
    name = next((part.model.name for part in parts if part.model.name), code)
    return Language(code, name, {**below, **own}, texts)


def forms_of(written: str | Mapping[str, str]) -> Mapping[str, str]:
    """The forms of a phrase as it is written: one text, or one for each form."""
    return {OTHER: written} if isinstance(written, str) else written


def _code(file: PackFile) -> str:
    folder, _, rest = file.place.partition("/")
    return rest.partition("/")[0] if folder == "languages" and "/" in rest else ""


def _plural(parts: Sequence[LanguagePart]) -> Plural:
    """The rule that names a number's form. Raises PackError."""
    counting = _COUNTING
    for part in parts:
        if part.model.plural is not None:
            counting = part.model.plural
            _check_counting(part.source, counting)
    return Plural(counting.rule, tuple(counting.forms))


def _check_counting(source: YamlSource, counting: PluralModel) -> None:
    try:
        used = set(map(Plural(counting.rule, tuple(counting.forms)), range(_COUNTED)))
    except (ValueError, IndexError, SyntaxError, ArithmeticError) as error:
        message = f"the rule {counting.rule!r} does not give one of the forms {_listed(counting.forms)}."
        hint = 'Write it as gettext does, e.g. "n != 1" for [one, other].'
        raise PackError([source.finding(("plural", "rule"), message, hint)]) from error
    if OTHER not in used:
        message = f"no number has the form {OTHER!r}, which a text without a number takes."
        raise PackError([source.finding(("plural", "forms"), message)])


def _phrase_findings(
    parts: Sequence[LanguagePart], forms: Sequence[str], beneath: Language | None
) -> Iterator[Finding]:
    for part in parts:
        for key, written in part.model.phrases.items():
            at: Path_ = ("phrases", key)
            if beneath is not None and key not in beneath.phrases:
                message = f"no phrase has the key {key!r}."
                yield part.source.finding((*at, "<key>"), message, did_you_mean(key, beneath.phrases))
                continue
            yield from _form_findings(part.source, at, written, forms)
            if beneath is not None:
                names = beneath.phrases[key].names
                yield from _placeholder_findings(part.source, at, forms_of(written), names)


def _form_findings(
    source: YamlSource, at: Path_, written: str | Mapping[str, str], forms: Sequence[str]
) -> Iterator[Finding]:
    if isinstance(written, str):
        return
    for name in written:
        if name not in forms and not name.isdecimal():
            message = f"{name!r} is no plural form of this language, and no number."
            yield source.finding((*at, name, "<key>"), message, did_you_mean(name, forms))
    if OTHER not in written:
        yield source.finding((*at, "<key>"), f"the form {OTHER!r} is missing.")


def _placeholder_findings(
    source: YamlSource, at: Path_, forms: Mapping[str, str], known: frozenset[str]
) -> Iterator[Finding]:
    for form, text in forms.items():
        for name in sorted(placeholders([text]) - known):
            where = (*at, form) if (*at, form) in source.marks else at
            message = f"nothing fills the placeholder {{{name}}}."
            yield source.finding(where, message, did_you_mean(name, known))


def _text_findings(parts: Sequence[LanguagePart], code: str) -> Iterator[Finding]:
    """Every pair has the English text and its translation, and nothing else."""
    for part in parts:
        if code == SOURCE and part.model.texts:
            message = f"{SOURCE!r} is the language of the rules, whose texts stand in the rules."
            yield part.source.finding(("texts", "<key>"), message, "Change them there.")
            continue
        for position, pair in enumerate(part.model.texts):
            yield from _pair_findings(part.source, ("texts", position), pair, (SOURCE, code))


def _pair_findings(
    source: YamlSource, at: Path_, pair: Mapping[str, str], keys: tuple[str, str]
) -> Iterator[Finding]:
    for key in pair:
        if key not in keys:
            hint = did_you_mean(key, keys) or f"A pair has the keys {' and '.join(keys)}."
            yield source.finding((*at, key, "<key>"), f"the key {key!r} is not known here.", hint)
    for key in keys:
        if key not in pair:
            yield source.finding(at, f"the text in {key!r} is missing.")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
