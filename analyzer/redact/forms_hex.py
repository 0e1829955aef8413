"""Tokens for hexadecimal values: identities of devices, hardware addresses, keys, hashes, UUIDs.

An identity of twelve digits is often the hardware address without its colons, so both have the same number.
"""

from __future__ import annotations

import re

_LEAD = "feed"
_LEAST = 8
_HEX = re.compile(r"[0-9a-fA-F]+\Z")


class HexForm:
    """`FEED00000001`: as many digits, upper or lower case as the value has them."""

    family = series = "hex"
    patterns = (r"feed[0-9a-f]{4,}(?![0-9A-Za-z])", r"FEED[0-9A-F]{4,}(?![0-9A-Za-z])")

    @staticmethod
    def fits(value: str) -> bool:
        """True for hexadecimal digits with a letter among them, enough of them to tell a token by its beginning."""
        return len(value) >= _LEAST and _HEX.match(value) is not None and not value.isdigit()

    def key(self, value: str) -> str:
        """The digits in lower case."""
        return value.lower().removeprefix("0x")

    def room(self, value: str) -> int:
        """Six digits, fewer in a short value."""
        return int(16 ** min(6, max(1, len(self.key(value)) - len(_LEAD)))) - 1

    def write(self, value: str, number: int) -> str:
        """The lead, zeros, the number."""
        digits = self.key(value)
        token = _LEAD[: max(0, len(digits) - 1)] + f"{number:0{max(1, len(digits) - len(_LEAD))}x}"
        token = token.upper() if any(letter in "ABCDEF" for letter in value) else token
        return value[: len(value) - len(digits)] + token

    def is_token(self, text: str) -> bool:
        """True for the lead with a number of six digits at most."""
        digits = self.key(text)
        short = digits[len(_LEAD) : -6].strip("0") == ""
        return len(digits) >= _LEAST and digits.startswith(_LEAD) and short and _HEX.match(digits) is not None


class MacForm:
    """`FE:ED:00:00:00:01`: an address that is administered locally, with the value's separators."""

    family = series = "hex"
    patterns = (
        r"fe[:-]ed[:-](?:[0-9a-f]{2}[:-]){3,61}[0-9a-f]{2}",
        r"FE[:-]ED[:-](?:[0-9A-F]{2}[:-]){3,61}[0-9A-F]{2}",
    )

    def key(self, value: str) -> str:
        """The digits in lower case, without separators."""
        return re.sub(r"[^0-9a-f]", "", value.lower())

    def room(self, value: str) -> int:
        """Six digits, as many as there are in the place of the plain digits."""
        return HexForm().room(self.key(value))

    def write(self, value: str, number: int) -> str:
        """Two digits and a separator in turn."""
        digits = iter(HexForm().write(re.sub(r"[^0-9A-Fa-f]", "", value), number))
        return "".join(next(digits) if char.isalnum() else char for char in value)

    def is_token(self, text: str) -> bool:
        """True for a token of twelve digits and more with separators."""
        digits = self.key(text)
        return len(text) > len(digits) >= 12 and HexForm().is_token(digits)


class UuidForm:
    """`fade0000-0000-4000-8000-fade00000001`."""

    family = series = "uuid"
    patterns = (r"fade0000-0000-4000-8000-fade[0-9a-f]{8}", r"FADE0000-0000-4000-8000-FADE[0-9A-F]{8}")

    def key(self, value: str) -> str:
        """The UUID in lower case."""
        return value.lower()

    def room(self, value: str) -> int:
        """Eight digits."""
        return (16**8) - 1

    def write(self, value: str, number: int) -> str:
        """The token in the case of the value."""
        token = f"fade0000-0000-4000-8000-fade{number:08x}"
        return token.upper() if any(letter in "ABCDEF" for letter in value) else token

    def is_token(self, text: str) -> bool:
        """True for a whole token, and for the group at its end."""
        return text.lower().startswith(("fade0000-0000-4000-8000-fade", "fade0000")) and len(text) in (36, 12)
