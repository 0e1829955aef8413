"""Lines that a tool drew over and over: of a progress bar only the last state is of interest."""

from __future__ import annotations

import re

# A bar in brackets, a bar without them, a percentage. Bounded, since the input may be hostile.
_BAR = re.compile(
    r"\[[ #=\-*>.|\u2500-\u259f]{3,200}\]|[#=\-\u2500-\u259f]{4,200}|[0-9]{1,3}(?:\.[0-9]{1,3})? ?%"
)
_NO_WORD = re.compile(r"[\W\d_]+")
# The widest terminal anyone uses; a longer state is text, whatever bars it contains.
_WIDEST = 400


def last_states(states: list[str]) -> list[str]:
    """Keep what was not overwritten: the last state of each bar, and all text that is no bar.

    States of one bar differ in their bars and numbers only. A text that the next state repeats and
    continues (`Verifying.`, `Verifying..`) is a state as well.
    """
    kept: list[str] = []
    label_before: str | None = None
    for state in states:
        if not state.strip():
            continue
        label = _label(state)
        if kept and (state.startswith(kept[-1].rstrip()) or (label is not None and label == label_before)):
            kept.pop()
        kept.append(state)
        label_before = label
    return kept


def _label(state: str) -> str | None:
    """Give the words around a bar; None for text without a bar."""
    if len(state) > _WIDEST:
        return None
    without_bar, bars = _BAR.subn(" ", state)
    label = _NO_WORD.sub(" ", without_bar).strip()
    return label if bars or not label else None
