"""Tokens for serial numbers and for the numbers of mobile devices, subscribers and their cards."""

from __future__ import annotations

_LEAST = 6  # a serial number that is padded with zeros has at least so many digits of its own


class DigitsForm:
    """`900000001`: digits for digits. J-Link and Nordic serial numbers do not begin with 900."""

    family = series = "digits"
    patterns = (r"900(?<![1-9]900)\d{3,37}(?!\d)",)
    _LEAD = "900"

    def key(self, value: str) -> str:
        """The digits without the zeros that some tools put in front."""
        own = value.lstrip("0")
        return own if len(own) >= _LEAST else value

    def room(self, value: str) -> int:
        """All numbers behind the lead."""
        return int(10 ** max(1, len(self.key(value)) - len(self._LEAD))) - 1

    def write(self, value: str, number: int) -> str:
        """As many digits, with the zeros in front that the value has."""
        own = self.key(value)
        width = max(1, len(own) - len(self._LEAD))
        return "0" * (len(value) - len(own)) + self._LEAD[: len(own) - width] + f"{number:0{width}d}"

    def is_token(self, text: str) -> bool:
        """True for digits that begin with the lead."""
        return (
            text.isascii() and text.isdigit() and len(text) >= _LEAST and text.lstrip("0").startswith("900")
        )


class ImeiForm:
    """`001000000000017`: a type number of the range for test equipment, and the right check digit."""

    family = series = "imei"
    patterns = (r"00100000(?<!\d00100000)\d{6,8}(?!\d)",)
    _LEAD = "00100000"

    def key(self, value: str) -> str:
        """The digits without check digit or software version."""
        return value[:14]

    def room(self, value: str) -> int:
        """Six digits of serial number."""
        return 999_999

    def write(self, value: str, number: int) -> str:
        """14, 15 or 16 digits, as the value has."""
        own = f"{self._LEAD}{number:06d}"
        return {14: own, 15: own + luhn_digit(own)}.get(len(value), own + "00")

    def is_token(self, text: str) -> bool:
        """True for 14 to 16 digits of the range."""
        return text.isdigit() and 14 <= len(text) <= 16 and text.startswith(self._LEAD)


class IccidForm:
    """`8999000000000000018`: a country code that is not assigned, and a check digit where the value has one."""

    family = series = "iccid"
    patterns = (r"8999(?<!\d8999)\d{14,16}[Ff]?(?![\dA-Fa-f])",)
    _LEAD = "8999"

    def key(self, value: str) -> str:
        """The digits without the filler."""
        return value.rstrip("fF")

    def room(self, value: str) -> int:
        """Twelve digits, more than there can be values."""
        return 10**12

    def write(self, value: str, number: int) -> str:
        """As many digits, the filler kept."""
        digits = self.key(value)
        own = self._LEAD + f"{number:0{len(digits) - len(self._LEAD) - 1}d}"
        checked = passes_luhn(digits)
        return own + (luhn_digit(own) if checked else "0") + value[len(digits) :]

    def is_token(self, text: str) -> bool:
        """True for digits of the range."""
        return self.key(text).isdigit() and 18 <= len(self.key(text)) <= 20 and text.startswith(self._LEAD)


class ImsiForm:
    """`001010000000001`: the test network."""

    family = series = "imsi"
    patterns = (r"00101(?<!\d00101)\d{9,10}(?!\d)",)
    _LEAD = "00101"

    def key(self, value: str) -> str:
        """The digits."""
        return value

    def room(self, value: str) -> int:
        """All subscribers of the network."""
        return int(10 ** (len(value) - len(self._LEAD))) - 1

    def write(self, value: str, number: int) -> str:
        """As many digits."""
        return self._LEAD + f"{number:0{len(value) - len(self._LEAD)}d}"

    def is_token(self, text: str) -> bool:
        """True for subscribers of the network."""
        return text.isdigit() and 14 <= len(text) <= 15 and text.startswith(self._LEAD)


def passes_luhn(digits: str) -> bool:
    """True when the last digit is the check digit of those before it."""
    return digits.isascii() and digits.isdigit() and luhn_digit(digits[:-1]) == digits[-1]


def luhn_digit(digits: str) -> str:
    """The check digit that belongs behind some digits (ISO/IEC 7812)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 - place % 2)
        total += value - 9 * (value > 9)
    return str(-total % 10)
