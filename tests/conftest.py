"""What many tests need: the pack, compiled once."""

from __future__ import annotations

import pytest

from analyzer.pack import Pack, load_pack


@pytest.fixture(scope="session")
def pack() -> Pack:
    """The built-in rule pack, compiled from its files."""
    return load_pack(cache=False)
