"""The known message most like an unknown one."""

from __future__ import annotations

import difflib

from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.pack import Pack
from analyzer.parsing.heads import strip_heads
from analyzer.parsing.likeness import closest_message


def samples(pack: Pack) -> list[str]:
    grammar = pack.grammar
    firsts = [text for entry in grammar.catalogue.entries for text, _ in entry.samples[:1]]
    return [strip_heads(text, grammar.heads).body[:200] for text in firsts]


def test_a_message_with_a_word_changed_is_recognised(pack: Pack) -> None:
    known = closest_message("Unable to conect to a debuger.", pack.grammar)
    assert known is not None
    assert "debugger" in known


def test_what_is_like_nothing_has_no_closest_message(pack: Pack) -> None:
    assert closest_message("", pack.grammar) is None
    assert closest_message("zyx wvu tsr qpo nml", pack.grammar) is None


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_it_is_as_near_as_the_nearest_of_all(pack: Pack, data: st.DataObject) -> None:
    every = samples(pack)
    text = data.draw(st.sampled_from([one for one in every if len(one) > 20 and "er" in one and " " in one]))
    cut = data.draw(st.integers(0, 6))
    text = text[: len(text) - cut] + data.draw(st.sampled_from(["", " again", " x", "."]))
    nearest = closest_message(text, pack.grammar)
    assert nearest is not None
    best = difflib.get_close_matches(text[:200], every, n=1, cutoff=0.6)
    ratios = [difflib.SequenceMatcher(None, one, text[:200]).ratio() for one in (nearest, best[0])]
    assert ratios[0] >= ratios[1] - 0.05
