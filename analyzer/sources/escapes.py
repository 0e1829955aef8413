"""Terminal escape sequences, also those that lost their escape character on the way."""

from __future__ import annotations

import re

_CSI = r"(?:\x1b\[|\x9b)"
# Sequences that move to another place of the screen: what follows is a new text, as after a carriage return.
MOVE = re.compile(_CSI + r"[0-9;]{0,12}[ABEFGHdf]|" + _CSI + r"[12]K|" + _CSI + r"[0-9]{0,2}J")
FORWARD = re.compile(_CSI + r"([0-9]{1,3})C")
CONTROL = re.compile(
    _CSI + r"[0-?]{0,64}[ -/]{0,4}[@-~]"  # control sequences: colours, erasing, modes
    r"|\x1b[()*+#% ][0-9A-Za-z@]"  # character sets
)
_STRINGS = (
    r"(?:\x1b\]|\x9d)[^\x07\x1b\x9c]{0,4096}(?:\x07|\x1b\\|\x9c)"  # titles and links
    r"|\x1b[PX^_][^\x1b]{0,4096}\x1b\\"  # device control and other strings
)
# Two-character sequences stand last, with an escape that begins nothing.
_OTHER = re.compile(rf"{CONTROL.pattern}|{_STRINGS}|\x1b[0-~]?")
# A colour whose escape character was dropped or spelled out; `[10ms]` and `[1m]` are no colours.
_SPELLED = r"(?:\u241b|\^\[|\\x1[bB]|\\u001[bB]|\\033|\\e)"
COLOUR = re.compile(_SPELLED + r"?\[[0-9]{1,2}(?:;[0-9]{1,3}){0,4}m(?!s?\]|s\b)")
# What ends a coloured text, as the tools here write it.
_RESETS = ("[0m", "[00m", "[39m", "[22m")

# A terminal is rarely wider; a hostile file must not turn a few bytes into a flood of blanks.
_WIDEST = 200


def without_escapes(text: str) -> str:
    """Strip escape sequences; a move of the cursor becomes a carriage return."""
    if has_escapes(text):
        text = MOVE.sub("\r", text)
        text = FORWARD.sub(lambda move: " " * min(int(move[1]), _WIDEST), text)
        text = _OTHER.sub("", text)
    return COLOUR.sub("", text) if "[" in text else text


def has_escapes(text: str) -> bool:
    """Tell whether a text has characters that begin an escape sequence."""
    return "\x1b" in text or "\x9b" in text or "\x9d" in text


def has_bare_colours(text: str) -> bool:
    """Tell whether a text has colours that lost their escape: where one is, it is reset somewhere."""
    return any(reset in text for reset in _RESETS)
