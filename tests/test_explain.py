"""Explaining codes: every row of every table, in every writing."""

from __future__ import annotations

from analyzer.explain import explain
from analyzer.pack import Pack


def test_every_code_is_explained_in_every_writing(pack: Pack) -> None:
    missing = []
    for layer in pack.grammar.codes.layers.values():
        for row in layer.codes:
            writings = [*row.names, *(name.lower() for name in row.names)]
            if row.code is not None:
                bits = row.code & 0xFFFFFFFF
                writings += [str(row.code), f"0x{bits:x}", f"0x{bits:08X}"]
                writings += [f"{bits:08x}", f"{bits:08X}", f"({bits:08x})"] if row.code < 0 else []
            for word in writings:
                found, _ = explain([word], pack)
                if (layer.id, row.code, row.name) not in {(e.layer, e.code, e.name) for e in found}:
                    missing.append((layer.id, row.code, row.name, word))
    assert missing == []


def test_every_cause_is_explained_by_its_id(pack: Pack) -> None:
    for cause in pack.base.causes:
        found, unknown = explain([cause], pack)
        assert unknown == []
        assert found[0].causes[0].id == cause


def test_codes_name_the_causes_that_speak_of_them(pack: Pack) -> None:
    found, _ = explain(["NOT_AVAILABLE_BECAUSE_TRUST_ZONE"], pack)
    assert "secure-region-trustzone" in {hint.id for one in found for hint in one.causes}
    found, _ = explain(["NOT_AVAILABLE_BECAUSE_PROTECTION"], pack)
    assert "access-port-protection" in {hint.id for one in found for hint in one.causes}


def test_an_unknown_word_gets_the_nearest_known_one(pack: Pack) -> None:
    found, unknown = explain(["NOT_AVAILABLE_BECAUSE_TRUSTZONE"], pack)
    assert found == []
    assert "NOT_AVAILABLE_BECAUSE_TRUST_ZONE" in unknown[0]
