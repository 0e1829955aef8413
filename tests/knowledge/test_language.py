"""A language as a value: phrases, plurals, numbers, texts of the rules."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analyzer.knowledge.language import Language, placeholders
from analyzer.pack.files import PackFile
from analyzer.pack.languages import compile_language, load_language

REPLY = Path(__file__).parents[2] / "analyzer/report/reply"


def made(text: str, code: str = "en", beneath: Language | None = None) -> Language:
    """A language of one file."""
    place = f"languages/{code}/phrases.yaml"
    return compile_language(code, [PackFile(Path(place), place, text.encode())], beneath)


ENGLISH = """\
name: English
phrases:
  list.comma: ", "
  list.last: "{first} and {last}"
  number.thousands: ","
  seen: {1: "one door", other: "{count} doors"}
  open: "Door {name} of {count} is open."
"""


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 doors"), (1, "one door"), (2, "2 doors"), (12345, "12,345 doors")]
)
def test_a_number_chooses_the_form(count: int, said: str) -> None:
    assert made(ENGLISH).say("seen", count=count) == said


def test_placeholders_are_filled_and_nothing_else_is() -> None:
    assert made(ENGLISH).say("open", name="{count} {x}", count=3) == "Door {count} {x} of 3 is open."


def test_enumerations() -> None:
    english = made(ENGLISH)
    assert [english.joined(list(words)) for words in ("", "a", "ab", "abc")] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


POLISH = """\
name: Polski
plural:
  forms: [one, few, other]
  rule: "n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2"
phrases:
  seen: {one: "{count} drzwi a", few: "{count} drzwi b", other: "{count} drzwi c"}
"""


@pytest.mark.parametrize(("count", "form"), [(1, "a"), (3, "b"), (5, "c"), (12, "c"), (22, "b"), (111, "c")])
def test_a_language_may_have_more_forms_than_two(count: int, form: str) -> None:
    assert made(POLISH, "pl", made(ENGLISH)).say("seen", count=count) == f"{count} drzwi {form}"


def test_a_missing_phrase_is_the_english_one_with_its_own_plural() -> None:
    polish = made(POLISH.replace("seen", "open").partition("phrases:")[0], "pl", made(ENGLISH))
    assert polish.say("seen", count=3) == "3 doors"
    assert polish.say("open", name="A", count=1) == "Door A of 1 is open."


def test_a_text_is_found_by_its_english_words_whatever_the_blanks() -> None:
    german = made(
        'texts:\n  - {en: "The door  is\\n  open.", de: "Die Tür ist offen."}\n', "de", made(ENGLISH)
    )
    assert german.text("The door\nis open.\n") == "Die Tür ist offen."
    assert german.text("The door is shut.") == "The door is shut."


def test_an_empty_translation_counts_as_none() -> None:
    german = made('texts:\n  - {en: "The door is open.", de: ""}\n', "de", made(ENGLISH))
    assert german.text("The door is open.") == "The door is open."


@pytest.mark.parametrize("code", ["en", "de"])
def test_the_languages_of_the_program_say_every_form_with_its_numbers(code: str) -> None:
    language = load_language(code)
    english = load_language("en")
    assert language.phrases.keys() == english.phrases.keys()
    for key, phrase in language.phrases.items():
        names = placeholders(english.phrases[key].forms.values())
        values = {name: "x" for name in names if name != "count"}
        for count in (0, 1, 2, 3, 21, 1000):
            said = language.say(key, count=count, **values)
            assert "{" not in said, (key, phrase)


def test_german_counts_and_writes_numbers_its_own_way() -> None:
    german = load_language("de")
    assert [german.say("times", count=count) for count in (1, 2, 3)] == ["einmal", "zweimal", "3-mal"]
    assert german.say("lines", count=1, lines="7") == "Zeile 7"
    assert german.say("lines", count=2, lines="7-9") == "Zeilen 7-9"
    assert german.say("more", count=12345) == "und 12.345 mehr"
    assert german.joined(["a", "b", "c"]) == "a, b und c"


def test_no_phrase_is_left_that_nothing_says() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in REPLY.glob("*.py"))
    spoken = set(re.findall(r"""["']([a-z][a-z.-]+)["']""", code)) | {
        "list.comma",
        "list.last",
        "number.thousands",
    }
    families = set(re.findall(r'f"([a-z]+\.)\{', code)) | {"sure.", "fine.", "log."}
    keys = load_language("en").phrases
    assert not [key for key in keys if key not in spoken and not any(key.startswith(one) for one in families)]
