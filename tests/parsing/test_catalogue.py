"""The message catalogue of the pack: samples, and the word index against trying everything."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.pack import Pack
from analyzer.parsing.heads import strip_heads


def test_every_sample_is_its_own_entrys_and_gives_the_fields_it_promises(pack: Pack) -> None:
    grammar = pack.grammar
    wrong = []
    for entry in grammar.catalogue.entries:
        for text, expected in entry.samples:
            head = strip_heads(text, grammar.heads)
            found = grammar.catalogue.whole(head.body, entry.tool) if entry.whole else None
            matches = [found] if found else grammar.catalogue.inside(head.body, entry.at)
            match = next((m for m in matches if m.entry.key == entry.key), None)
            if match is None or any(match.fields.get(n) != v for n, v in expected.items()):
                wrong.append((entry.key, text, [m.entry.key for m in matches], match and match.fields))
    assert wrong == []


def test_the_index_finds_what_trying_every_entry_finds(pack: Pack) -> None:
    catalogue = pack.grammar.catalogue
    for entry in catalogue.entries:
        for text, _ in entry.samples:
            body = strip_heads(text, pack.grammar.heads).body
            assert catalogue.whole(body, entry.tool) == catalogue.whole_naive(body, entry.tool)
            assert catalogue.inside(body) == catalogue.inside_naive(body)
            assert catalogue.inside(body, "phrase") == catalogue.inside_naive(body, "phrase")


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_the_index_agrees_on_mixed_text(pack: Pack, data: st.DataObject) -> None:
    samples = [text for entry in pack.grammar.catalogue.entries for text, _ in entry.samples]
    first, second = data.draw(st.sampled_from(samples)), data.draw(st.sampled_from(samples))
    cut = data.draw(st.integers(0, len(first)))
    text = first[:cut] + second
    catalogue = pack.grammar.catalogue
    assert catalogue.whole(text) == catalogue.whole_naive(text)
    assert catalogue.inside(text) == catalogue.inside_naive(text)
