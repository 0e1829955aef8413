"""Tokens for addresses of networks and of people, from the ranges that are set aside for examples."""

from __future__ import annotations

import ipaddress
import re

from analyzer.redact.forms_words import WordForm

# RFC 5737, and RFC 2544 for those who have more than 762 addresses.
_EXAMPLES = ("192.0.2", "198.51.100", "203.0.113")
_HOSTS = 254
_BENCH = "198.18"
_BENCH_HOSTS = 2 * 256 * 254
# RFC 3849.
_EXAMPLE6 = "2001:db8::"


class NetForm:
    """`192.0.2.1` or `2001:db8::1`: addresses for documentation."""

    family = series = "net"
    patterns = (
        r"192\.0\.2\.\d{1,3}",
        r"198\.(?:51\.100|1[89]\.\d{1,3})\.\d{1,3}",
        r"203\.0\.113\.\d{1,3}",
        r"2001:db8::[0-9a-f]{1,4}(?::[0-9a-f]{1,4})?",
    )

    def key(self, value: str) -> str:
        """The address however it is written."""
        try:
            return str(ipaddress.ip_address(value.partition("%")[0]))
        except ValueError:
            return value.lower()

    def room(self, value: str) -> int:
        """Addresses of the examples, or of the sixth version."""
        return 16**8 - 1 if ":" in value else _HOSTS * len(_EXAMPLES) + _BENCH_HOSTS

    def write(self, value: str, number: int) -> str:
        """An address of the same version."""
        if ":" in value:
            return (
                f"{_EXAMPLE6}{number:x}"
                if number < 16**4
                else f"{_EXAMPLE6}{number >> 16:x}:{number & 0xFFFF:x}"
            )
        net, host = divmod(number - 1, _HOSTS)
        if net < len(_EXAMPLES):
            return f"{_EXAMPLES[net]}.{host + 1}"
        second, third = divmod(net - len(_EXAMPLES), 256)
        return f"198.{18 + second}.{third}.{host + 1}"

    def is_token(self, text: str) -> bool:
        """True for the addresses set aside."""
        lead = tuple(f"{net}." for net in _EXAMPLES)
        return text.startswith((*lead, f"{_BENCH}.", "198.19.", _EXAMPLE6))


class MailForm(WordForm):
    """`mail1x@xxxxxx.xxx`: both sides of the sign as long as they were."""

    family = "mail"

    def __init__(self, series: str, words: tuple[str, ...]) -> None:
        super().__init__(series, words, ())

    @property
    def patterns(self) -> tuple[str, ...]:
        """A word token, the sign, a host of nothing but `x`."""
        return tuple(word + r"@[x.-]+" for word in super().patterns)

    def write(self, value: str, number: int) -> str:
        """The name as a word, of the host only its dots."""
        name, _, host = value.partition("@")
        return f"{super().write(name, number)}@{re.sub(r'[^.-]', 'x', host)}"

    def is_token(self, text: str) -> bool:
        """True for either side of the sign: a word of the form, or a host of nothing but `x`."""
        name, sign, host = text.partition("@")
        if not sign:
            return self._is_word(text) or ("." in text and not text.strip("x.-"))
        return self._is_word(name) and not host.strip("x.-")
