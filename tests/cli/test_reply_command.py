"""`nrfdoctor reply` and `rules untranslated` as a person calls them."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from analyzer.cli.main import app

ROOT = Path(__file__).parent.parent.parent
SEED = ROOT / "corpus" / "modem-dfu-102-then-93.log"
CLEAN = ROOT / "corpus" / "clean-modem-dfu.log"


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No pack of whoever runs the tests, and none of theirs touched."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("NRFDOCTOR_RULES", raising=False)


def run(*arguments: str, code: int = 0, stdin: bytes = b"") -> str:
    done = CliRunner().invoke(app, list(arguments), input=stdin)
    assert done.exit_code == code, (done.output, done.exception)
    return done.output


def test_a_reply_goes_to_standard_output_or_to_a_file(tmp_path: Path) -> None:
    text = run("reply", str(SEED))
    assert text.startswith("Thank you for the log.")
    assert run("reply", str(SEED), "-o", str(tmp_path / "reply.md")) == ""
    assert (tmp_path / "reply.md").read_text(encoding="utf-8") == text
    assert run("reply", "-", stdin=SEED.read_bytes()) == text


def test_the_example_of_the_readme_is_what_comes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    shown = (ROOT / "README.md").read_text(encoding="utf-8").partition("$ nrfdoctor reply ")[2]
    log, _, example = shown.partition("```\n\n`--language")[0].partition("\n")
    printed = run("reply", log)
    parts = [part.strip("\n") for part in example.split("...\n")]
    assert len(parts) > 3
    assert all(part in printed for part in parts)


def test_the_language_is_chosen_and_an_unknown_one_refused() -> None:
    assert run("reply", str(SEED), "--language", "de").startswith("Vielen Dank für das Log.")
    assert "there is no language 'dee'. Did you mean 'de'?" in run("reply", str(SEED), "-l", "dee", code=2)


def test_a_ticket_may_be_a_folder_or_an_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "ticket.zip", "w") as archive:
        archive.write(SEED, "logs/first.log")
        archive.write(CLEAN, "logs/second.log")
    text = run("reply", str(tmp_path / "ticket.zip"))
    assert text.startswith("Thank you for the 2 logs.")
    assert "### Log `first.log`" in text
    assert "We found no fault in `second.log`." in text
    assert str(tmp_path) not in text
    assert run("reply", str(tmp_path)) == text


def test_an_answer_of_the_customer_is_taken_up() -> None:
    assert "You answered no:" in run("reply", str(SEED), "--answer", "slow-clock-helps=no")
    assert "there is no question" in run("reply", str(SEED), "--answer", "x=no", code=2)


def test_what_cannot_be_read_is_refused_and_writes_nothing(tmp_path: Path) -> None:
    assert "does not exist" in run("reply", str(tmp_path / "none.log"), "-o", str(tmp_path / "r.md"), code=2)
    assert not (tmp_path / "r.md").exists()
    assert "there is nothing to reply to" in run("reply", str(tmp_path), code=2)
    assert "empty text" in run("reply", "", code=2)


def test_a_broken_language_of_a_pack_is_told_by_line(tmp_path: Path) -> None:
    path = tmp_path / "mine/languages/de/own.yaml"
    path.parent.mkdir(parents=True)
    path.write_text('phrases:\n  openin: "Hallo."\n', encoding="utf-8")
    told = run("reply", str(SEED), "-l", "de", "--rules", str(tmp_path / "mine"), code=2)
    assert f"{path}:2:3: no phrase has the key 'openin'. Did you mean 'opening'?" in told
    assert "openin" not in run("reply", str(SEED), "--rules", str(tmp_path / "mine"))
    assert "openin" not in run("analyze", str(SEED), "--rules", str(tmp_path / "mine"), code=1)


def test_an_own_wording_replaces_a_phrase(tmp_path: Path) -> None:
    path = tmp_path / "mine/languages/en/own.yaml"
    path.parent.mkdir(parents=True)
    path.write_text('phrases: {opening: "Thank you for writing to the makers of doors."}\n', encoding="utf-8")
    text = run("reply", str(SEED), "--rules", str(tmp_path / "mine"))
    assert text.startswith("Thank you for writing to the makers of doors.\n")


def test_untranslated_texts_come_as_a_file_to_fill_in(tmp_path: Path) -> None:
    folder = tmp_path / "mine/languages/nb"
    folder.mkdir(parents=True)
    (folder / "phrases.yaml").write_text("name: Norsk\n", encoding="utf-8")
    options = ("nb", "--rules", str(tmp_path / "mine"), "--area", "no-fault")
    given = CliRunner().invoke(app, ["rules", "untranslated", *options])
    texts = yaml.safe_load(given.stdout)["texts"]
    assert {"en": "Alarming lines, but nothing is wrong", "nb": ""} in texts
    assert given.stderr == f"{len(texts)} of {len(texts)} texts are missing.\n"
    (folder / "no-fault.yaml").write_text(given.stdout.replace('nb: ""', 'nb: "På norsk."'), encoding="utf-8")
    assert run("rules", "untranslated", *options) == f"0 of {len(texts)} texts are missing.\n"
    assert "Did you mean 'host'?" in run("rules", "untranslated", "de", "--area", "hosst", code=2)


def test_the_schema_of_a_language_file_is_there() -> None:
    schema = json.loads(run("rules", "schema", "language"))
    assert {"name", "plural", "phrases", "texts"} == set(schema["properties"])


def test_a_diagnosis_does_not_wait_for_languages() -> None:
    code = (
        "import sys\nfrom analyzer.cli.main import app\n"
        f"try: app(['analyze', {str(SEED)!r}])\nexcept SystemExit: pass\n"
        "print(any('language' in name for name in sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.stderr.strip() == "False"
