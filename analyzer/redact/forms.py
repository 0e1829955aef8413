"""How tokens are written: in the form of the value they stand for, so that whoever reads the log reads it alike.

A form keeps the length wherever it can, since tools wrap their messages at a column and the repair of pastes
counts on it. Tokens come from ranges that no real value is in, and are known by them again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from analyzer.redact.forms_hex import HexForm, MacForm, UuidForm
from analyzer.redact.forms_net import MailForm, NetForm
from analyzer.redact.forms_numbers import DigitsForm, IccidForm, ImeiForm, ImsiForm
from analyzer.redact.forms_words import SecretForm, WordForm
from analyzer.redact.kinds import Kind


class Form(Protocol):
    """A way to write tokens."""

    family: str
    """Values are told apart within a family: the same one, whatever its kind, has the same token."""
    series: str
    """Tokens are numbered within a series."""

    def key(self, value: str) -> str:
        """What is the same for all writings of one value."""

    def room(self, value: str) -> int:
        """How many different tokens there are in the place of such a value."""

    def write(self, value: str, number: int) -> str:
        """The token with that number, written as the value is."""

    def is_token(self, text: str) -> bool:
        """True for what `write` can have written."""

    @property
    def patterns(self) -> tuple[str, ...]:
        """Expressions that find tokens in a text; what they find is put to `is_token`.

        Each begins with letters that are certain, which makes looking for it quick.
        """


FORMS = (
    "digits", "imei", "iccid", "imsi", "hex", "mac", "uuid", "net", "mail", "word", "serial", "secret"
)  # fmt: skip
"""The forms that a kind may name. `serial` is digits, hexadecimal or a word, `secret` hexadecimal or a word: whichever
the value is."""

_ALIKE: Mapping[str, Form] = {
    "digits": DigitsForm(),
    "imei": ImeiForm(),
    "iccid": IccidForm(),
    "imsi": ImsiForm(),
    "hex": HexForm(),
    "mac": MacForm(),
    "uuid": UuidForm(),
    "net": NetForm(),
}


def form_of(kind: Kind, value: str, marks: tuple[str, ...]) -> Form:
    """The form for a value of a kind."""
    if kind.form in _ALIKE:
        return _ALIKE[kind.form]
    if kind.form == "serial" and value.isascii() and value.isdigit():
        return _ALIKE["digits"]
    if kind.form in ("serial", "secret") and HexForm.fits(value.lower().removeprefix("0x")):
        return _ALIKE["hex"]
    if kind.form == "mail":
        return MailForm(kind.id, kind.words)
    if kind.form == "secret":
        return SecretForm(kind.id, kind.words)
    return WordForm(kind.id, kind.words, marks)


def all_forms(kinds: tuple[Kind, ...], marks: tuple[str, ...]) -> list[Form]:
    """Every form that the kinds use, each once."""
    worded = [form_of(kind, "", marks) for kind in kinds if kind.form in ("word", "serial", "mail", "secret")]
    return [*_ALIKE.values(), *worded]
