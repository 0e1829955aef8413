"""Files of languages: merged by folder, replaced by place, and told exactly where they are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from analyzer.knowledge.errors import PackError
from analyzer.pack import load_pack, pack_files
from analyzer.pack.languages import UnknownLanguageError, load_language


def write(folder: Path, place: str, text: str) -> Path:
    path = folder / "languages" / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def complaints(folder: Path, code: str) -> list[str]:
    with pytest.raises(PackError) as caught:
        load_language(code, [folder])
    return [str(finding) for finding in caught.value.findings]


def test_a_pack_of_languages_alone_is_a_pack(tmp_path: Path) -> None:
    write(tmp_path, "en/ours.yaml", 'phrases: {opening: "Thank you for asking the makers of doors."}\n')
    assert load_pack([tmp_path], cache=False).base.causes
    assert (
        load_language("en", [tmp_path]).say("opening", count=1) == "Thank you for asking the makers of doors."
    )
    assert load_language("de", [tmp_path]).say("opening", count=1).startswith("Vielen Dank")


def test_the_files_of_a_language_are_one(tmp_path: Path) -> None:
    write(tmp_path, "nb/phrases.yaml", 'name: Norsk\nphrases: {heading.steps: "Hva du kan prøve"}\n')
    write(
        tmp_path,
        "nb/host.yaml",
        'texts:\n  - {en: "Another program holds the debug probe", nb: "Proben er opptatt"}\n',
    )
    norwegian = load_language("nb", [tmp_path])
    assert (norwegian.name, norwegian.say("heading.steps")) == ("Norsk", "Hva du kan prøve")
    assert norwegian.text("Another program holds the debug probe") == "Proben er opptatt"
    assert norwegian.say("heading.send") == "What to send us"


def test_a_pack_that_replaces_the_english_file_takes_no_phrase_away(tmp_path: Path) -> None:
    write(tmp_path, "en/phrases.yaml", 'phrases: {heading.steps: "Try this"}\n')
    english = load_language("en", [tmp_path])
    assert english.say("heading.steps") == "Try this"
    assert english.say("heading.send") == "What to send us"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('phrases:\n  openin: "Hei."\n', "2:3: no phrase has the key 'openin'. Did you mean 'opening'?"),
        (
            'phrases:\n  failed: "{titel} feilet"\n',
            "2:11: nothing fills the placeholder {titel}. Did you mean 'title'?",
        ),
        (
            'phrases:\n  times: {on: "en gang", other: "{count} ganger"}\n',
            "2:11: 'on' is no plural form of this language, and no number. Did you mean 'one'?",
        ),
        ('phrases:\n  times: {one: "en gang"}\n', "2:3: the form 'other' is missing."),
        ("phrase: {}\n", "1:1: the key 'phrase' is not known here. Did you mean 'phrases'?"),
        (
            'texts:\n  - {en: "a", no: "b"}\n',
            "2:15: the key 'no' is not known here. A pair has the keys en and nb.",
        ),
        ('texts:\n  - {en: "a"}\n', "2:5: the text in 'nb' is missing."),
        ("texts:\n  - {en: 'a\n", "3:1: is not YAML: "),
        (
            'plural: {forms: [one, other], rule: "n !="}\n',
            "1:37: the rule 'n !=' does not give one of the forms",
        ),
        (
            'plural: {forms: [other], rule: "n != 1"}\n',
            "1:32: the rule 'n != 1' does not give one of the forms",
        ),
        ('plural: {forms: [a, b], rule: "n != 1"}\n', "1:17: no number has the form 'other'"),
    ],
)
def test_a_broken_file_is_told_by_line_and_column(tmp_path: Path, text: str, complaint: str) -> None:
    path = write(tmp_path, "nb/phrases.yaml", text)
    told = complaints(tmp_path, "nb")
    assert any(one.startswith(f"{path}:{complaint}") for one in told), told


def test_texts_of_the_rules_are_not_said_anew_in_english(tmp_path: Path) -> None:
    path = write(tmp_path, "en/more.yaml", 'texts:\n  - {en: "a"}\n')
    assert complaints(tmp_path, "en") == [
        f"{path}:1:1: 'en' is the language of the rules, whose texts stand in the rules. Change them there."
    ]


def test_an_unknown_language_names_the_nearest() -> None:
    with pytest.raises(UnknownLanguageError, match=r"there is no language 'dee'\. Did you mean 'de'\?"):
        load_language("dee")
    with pytest.raises(UnknownLanguageError, match="Known are de, en"):
        load_language("xx")


def test_languages_are_no_part_of_the_compiled_pack(tmp_path: Path) -> None:
    write(tmp_path, "nb/phrases.yaml", "phrases: {broken: [\n")
    assert not [file.place for file in pack_files([tmp_path]) if file.place.startswith("languages/")]
    assert load_pack([tmp_path], cache=False).base.causes
