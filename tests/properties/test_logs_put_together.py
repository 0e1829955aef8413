"""What stays the same when logs are joined, interspersed, packed, written otherwise or made unreadable for others."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest
from drawn import CORPUS, LOGS, MIXTURES, causes, reports, tried
from hypothesis import assume, given
from hypothesis import strategies as st

from analyzer.pack import Pack, load_pack
from analyzer.pack.private import private_kinds
from analyzer.parsing.parse import parse
from analyzer.redact.redaction import redacted
from analyzer.redact.tokens import Tokens
from analyzer.sources import read_bytes

PACK = load_pack()


def begins(path: Path) -> bool:
    """True when the log begins with the start of a run of its tool, so that it can follow another log."""
    sessions = parse(read_bytes("x", path.read_bytes())[0], PACK.grammar).sessions
    return bool(sessions) and sessions[0].begun and sessions[0].first_event == 0


BEGUN = [path for path in CORPUS if begins(path)]
REMARK = "Nothing to remark about the weather of that day"


@pytest.fixture(scope="module")
def pack() -> Pack:
    return PACK


def test_there_are_logs_that_can_follow_another() -> None:
    assert len(BEGUN) >= 30


@tried(60)
@given(first=LOGS, second=st.sampled_from(BEGUN))
def test_two_logs_after_each_other_lose_no_likely_cause_of_either(
    pack: Pack, first: Path, second: Path
) -> None:
    """The second begins a run of its own: nothing that was likely for one of them alone is missing for both.

    It may be less likely: what one tells of the bench, as versions or a probe found, can speak for or against a cause
    of the other, which is why only the presence is held fast.
    """
    alone = {
        d.cause
        for path in (first, second)
        for report in reports(path.read_bytes(), pack)
        for d in report.diagnoses
        if d.verdict == "likely"
    }
    (both,) = reports(first.read_bytes().rstrip(b"\r\n") + b"\n" + second.read_bytes(), pack)
    assert alone <= {d.cause for d in (*both.diagnoses, *both.set_aside)}


@tried(60)
@given(path=LOGS, before=st.integers(0, 3), after=st.integers(0, 3))
def test_unrelated_lines_around_a_log_change_nothing(pack: Pack, path: Path, before: int, after: int) -> None:
    data = path.read_bytes()
    assume(data.isascii() and b"\0" not in data)
    (alone,) = reports(data, pack)
    remark = f"{REMARK}\n".encode()
    (among,) = reports(remark * before + data.rstrip(b"\r\n") + b"\n" + remark * after, pack)
    told = {(d.cause, e.fact) for d in alone.diagnoses for e in d.evidence if e.lines}
    assert told <= {(d.cause, e.fact) for d in (*among.diagnoses, *among.set_aside) for e in d.evidence}


@tried(60)
@given(text=MIXTURES)
def test_a_log_with_tokens_has_the_same_causes_as_likely(pack: Pack, text: str) -> None:
    hidden = redacted(text, Tokens(private_kinds(pack))).text
    before, after = (reports(one.encode("utf-8", "replace"), pack) for one in (text, hidden))
    assert [causes(one) for one in before] == [causes(one) for one in after]


@tried(40)
@given(
    path=LOGS,
    encoding=st.sampled_from(["utf-8-sig", "utf-16", "utf-16-le", "utf-32"]),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_an_encoding_changes_nothing(pack: Pack, path: Path, encoding: str, end: str) -> None:
    text = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
    assume("\r" not in text and "\0" not in text and "\ufffd" not in text)
    (plain,) = reports(text.encode(), pack)
    (other,) = reports(text.replace("\n", end).encode(encoding), pack)
    assert causes(other) == causes(plain)
    assert other.operations == plain.operations
    assert other.text == plain.text


@tried(30)
@given(path=LOGS)
def test_an_archive_changes_nothing(pack: Pack, path: Path) -> None:
    data = path.read_bytes()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("x.log"), data)
    (plain,) = reports(data, pack)
    for one in (packed.getvalue(), gzip.compress(data, mtime=0)):
        (other,) = reports(one, pack)
        assert (causes(other), other.text) == (causes(plain), plain.text)


@tried(30)
@given(path=LOGS, others=st.lists(LOGS, max_size=3))
def test_what_was_read_before_changes_nothing(pack: Pack, path: Path, others: list[Path]) -> None:
    (first,) = reports(path.read_bytes(), pack)
    for other in others:
        reports(other.read_bytes(), pack)
    (again,) = reports(path.read_bytes(), pack)
    assert again == first
