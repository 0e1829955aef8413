"""The guide for rule writers keeps its word: its example is run as it is written."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from analyzer.cli.main import app
from analyzer.knowledge.models import CauseModel, MessageModel, RuleFile
from analyzer.pack import Pack, builtin_rules
from analyzer.parsing.templates import TYPES

GUIDE = (builtin_rules() / "README.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"<!-- file: (\S+) -->\n```\w*\n(.*?)```", GUIDE, re.DOTALL))
SESSIONS = re.findall(r"```console\n\$ (.*?)\n(.*?)```", GUIDE, re.DOTALL)


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files of the guide, far from any pack of whoever runs the tests."""
    for place, text in FILES.items():
        path = tmp_path / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("NRFDOCTOR_RULES", raising=False)
    return tmp_path


def shown(session: str) -> Iterator[list[str]]:
    """The runs of lines between the dots."""
    for part in re.split(r"^\.\.\.\n", session, flags=re.MULTILINE):
        if lines := part.splitlines():
            yield lines


def test_the_example_has_its_files_and_commands() -> None:
    assert set(FILES) == {"jig.log", "mypack/messages/jig.yaml", "mypack/causes/target/jig-contact-open.yaml"}
    assert len(SESSIONS) == 4


@pytest.mark.parametrize(("command", "session"), SESSIONS, ids=[command for command, _ in SESSIONS])
@pytest.mark.usefixtures("bench")
def test_a_command_prints_what_the_guide_shows(command: str, session: str) -> None:
    arguments = shlex.split(command)
    assert arguments.pop(0) == "nrfdoctor"
    printed = CliRunner().invoke(app, arguments, env={"COLUMNS": "200"}).output
    for lines in shown(session):
        assert "\n".join(lines) in printed


def test_every_key_and_placeholder_is_explained(pack: Pack) -> None:
    keys = {
        *(field.alias or name for name, field in RuleFile.model_fields.items()),
        *(field.alias or name for name, field in CauseModel.model_fields.items()),
        *(name for name in MessageModel.model_fields if name != "note"),
        *TYPES,
        *(cause.area for cause in pack.base.causes.values()),
    }
    assert (
        sorted(key for key in keys if not re.search(rf"[`.:]{key}\b|^ *(- )?{key}:", GUIDE, re.MULTILINE))
        == []
    )
