"""The family of a log that names no device."""

from __future__ import annotations

import pytest

from analyzer.pack import Pack
from analyzer.triage.hints import FamilyHints


@pytest.mark.parametrize(
    ("texts", "family"),
    [
        (["Info : [nrf52.cpu] Cortex-M4 r0p1 processor detected"], "nrf52"),
        (["[error] [ nRF91] - Access protection is enabled", "mfw nrf9160 1.3.1"], "nrf91"),
        (["boards/nordic/nrf5340dk/support", "[nRF53]"], "nrf53"),
        (["nrf52840 and then nrf9160"], ""),
        (["no device at all, 52840 of 91 bytes"], ""),
        ([], ""),
    ],
)
def test_words_that_agree_tell_it(texts: list[str], family: str, pack: Pack) -> None:
    assert FamilyHints(pack.grammar.devices).family(texts) == family
