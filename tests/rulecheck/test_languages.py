"""The checks of languages, each with the mistake that it must find, and none in languages that are in order."""

from __future__ import annotations

from pathlib import Path

import pytest
from tiny_pack import FILES, check, found

from analyzer.knowledge.language import normalised
from analyzer.pack import PackFile
from analyzer.pack.compile import compile_pack
from analyzer.pack.texts import rule_texts
from analyzer.rulecheck.registry import CHECKS
from analyzer.rulecheck.untranslated import as_yaml

EN = "languages/en/phrases.yaml"
DE = "languages/de/phrases.yaml"
MORE = "languages/de/host.yaml"

ENGLISH = """\
name: English
phrases:
  open: "Door {name} is open, see `door --open`."
  seen: {one: "one door", other: "{count} doors"}
"""
SEEN = '  seen: {one: "eine Tür", other: "{count} Türen"}\n'
GERMAN = f"""\
name: Deutsch
phrases:
  open: "Tür {{name}} ist offen, siehe `door --open`."
{SEEN}"""


def texts(*left_out: str) -> str:
    """A German file with every text of the tiny pack, but for some."""
    pack = compile_pack([PackFile(Path(place), place, text.encode()) for place, text in FILES.items()])
    lines = as_yaml("de", [one for one in rule_texts(pack) if normalised(one.text) not in left_out])
    return "\n".join(lines).replace('de: ""', 'de: "Auf Deutsch."') + "\n"


def pack(german: str = GERMAN, more: str | None = None, english: str = ENGLISH) -> dict[str, str]:
    return {**FILES, EN: english, DE: german, MORE: texts() if more is None else more}


def test_every_check_of_languages_is_tried() -> None:
    here = Path(__file__).read_text(encoding="utf-8")
    checks = [one.id for one in CHECKS if one.id.startswith("language-")]
    assert len(checks) == 7
    assert not [one for one in checks if f'"{one}"' not in here]


def test_languages_in_order_have_no_findings() -> None:
    findings = check(pack()).findings
    assert not [one for one in findings if one.check.startswith("language-")]


@pytest.mark.parametrize(
    ("check_id", "old", "new", "line", "says"),
    [
        ("language-file", "open:", "opn:", 3, "no phrase has the key 'opn'. Did you mean 'open'?"),
        ("language-file", "{name}", "{nam}", 3, "nothing fills the placeholder {nam}. Did you mean 'name'?"),
        ("language-file", '{one: "eine Tür"', '{eins: "eine Tür"', 4, "'eins' is no plural form"),
        (
            "language-phrase-missing",
            '  seen: {one: "eine Tür", other: "{count} Türen"}\n',
            "",
            1,
            "de lacks 1 phrase: seen.",
        ),
        ("language-placeholder", "Tür {name} ist", "Die Tür ist", 3, "the placeholder {name} is left out."),
        (
            "language-code",
            "door --open",
            "tür --auf",
            3,
            "`door --open`, `tür --auf` stands in one of the languages only.",
        ),
    ],
)
def test_a_mistake_in_a_phrase_is_found_at_its_place(
    check_id: str, old: str, new: str, line: int, says: str
) -> None:
    assert old in GERMAN
    (first, *_) = found(pack(GERMAN.replace(old, new)), check_id)
    assert (first.file, first.line) == (DE, line)
    assert says in str(first)


def test_a_number_may_be_written_out() -> None:
    files = pack(GERMAN.replace('"{count} Türen"', '"viele Türen"'))
    assert not found(files, "language-placeholder")


def test_missing_texts_are_counted_by_area() -> None:
    (missing,) = found(pack(more=texts("The door is locked", "Look.")), "language-text-missing")
    assert (missing.file, missing.line, missing.severity) == (DE, 1, "warning")
    assert "2 of " in missing.message
    assert "host 1, checks 1." in missing.message
    assert "`nrfdoctor rules untranslated de`" in missing.suggestion


def test_an_empty_translation_is_missing() -> None:
    files = pack(more=texts().replace('"Auf Deutsch."', '""', 1))
    (missing,) = found(files, "language-text-missing")
    assert missing.message.startswith("1 of ")


def test_a_text_that_changed_is_stale_and_the_new_one_is_named() -> None:
    files = pack(more=texts().replace('"The door is locked"', '"The door was locked"'))
    (stale,) = found(files, "language-text-stale")
    assert stale.file == MORE
    assert "no rule says 'The door was locked' any more (1 of 1)." in stale.message
    assert stale.suggestion == "Is it now 'The door is locked'?"
    (missing,) = found(files, "language-text-missing")
    assert missing.message.startswith("1 of ")


def test_doubled_texts_and_phrases_name_the_first_place() -> None:
    files = pack(
        more=f'{texts()}  - {{en: "Look.", de: "Sehen."}}\nphrases: {{open: "{{name}} `door --open`"}}\n'
    )
    doubled = found(files, "language-doubled")
    assert {one.file for one in doubled} == {MORE}
    assert [one.message.partition(" stands in ")[2].rpartition(":")[0] for one in doubled] == [MORE, DE]


def test_commands_in_texts_are_the_same_in_every_language() -> None:
    files = pack(more='texts:\n  - {en: "Look.", de: "Sehen mit `auge --auf`."}\n')
    (code,) = found(files, "language-code")
    assert (code.file, code.line) == (MORE, 2)


def test_a_finding_can_be_allowed_with_its_reason() -> None:
    german = GERMAN.replace(
        "name: Deutsch", "name: Deutsch  # allow language-text-missing: only doors are spoken of"
    )
    checked = check(pack(german, more="texts: []\n"))
    assert not [one for one in checked.findings if one.check in ("language-text-missing", "allow-unused")]


def test_broken_english_is_told_and_the_rest_is_left_alone() -> None:
    findings = check(pack(english=ENGLISH.replace("other:", "otter:"))).findings
    broken = [one for one in findings if one.check.startswith("language-")]
    assert {one.check for one in broken} == {"language-file"}
    assert broken[0].file == EN
